"""The history of the schema, in numbered steps; each stands alone and never imports ``app``."""

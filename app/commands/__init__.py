"""The commands of daily work, a module a concern: each adds its parsers to ``app.cli``."""

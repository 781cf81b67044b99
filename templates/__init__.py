"""Jinja templates by medium: ``web`` pages, ``pdf`` documents, ``shared`` for what both show."""

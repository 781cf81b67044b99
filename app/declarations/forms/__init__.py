"""Forms and what is filled into them: read from the reviewed schemas, from pages, from files."""

from app.declarations.forms.catalogue import catalogue, published

__all__ = ["catalogue", "published"]

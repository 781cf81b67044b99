"""The treaties' pages: lists, one treaty on any day, what would be if; the depositary's desk."""

from app.treaties.views import depositary, exports, lists, treaty, what_if
from app.treaties.views.blueprint import pages

__all__ = ["depositary", "exports", "lists", "pages", "treaty", "what_if"]

"""The treaties' pages: lists, one treaty on any day, what would be if; the depositary's desk."""

from app.treaties.views import depositary, exports, lists, notifications, treaty, what_if
from app.treaties.views.blueprint import pages

__all__ = ["depositary", "exports", "lists", "notifications", "pages", "treaty", "what_if"]

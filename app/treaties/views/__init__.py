"""The treaties' pages: lists, one treaty on any day, its table, its acts, and what would be if."""

from app.treaties.views import exports, lists, treaty, what_if
from app.treaties.views.blueprint import pages

__all__ = ["exports", "lists", "pages", "treaty", "what_if"]

"""Pages of duties: the reporting status for officers, and each deadline with its extension."""

from app.obligations.views import deadline, outages, status
from app.obligations.views.blueprint import pages

__all__ = ["deadline", "outages", "pages", "status"]

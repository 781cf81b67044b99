"""Pages of reports: where each is asked for."""

from app.reports.views import papers, prints, summaries
from app.reports.views.blueprint import pages

__all__ = ["pages", "papers", "prints", "summaries"]

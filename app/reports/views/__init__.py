"""Pages of reports: where each is asked for."""

from app.reports.views import bodies, decisions, meetings, papers, prints, summaries
from app.reports.views.blueprint import pages

__all__ = ["bodies", "decisions", "meetings", "pages", "papers", "prints", "summaries"]

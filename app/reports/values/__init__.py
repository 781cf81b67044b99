"""The words for reports: what a report is told besides the facts it is made of."""

from app.reports.values.prints import House, Publisher, Question, Seal

__all__ = ["House", "Publisher", "Question", "Seal"]

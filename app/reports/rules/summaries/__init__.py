"""What compliance summaries say, and where a batch of them stands."""

from app.reports.rules.summaries.batches import RUNNING, progress, runs_due
from app.reports.rules.summaries.lines import group_figures, line_of, published_line, same_group
from app.reports.rules.summaries.summary import Gathered, address, covered, overview, summary

__all__ = [
    "RUNNING",
    "Gathered",
    "address",
    "covered",
    "group_figures",
    "line_of",
    "overview",
    "progress",
    "published_line",
    "runs_due",
    "same_group",
    "summary",
]

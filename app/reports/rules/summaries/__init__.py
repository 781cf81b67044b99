"""What compliance summaries say, and where a batch of them stands."""

from app.reports.rules.summaries.batches import (
    RUNNING,
    batch_address,
    occasion_of,
    progress,
    runs_due,
)
from app.reports.rules.summaries.lines import group_figures, line_of, published_line, same_group
from app.reports.rules.summaries.summary import Gathered, address, covered, overview, summary

__all__ = [
    "RUNNING",
    "Gathered",
    "address",
    "batch_address",
    "covered",
    "group_figures",
    "line_of",
    "occasion_of",
    "overview",
    "progress",
    "published_line",
    "runs_due",
    "same_group",
    "summary",
]

"""The words for reports: what a report is told besides the facts it is made of."""

from app.reports.values.papers import (
    Among,
    Decided,
    Received,
    Span,
    Stepped,
    Stopped,
    Timing,
)
from app.reports.values.prints import House, Publisher, Question, Seal

__all__ = [
    "Among",
    "Decided",
    "House",
    "Publisher",
    "Question",
    "Received",
    "Seal",
    "Span",
    "Stepped",
    "Stopped",
    "Timing",
]

"""The governing body's papers: what each says, as figures and lists for page and print alike."""

from app.reports.rules.papers.annual import Gathered, annual_report, span_of, years_of
from app.reports.rules.papers.frame import is_counted
from app.reports.rules.papers.ratification import Looked, looked, ratification_paper
from app.reports.rules.papers.register import own
from app.reports.rules.papers.submissions import (
    of_period,
    period_of,
    periods_with,
    submissions_paper,
    usual_period,
)
from app.reports.rules.papers.timeliness import timeliness_paper, years_with
from app.reports.rules.papers.timing import bar, median_of, tally, timing

__all__ = [
    "Gathered",
    "Looked",
    "annual_report",
    "bar",
    "is_counted",
    "looked",
    "median_of",
    "of_period",
    "own",
    "period_of",
    "periods_with",
    "ratification_paper",
    "span_of",
    "submissions_paper",
    "tally",
    "timeliness_paper",
    "timing",
    "usual_period",
    "years_of",
    "years_with",
]

"""What is asked of summaries: of which year, in which copy, for which batch."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from app.kernel import json_in
from app.kernel.errors import Invalid, NotFound
from app.reports.values.summaries import FIRST_YEAR, LAST_YEAR, Copy, Run

MOST_BYTES = 100_000
RUNS = TypeAdapter(tuple[Run, ...])


def year(asked: Mapping[str, str], *, today: int) -> int:
    """Read of which year a summary is wanted; without a word, of the one that runs.

    Raises:
        NotFound: it is none that a summary may be about.

    """
    typed = asked.get("period", "").strip()
    if not typed:
        return today
    if not (typed.isascii() and typed.isdecimal() and FIRST_YEAR <= int(typed[:5]) <= LAST_YEAR):
        raise NotFound.because(
            "A summary is about one year from %(first)s to %(last)s, written as 2027.",
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    return int(typed)


def copy(asked: Mapping[str, str], *, full: bool) -> Copy:
    """Read which copy is wanted; who may not read the participant's own gets the public one."""
    return Copy.STATE if full and asked.get("copy") != Copy.PUBLIC else Copy.PUBLIC


def occasion(posted: Mapping[str, str]) -> str:
    """Read the key of the form with which a batch is asked for: posted twice, it is one batch.

    Raises:
        Invalid: the key is none.

    """
    try:
        return f"asked/{UUID(posted.get('key', ''))}"
    except ValueError:
        raise Invalid.because("This form is not whole. Open the page again.") from None


def runs(content: bytes) -> tuple[Run, ...]:
    """Read on which days of the year summaries are made by themselves.

    Raises:
        Invalid: it is no JSON.
        ValueError: a run lacks what it needs.

    """
    document: Any = json_in.parsed(content, most=MOST_BYTES)
    return RUNS.validate_python(document["runs"])

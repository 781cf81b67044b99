"""Calendar days as people write them: one way of writing, ``2027-03-14``."""

import re
from datetime import date

WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
"""Stricter than ISO 8601, which also writes weeks and leaves out the dashes."""


def read(text: str) -> date | None:
    """Give the day that a text writes, or None if it writes none."""
    if not WRITTEN.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # such as 30 February

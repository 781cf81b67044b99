"""How the secretariat reminds, as reviewed files say."""

from functools import cache
from pathlib import Path

from app.deadlines import forms
from app.deadlines.values.ladders import Routine
from app.kernel import files_in


@cache
def routine(folder: Path) -> Routine:
    """Give the ladders and the seat's days off; a folder is read once a process.

    Raises:
        Invalid: a file cannot be read.
        ValueError: a ladder is wrong.

    """
    ladders, days_off = (
        files_in.contents(folder / name, most=forms.MOST_BYTES)
        for name in ("ladders.json", "days_off.csv")
    )
    return forms.routine(ladders, days_off)

"""What ladders and days off are read from: reviewed files of the product."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from app.deadlines.values.ladders import Ladder, Pause, Routine
from app.kernel import days, json_in, tables_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.writing import tidy

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
LADDERS = TypeAdapter(tuple[Ladder, ...])


def routine(ladders: bytes, days_off: bytes) -> Routine:
    """Read how the secretariat reminds.

    Raises:
        Invalid: a file is no JSON or no table, or a day is none.
        ValueError: a ladder lacks what it needs, or two have one code.

    """
    document: Any = json_in.parsed(ladders, most=MOST_BYTES)
    found = LADDERS.validate_python(document["ladders"])
    by_code = {each.code: each for each in found}
    if len(by_code) < len(found):
        raise ValueError("two ladders have one code")
    return Routine(by_code, _days_off(days_off))


def _days_off(content: bytes) -> frozenset[date]:
    table = tables_in.table(content, required=("on", "name"), most=MOST_BYTES, most_rows=MOST_ROWS)
    read = [(row.line, days.read(row.cells["on"])) for row in table.rows]
    Invalid.unless_none(
        Complaint("Write the day as 2027-03-14.", line=line, field="on")
        for line, on in read
        if on is None
    )
    return frozenset(on for _, on in read if on is not None)


def pause(posted: Mapping[str, str], *, known: Collection[str]) -> Pause:
    """Read for whom of those known reminders are to be paused, why, and from when to when.

    Raises:
        Invalid: nobody is chosen, or a day is none; each complaint names its field.

    """
    participant = posted.get("participant", "")
    wrong = [] if participant in known else [Complaint("Choose a state.", field="participant")]
    read = {name: days.read(posted.get(name, "").strip()) for name in ("since", "until")}
    wrong += [
        Complaint("Write the day as 2027-03-14.", field=name)
        for name, on in read.items()
        if on is None
    ]
    since, until = read["since"], read["until"]
    if wrong or since is None or until is None:
        raise Invalid(*wrong)
    return Pause(participant, tidy(posted.get("reason", "")), since, until)

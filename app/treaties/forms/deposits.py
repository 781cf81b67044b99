"""Treaty actions handed in as a CSV file (the format is in docs/formats.md) → acts by line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.kernel import tables_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.tables_in import Row
from app.participants.values import Roll
from app.treaties.forms.items import day, shortened
from app.treaties.values.acts import Act, ActionKind

MOST_BYTES = 10_000_000
MOST_ROWS = 50_000
REQUIRED = (
    "participant",
    "action",
    "deposited_on",
    "effective_on",
    "territory",
    "text",
    "reference",
)
WHOLE = re.compile(r"([1-9]\d{0,8})?", re.ASCII)
KINDS = {kind.value: kind for kind in ActionKind}


def actions(content: bytes, *, roll: Roll, known_from: date | None) -> dict[int, Act]:
    """Read treaty actions, each by the line on which it stands.

    A row that says nothing of ``recorded_on`` was known from ``known_from``; where that is None,
    as for a precedent, from the day of its deposit.

    Raises:
        Invalid: the file or one of its rows cannot be read; every complaint names its line and
            its column.

    """
    table = tables_in.table(
        content,
        required=REQUIRED,
        optional=["recorded_on", "concerns"],
        most=MOST_BYTES,
        most_rows=MOST_ROWS,
    )
    acts = of_rows(table.rows, roll=roll, known_from=known_from, complaints=table.complaints)
    if not acts:
        raise Invalid.because("The file has a header and no rows: there is nothing to record.")
    return acts


def of_rows(
    rows: Sequence[Row],
    *,
    roll: Roll,
    known_from: date | None,
    complaints: Sequence[Complaint] = (),
) -> dict[int, Act]:
    """Read rows that have every required cell, each by its line.

    Raises:
        Invalid: with the complaints there already were and those about the rows.

    """
    about_rows = [complaint for row in rows for complaint in _complaints(row, roll)]
    tables_in.refuse(Invalid, [*complaints, *about_rows])
    return {row.line: _act(row.cells, roll, known_from) for row in rows}


def _complaints(row: Row, roll: Roll) -> Iterator[Complaint]:
    cells = row.cells
    if roll.named(cells["participant"]) is None:
        yield Complaint(
            "There is no participant “%(name)s”. Give its code or its exact short name.",
            {"name": shortened(cells["participant"])},
            field="participant",
            line=row.line,
        )
    if cells["action"] not in KINDS:
        yield Complaint(
            "There is no action “%(name)s”. The actions are: %(names)s.",
            {"name": shortened(cells["action"]), "names": ", ".join(KINDS)},
            field="action",
            line=row.line,
        )
    if not WHOLE.fullmatch(cells.get("concerns", "")):
        yield Complaint(
            "“%(text)s” is not the number of an act. Write it as in 12.",
            {"text": shortened(cells["concerns"])},
            field="concerns",
            line=row.line,
        )
    for column in ("deposited_on", "effective_on", "recorded_on"):
        text = cells.get(column, "")
        if (text or column == "deposited_on") and day(text) is None:
            yield Complaint(
                "“%(text)s” is not a date of the years 1800 to 2199. Write it as in 1999-03-01.",
                {"text": shortened(text)},
                field=column,
                line=row.line,
            )


def _act(cells: Mapping[str, str], roll: Roll, known_from: date | None) -> Act:
    """Give the act that a row of which nobody complained stands for."""
    deposited_on = date.fromisoformat(cells["deposited_on"])
    recorded_on = day(cells.get("recorded_on", ""))
    found = roll.named(cells["participant"])
    return Act(
        participant=found.code if found else "",
        kind=KINDS[cells["action"]],
        deposited_on=deposited_on,
        recorded_on=recorded_on or known_from or deposited_on,
        effective_on=day(cells["effective_on"]),
        territory=cells["territory"],
        text=cells["text"],
        reference=cells["reference"],
        concerns=int(cells.get("concerns") or 0) or None,
    )

"""One table of a form as CSV ↔ its rows, each fault with its line and its column."""

from collections.abc import Mapping
from typing import Any

from app.declarations.forms.cells import answered, written
from app.declarations.forms.places import Filled, Grid
from app.declarations.forms.workbooks_read import NO_FILE, files_of
from app.declarations.rules.reading import held, rows
from app.declarations.values.forms import Content, Kind, Section, Table
from app.declarations.values.problems import Problem
from app.kernel import tables_in
from app.kernel.errors import Invalid
from app.kernel.tables_out import GUARDED, as_csv

MOST_BYTES = 10_000_000
QUOTE = "'"
"""What stands before a text that a spreadsheet would run."""


def table_csv(section: Section, table: Table, content: Content) -> bytes:
    """Give a table's rows as CSV: a column for each question, under its name."""
    groups = rows(section, table, held(content, section.name))
    return as_csv(
        [question.name for question in table.questions],
        [
            [written(question, group.held.get(question.name)) for question in table.questions]
            for group in groups
        ],
    )


def table_filled(
    section: Section, table: Table, name: str, content: bytes, *, kept: Content
) -> Filled:
    """Read a table's rows from a CSV file of a name; its columns may stand in any order.

    Raises:
        Invalid: the file cannot be read as a whole, or one of its rows cannot be; every complaint
            names its line and its column.

    """
    needed = [question.name for question in table.questions if question.must and not question.when]
    others = [question.name for question in table.questions if question.name not in needed]
    found = tables_in.table(
        content, required=needed, optional=others, most=MOST_BYTES, most_rows=table.most
    )
    tables_in.refuse(Invalid, found.complaints)
    read, files = Filled(), files_of(kept)
    listed: list[dict[str, Any]] = []
    for place, row in enumerate(found.rows):
        listed.append(_row(read, section, table, place=place, cells=row.cells, files=files))
    columns = {question.name: question.name for question in table.questions}
    lines = [row.line for row in found.rows]
    read.grids[section.name, table.name] = Grid(name, columns, lines)
    read.content = {section.name: {table.name: listed}}
    return read


def _row(
    read: Filled,
    section: Section,
    table: Table,
    *,
    place: int,
    cells: Mapping[str, str],
    files: Mapping[str, Any],
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for question in table.questions:
        answer = answered(question, _unquoted(cells.get(question.name, "")), files=files)
        if question.kind is Kind.FILE and isinstance(answer, str):
            path = f"{table.name}.{place}.{question.name}"
            read.problems.append(Problem(section.name, question.name, path, NO_FILE))
        elif answer is not None:
            row[question.name] = answer
    return row


def _unquoted(text: str) -> str:
    """Give a cell without the mark that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith(GUARDED) else text

"""A file by which many things of a kind are entered and changed, read row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from app.kernel import files_in, tables_in, workbooks_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.tables_in import Row, Table
from app.kernel.workbooks_in import Line
from app.registry.values import PARTICULARS, Kind, Written, identifier

MOST = 5_000_000
"""How many bytes a file may have."""

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Given:
    """One row of a load: what is written, about which thing; a new one if it names none."""

    line: int
    written: Written
    columns: frozenset[str]
    """What the file has a column for; what it has none for stays as it is."""
    id: str = ""

    def over(self, before: Written) -> Written:
        """Give what is written from now on about what was written so before."""
        kept = {name: text for name, text in before.items() if name not in self.columns}
        return kept | dict(self.written)


ACCEPTED: Mapping[str, str] = {".csv": "CSV", ".xlsx": "Excel (XLSX)"}
"""Which files are accepted, by how their names end."""


def posted(name: str, file: IO[bytes], kind: Kind) -> Sequence[Given]:
    """Read a file that was posted; not more of it than may be accepted.

    Raises:
        Invalid: there is none, it is of another kind, or a row of it cannot be read.

    """
    ending = PurePath(name).suffix.lower()
    if ending not in ACCEPTED:
        raise Invalid.because("Choose a file whose name ends in .csv or .xlsx.", field="file")
    content = file.read(MOST + 1)
    return rows(content, kind) if ending == ".csv" else sheet_rows(name, content, kind)


def rows(content: bytes, kind: Kind) -> Sequence[Given]:
    """Read a CSV; a cell that is empty takes out what stood there.

    Raises:
        Invalid: with every complaint, each with its line and its column.

    """
    return _given_in(tables_in.table(content, most=MOST, **_ruling(kind)), kind)


def sheet_rows(name: str, content: bytes, kind: Kind) -> Sequence[Given]:
    """Read the first sheet of a workbook in the same way.

    Raises:
        Invalid: it is no workbook that may be read, or with every complaint, each with its line
            and its column.

    """
    if len(content) > MOST:
        raise files_in.too_large(len(content), most=MOST)
    sheets = workbooks_in.workbook(name, content)
    lines = sheets[0].lines if sheets else []
    width = max((column for line in lines for column in line.columns()), default=0)
    records = ((line.number, _record(line, width)) for line in lines)
    return _given_in(tables_in.ruled(records, **_ruling(kind)), kind)


def _ruling(kind: Kind) -> dict[str, Any]:
    """Give which columns there are, and how many rows there may be."""
    columns = PARTICULARS[kind]
    return {
        "required": [each.name for each in columns if each.needed],
        "optional": ["id", *(each.name for each in columns if not each.needed)],
        "most_rows": MOST_ROWS,
    }


def _record(line: Line, width: int) -> list[str]:
    """Give a sheet's row as a CSV has it; what was computed is refused there as a formula is."""
    cells = [line.text(column) for column in range(1, width + 1)]
    for column in line.odd:
        cells[column - 1] = "="
    return cells


def _given_in(table: Table, kind: Kind) -> Sequence[Given]:
    wrong = [*table.complaints, *_wrong_identifiers(table.rows, kind)]
    if not wrong and not table.rows:
        raise Invalid.because("The file has a header and no rows under it.", field="file")
    tables_in.refuse(Invalid, wrong)
    columns = frozenset(table.rows[0].cells)
    return [_given(row, columns) for row in table.rows]


def _wrong_identifiers(rows: Sequence[Row], kind: Kind) -> Iterator[Complaint]:
    seen: dict[str, int] = {}
    for row in rows:
        text = row.cells.get("id", "")
        if not text:
            continue
        found = identifier(text)
        if found is None or found.kind is not kind:
            yield Complaint(
                "“%(id)s” is no identifier such as %(mark)s-CAN-0001. Leave it empty to enter "
                "something new.",
                {"id": text[:40], "mark": kind.mark},
                field="id",
                line=row.line,
            )
        elif text in seen:
            yield Complaint(
                "%(id)s stands on line %(first)s already.",
                {"id": text, "first": seen[text]},
                field="id",
                line=row.line,
            )
        seen.setdefault(text, row.line)


def _given(row: Row, columns: frozenset[str]) -> Given:
    written = {name: text for name, text in row.cells.items() if text and name != "id"}
    return Given(row.line, written, columns, row.cells.get("id", ""))

"""CSV that people hand in, read row by row: every complaint with its line and its column."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from unicodedata import normalize

from app.kernel import files_in
from app.kernel.errors import Complaint, DomainError, Invalid

CELL = 20_000
"""How many characters a cell may have."""

SHOWN = 100
"""How many complaints are told at once."""

FORMULA = re.compile(r"[=+@＝＋＠]|[-－](?!\s|$)")  # noqa: RUF001 (full-width forms are meant)
"""What a spreadsheet would take for a formula, full-width forms included; a dash and a space is
an ordinary text."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters (C0 and C1) but tab and line feed, and those that turn the direction of other
text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line on which it begins, counted from 1, its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read, and everything that could not."""

    rows: Sequence[Row]
    complaints: Sequence[Complaint]


def table(
    content: bytes,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    most: int,
    most_rows: int,
) -> Table:
    """Read a CSV with a header; cells are trimmed and in Unicode's composed form (NFC).

    Lines before the header that begin with ``#`` say where the table comes from; they and lines
    that hold nothing are passed over. ``most`` counts bytes.

    Raises:
        Invalid: the file as a whole cannot be read, or its header is wrong: every missing,
            doubled and unknown column is named.

    """
    text = files_in.text(content, most=most)
    records = _records(text, above=len(source(text)))
    return ruled(records, required=required, optional=optional, most_rows=most_rows)


def ruled(
    records: Iterable[tuple[int, list[str]]],
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    most_rows: int,
) -> Table:
    """Read records, each with the line on which it begins, the first of which is the header.

    Raises:
        Invalid: the header is wrong: every missing, doubled and unknown column is named.

    """
    below = iter(records)
    line, header = next(below, (1, []))
    names = [name.strip() for name in header]
    Invalid.unless_none(_header_complaints(names, line=line, required=required, optional=optional))
    return _body(below, names, most_rows=most_rows)


def source(text: str) -> list[str]:
    """Give the lines above a table's header that begin with ``#``, without that mark."""
    above = takewhile(lambda line: line.startswith("#"), io.StringIO(text, newline=""))
    return [line.removeprefix("#").strip() for line in above]


def capped(complaints: Sequence[Complaint]) -> list[Complaint]:
    """Keep the first hundred complaints in the order of lines, and say how many more there are."""
    ordered = sorted(complaints, key=lambda complaint: complaint.line or 0)
    if len(ordered) <= SHOWN:
        return ordered
    more = Complaint("And %(count)s more complaints.", {"count": len(ordered) - SHOWN})
    return [*ordered[:SHOWN], more]


def refuse(kind: type[DomainError], complaints: Sequence[Complaint]) -> None:
    """Refuse with all complaints, capped, if there is any.

    Raises:
        DomainError: of the kind given.

    """
    kind.unless_none(capped(complaints))


def _records(text: str, *, above: int) -> Iterator[tuple[int, list[str]]]:
    """Give each record below the first lines with the line on which it begins.

    Raises:
        Invalid: a quotation mark is not closed, or a cell is endless.

    """
    lines = islice(io.StringIO(text, newline=""), above, None)
    reader = csv.reader(lines, strict=True)
    begins = above + 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(
                Complaint(
                    "From this line on the file is not CSV (%(reason)s). Look for a quotation "
                    "mark that is not closed or not doubled.",
                    {"reason": str(error)},
                    line=begins,
                )
            ) from error
        yield begins, record
        begins = above + reader.line_num + 1


def _header_complaints(
    names: Sequence[str], *, line: int, required: Sequence[str], optional: Sequence[str]
) -> Iterator[Complaint]:
    known = [*required, *optional]
    for name in required:
        if name not in names:
            yield Complaint(
                "The column “%(column)s” is missing. The header must be: %(header)s.",
                {"column": name, "header": ",".join(required)},
                field=name,
                line=line,
            )
    for name, count in Counter(names).items():
        if name not in known:
            yield Complaint(
                "There is no column “%(column)s”. The columns are: %(columns)s.",
                {"column": name, "columns": ", ".join(known)},
                field=name or None,
                line=line,
            )
        elif count > 1:
            yield Complaint(
                "The column “%(column)s” stands there %(count)s times. Keep one of them.",
                {"column": name, "count": count},
                field=name,
                line=line,
            )


def _body(
    records: Iterator[tuple[int, list[str]]], names: Sequence[str], *, most_rows: int
) -> Table:
    rows: list[Row] = []
    complaints: list[Complaint] = []
    try:
        for line, record in records:
            if not any(map(str.strip, record)):
                continue
            if len(rows) == most_rows:
                raise Invalid.because(
                    "There are more than %(most)s rows. Split the file.", most=most_rows
                )
            if len(record) == len(names):
                if not all(map(_is_plain, record)):
                    complaints += _cell_complaints(line, zip(names, record, strict=True))
                rows.append(_row(line, names, record))
            else:
                complaints.append(_uneven(line, found=len(record), expected=len(names)))
    except Invalid as broken:
        complaints += broken.complaints
    return Table(rows, complaints)


def _row(line: int, names: Sequence[str], record: Sequence[str]) -> Row:
    cells = zip(names, record, strict=True)
    return Row(line, {name: normalize("NFC", cell.strip()) for name, cell in cells})


def _uneven(line: int, *, found: int, expected: int) -> Complaint:
    return Complaint(
        "This row has %(found)s cells; the header has %(expected)s. Put a text with commas "
        "between quotation marks.",
        {"found": found, "expected": expected},
        line=line,
    )


def _is_plain(cell: str) -> bool:
    """Say whether nothing can be wrong with a cell, as most are: what is printable holds none of
    the control characters.
    """
    return cell.isprintable() and len(cell) <= CELL and not FORMULA.match(cell.lstrip())


def _cell_complaints(line: int, cells: Iterable[tuple[str, str]]) -> Iterator[Complaint]:
    for name, cell in cells:
        if FORMULA.match(cell.strip()):
            yield Complaint(
                "The cell begins with “%(start)s”, as a spreadsheet's formula does. Write its "
                "value instead.",
                {"start": cell.strip()[0]},
                field=name,
                line=line,
            )
        if len(cell) > CELL:
            yield Complaint(
                "The cell has %(found)s characters; at most %(most)s are accepted.",
                {"found": len(cell), "most": CELL},
                field=name,
                line=line,
            )
        if CONTROL.search(cell.replace("\r\n", "\n")):
            yield Complaint(
                "The cell holds a control character that cannot be seen. Type the text anew.",
                field=name,
                line=line,
            )

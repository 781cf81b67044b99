"""Workbooks (XLSX) that people hand in, read row by row in a child on a short lead.

Nothing is computed and nothing is followed: a formula, a macro or a link is a complaint.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.kernel.child import Child, ChildDied, ChildRefused, ChildTooSlow
from app.kernel.errors import Invalid
from app.kernel.files_in import too_large

MOST_BYTES = 20_000_000
SECONDS = 60.0
START = b"PK\x03\x04"

FORMULA, ERROR = "formula", "error"


@dataclass(frozen=True, slots=True)
class Line:
    """A row in which something stands."""

    number: int
    """Counted from 1."""
    texts: Sequence[str]
    """What stands in its columns from the first on; empty where there is no text."""
    odd: Mapping[int, str] = field(default_factory=dict)
    """Which columns hold a formula, or an error of one. Columns are counted from 1."""

    def text(self, column: int) -> str:
        """Give what stands in a column, or nothing."""
        return self.texts[column - 1] if column <= len(self.texts) else ""

    def columns(self) -> Iterator[int]:
        """Give the columns in which something stands."""
        for column, text in enumerate(self.texts, start=1):
            if text or column in self.odd:
                yield column
        yield from (column for column in self.odd if column > len(self.texts))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, and its rows in which something stands."""

    name: str
    lines: Sequence[Line]


def column(number: int) -> str:
    """Give a column's letters: 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def workbook(name: str, content: bytes, *, field: str = "file") -> list[Sheet]:
    """Read the sheets of a workbook that was handed in under a name.

    Raises:
        Invalid: it is too large, no workbook, or not one that may be read.

    """
    if len(content) > MOST_BYTES:
        raise too_large(len(content), most=MOST_BYTES)
    if not name.lower().endswith(".xlsx") or not content.startswith(START):
        raise Invalid.because(
            "This is no Excel workbook without macros. Save it as .xlsx and hand that in.",
            field=field,
        )
    return sheets(_looked_at(content, field=field))


def sheets(answer: bytes) -> list[Sheet]:
    """Give the sheets that the child's answer holds."""
    return [
        Sheet(
            found["name"],
            [Line(number, texts, dict(odd)) for number, texts, odd in found["lines"]],
        )
        for found in json.loads(answer)
    ]


def _looked_at(content: bytes, *, field: str) -> bytes:
    """Let a child read the workbook.

    Raises:
        Invalid: it refused, was too slow, or did not live through it.

    """
    command = [sys.executable, "-m", "app.kernel.workbooks_opened"]
    with Child(command, environment={}, seconds=SECONDS, most_answers=1) as child:
        try:
            return child.ask(content)
        except ChildRefused as refused:
            raise Invalid.because("%(reason)s", field=field, reason=str(refused)) from refused
        except (ChildTooSlow, ChildDied) as ended:
            raise Invalid.because(
                "The workbook could not be read within the time and memory that are allowed for "
                "it. Take out what is not asked for, and hand it in again.",
                field=field,
            ) from ended

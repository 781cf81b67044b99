"""What a file says that was handed in for a form, and where in it each answer stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.declarations.values.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a file; a part that is not known is empty, or nought."""

    sheet: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Write it as people find it: ``Sites, row 5, column C``."""
        row = f", row {self.row}" if self.row else ""
        return f"{self.sheet}{row}{f', column {self.column}' if self.column else ''}"


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table's rows stand: each on a line of its own, each question in one column."""

    sheet: str
    columns: Mapping[str, str]
    """By the names of questions."""
    lines: Sequence[int]
    """By row, both in order; counted from 1."""

    def place(self, path: str) -> Place | None:
        """Give where an answer stands, by its row and its question: ``4.name``."""
        row, _, name = path.partition(".")
        if not row.isdecimal() or int(row) >= len(self.lines):
            return None
        return Place(self.sheet, self.lines[int(row)], self.columns.get(name, ""))


@dataclass(slots=True)
class Filled:
    """What a file says, what could not be read in it, and where each answer stands."""

    content: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """By section, and path within it; of a table's rows only what ``grids`` does not tell."""
    grids: dict[tuple[str, str], Grid] = field(default_factory=dict)
    """By section and table."""

    def place(self, problem: Problem) -> Place | None:
        """Give where a problem stands: at its cell, else at its sheet."""
        section, (table, _, path) = problem.section, problem.path.partition(".")
        grid = self.grids.get((section, table))
        return (
            self.places.get((section, problem.path))
            or (grid.place(path) if grid else None)
            or self.places.get((section, table))
        )

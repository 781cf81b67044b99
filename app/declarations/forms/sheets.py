"""How a form lies in a workbook: which sheet holds what, and what stands in which column."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.declarations.values.forms import Form, Section, Table

ABOUT = "About"
LONGEST_NAME = 31
"""Characters that Excel lets a sheet's name have."""

QUESTION, ANSWER, HINT, NAME = 1, 2, 3, 4
"""The columns of a section's sheet."""

NAMES_LINE = 2
"""The row of a table's sheet in which its columns' names stand, below their titles."""

FIRST_LINE = 3
FORM_LINE, VERSION_LINE = 2, 3
"""The rows of the sheet “About” that say which form it is."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet: the section's own questions, or one of its tables."""

    name: str
    section: Section
    table: Table | None = None


def laid_out(form: Form) -> list[Laid]:
    """Give a form's sheets in order, each with a name of its own."""
    found: list[Laid] = []
    taken = {ABOUT.casefold()}
    for title, section, table in _parts(form):
        name = title[:LONGEST_NAME]
        if name.casefold() in taken:
            name = f"{title[: LONGEST_NAME - 2]} {len(found)}"
        taken.add(name.casefold())
        found.append(Laid(name, section, table))
    return found


def _parts(form: Form) -> Iterator[tuple[str, Section, Table | None]]:
    for section in form.sections:
        if section.questions:
            shared = any(table.title == section.title for table in section.tables)
            yield f"{section.title}{' (questions)' if shared else ''}", section, None
        for table in section.tables:
            yield table.title, section, table

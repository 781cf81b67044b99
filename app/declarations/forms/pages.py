"""What a page needs to draw a section: its questions, what was typed, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from app.declarations.forms.posted import posted_of, rows_of
from app.declarations.rules.wording import asked_when
from app.declarations.values.forms import Form, Section
from app.declarations.values.problems import Problem


def drawn(
    form: Form,
    section: Section,
    held: Mapping[str, Any],
    *,
    problems: Sequence[Problem] = (),
    fresh: int = 1,
) -> dict[str, Any]:
    """Give what ``declarations/section.html`` is filled with, but for its address and what is
    hidden in it. Each table ends with so many ``fresh`` rows to fill in.
    """
    typed = posted_of(section, held)
    return {
        "form": form,
        "section": section,
        "typed": typed,
        "problems": [each for each in problems if each.section == section.name],
        "rows": {table.name: rows_of(table, typed) for table in section.tables},
        "conditions": partial(asked_when, form, section),
        "fresh": fresh,
    }

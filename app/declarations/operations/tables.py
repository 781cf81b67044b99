"""Filling one table of a draft from a CSV file: all of its rows, or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.declarations.forms.places import Filled, Place
from app.declarations.forms.tables import table_filled
from app.declarations.operations import drafting
from app.declarations.operations.judging import judged_draft
from app.declarations.operations.loading import placed
from app.declarations.queries import chains, drafts
from app.declarations.values.classes import Class
from app.declarations.values.filing import Hand, Reference
from app.declarations.values.forms import Content, Form, Section, Table
from app.kernel import tables_in
from app.kernel.errors import Complaint, Invalid


def load_table(
    session: Session,
    reference: Reference,
    section: Section,
    table: Table,
    content: bytes,
    *,
    form: Form,
    version: int,
    hand: Hand,
) -> None:
    """Put the rows of a file in the place of a table's; the rest of its section stays as it is.

    ``version`` is the section's as the page showed it, 0 where nothing was there yet.

    Raises:
        NotFound: there is no such draft, or it is another state's.
        Conflict: somebody else has changed the section since the page was opened.
        Invalid: the file, a row of it or an answer cannot be read or kept; each complaint says
            its row and column.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    _draft, drafted = drafts.opened(session, declaration, by=hand.by)
    row = drafted.get(section.name)
    kept: dict[str, Any] = dict(row.content) if row else {}
    found = _read(section, table, content, kept)
    kept |= found.content[section.name]
    judged = judged_draft(declaration, form, {section.name: kept}, at=hand.at)
    tables_in.refuse(Invalid, list(placed(found, [*found.problems, *judged])))
    drafting.edit(
        session, reference, section.name, {name: held for name, held in kept.items() if held != []},
        classes={place: Class(grade) for place, grade in (row.classes if row else {}).items()},
        form=form, version=version, hand=hand,
    )  # fmt: skip


def _read(section: Section, table: Table, content: bytes, kept: Content) -> Filled:
    """Read a file, and say of each fault where in the file it stands."""
    name = f"{table.name}.csv"
    try:
        return table_filled(section, table, name, content, kept=kept)
    except Invalid as refused:
        raise Invalid(*_at_places(name, refused.complaints)) from refused


def _at_places(name: str, complaints: Iterable[Complaint]) -> Iterator[Complaint]:
    for each in complaints:
        if each.line is None:
            yield replace(each, field="file")
        else:
            yield replace(
                each,
                message="%(place)s: " + each.message,
                parameters={**each.parameters, "place": Place(name, each.line, each.field or "")},
                field=None,
                line=None,
            )

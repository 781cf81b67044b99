"""Changing a draft in several places at once, as programs do: all of it, or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.declarations.models import Declaration, DeclarationSection
from app.declarations.operations import drafting
from app.declarations.operations.judging import judged_draft, refusals
from app.declarations.queries import attachments, chains, drafts
from app.declarations.rules import access
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Classes, Hand, Reference
from app.declarations.values.forms import Content, Form
from app.kernel.errors import Complaint, Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What is to be different in a draft; what is not named stays as it is."""

    outcome: Outcome | None = None
    content: Content = field(default_factory=dict)
    """Whole sections, by name; an empty one empties it."""
    classes: Mapping[str, Class | None] = field(default_factory=dict)
    """By section, or section and question; None takes back what was set."""

    @property
    def touched(self) -> set[str]:
        """Give the names of the sections that it changes."""
        return {*self.content, *(place.partition(".")[0] for place in self.classes)}


def revise(
    session: Session, reference: Reference, given: Revision, *, form: Form, hand: Hand
) -> None:
    """Change a draft as it stands now, however incomplete it still is.

    Raises:
        NotFound: there is no such draft, or it is another state's.
        Invalid: something cannot be kept; each complaint says its section and field.

    """
    declaration = chains.declaration(session, reference, by=hand.by, locked=True)
    _draft, rows = drafts.opened(session, declaration, by=hand.by)
    Invalid.unless_none(_wrong(session, declaration, given, form=form, hand=hand))
    if given.outcome is not None:
        drafting.choose(session, reference, given.outcome, form=form, hand=hand)
    for section in form.sections:
        if section.name in given.touched:
            row = rows.get(section.name)
            drafting.edit(
                session, reference, section.name,
                given.content.get(section.name, row.content if row else {}),
                classes=_classes(row, section.name, given), form=form,
                version=row.version if row else 0, hand=hand,
            )  # fmt: skip


def _wrong(
    session: Session, declaration: Declaration, given: Revision, *, form: Form, hand: Hand
) -> Iterator[Complaint]:
    """Say everything with which the draft could not even be saved."""
    yield from refusals(judged_draft(declaration, form, given.content, at=hand.at))
    named = {place: grade or Class.UNCLASSIFIED for place, grade in given.classes.items()}
    yield from access.wrong_classes(form, named)
    known = attachments.known(session, declaration)
    for section, content in given.content.items():
        if not set(attachments.files(content)) <= known:
            yield Complaint(
                "No file that was handed in for this declaration has this number and digest.",
                field=section,
            )


def _classes(row: DeclarationSection | None, section: str, given: Revision) -> Classes:
    """Give a section's classes, with what was set and taken back."""
    kept: dict[str, Class | None] = {
        place: Class(grade) for place, grade in (row.classes if row else {}).items()
    }
    fresh = {
        place: grade for place, grade in given.classes.items() if place.partition(".")[0] == section
    }
    return {place: grade for place, grade in (kept | fresh).items() if grade is not None}

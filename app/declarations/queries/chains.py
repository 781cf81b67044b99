"""Finding declarations: one by its reference, a state's own, those that await the secretariat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true, tuple_
from sqlalchemy.orm import Session

from app.declarations.models import Declaration, DeclarationDraft, DeclarationVersion
from app.declarations.queries.access import known_to, own
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty, Reference, Status, reference
from app.declarations.values.forms import Form
from app.kernel.actor import Actor
from app.kernel.errors import NotFound

MOST_LISTED = 500
PAGE = 100
"""How many of everything that was filed stand on one page."""

EVENTFUL = frozenset({"run", "incident"})
"""What forms are filed for that are about one event each."""

PLACE = (Declaration.participant, Declaration.year, Declaration.serial)
"""What a list is ordered by: the parts of a reference."""

AWAITING = (Status.SUBMITTED, Status.UNDER_REVIEW)


@dataclass(frozen=True, slots=True)
class Filed:
    """A version with what it is a version of."""

    declaration: Declaration
    version: DeclarationVersion


@dataclass(frozen=True, slots=True)
class Owned:
    """A state's declaration, its open draft if there is one, and its version of record."""

    declaration: Declaration
    draft: DeclarationDraft | None
    version: DeclarationVersion | None

    @property
    def asked_at(self) -> datetime | None:
        """Since when it waits for the accredited representative."""
        return self.draft.asked_at if self.draft else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which declarations are wanted; what is empty keeps all."""

    participant: str = ""
    obligation: str = ""
    period: str = ""

    def clauses(self) -> list[ColumnElement[bool]]:
        """Give the conditions."""
        asked = (
            (Declaration.participant, self.participant),
            (Declaration.obligation, self.obligation),
            (Declaration.period, self.period),
        )
        return [column == word for column, word in asked if word]


EVERY = Wanted()


def named_by(ref: str) -> Reference:
    """Give the reference that an address writes.

    Raises:
        NotFound: it writes none.

    """
    found = reference(ref)
    if found is None:
        raise NotFound.because("There is no such declaration.")
    return found


def declaration(
    session: Session, reference: Reference, *, by: Actor, locked: bool = False
) -> Declaration:
    """Give a declaration of which somebody may know; locked, others wait with what they change.

    Raises:
        NotFound: there is none, or none of which they may know.

    """
    one = select(Declaration).where(
        Declaration.participant == reference.participant,
        Declaration.year == reference.year,
        Declaration.serial == reference.serial,
        or_(own(by), _is_known_to(by)),
    )
    found = session.scalar(one.with_for_update() if locked else one)
    if found is None:
        raise NotFound.because("There is no such declaration.")
    return found


def of_duty(session: Session, duty: Duty, *, locked: bool = False) -> Declaration | None:
    """Give what is declared under an obligation for a period, if that was begun."""
    one = select(Declaration).where(
        Declaration.participant == duty.participant,
        Declaration.obligation == duty.obligation,
        Declaration.period == duty.period,
    )
    return session.scalar(one.with_for_update() if locked else one)


def owned(session: Session, *, by: Actor) -> Sequence[Owned]:
    """List a state's own declarations, the latest first, with draft and version of record."""
    rows = session.execute(
        select(Declaration, DeclarationDraft, DeclarationVersion)
        .outerjoin(DeclarationDraft, DeclarationDraft.declaration_id == Declaration.id)
        .outerjoin(
            DeclarationVersion,
            and_(
                DeclarationVersion.declaration_id == Declaration.id,
                DeclarationVersion.number == Declaration.record,
            ),
        )
        .where(own(by))
        .order_by(Declaration.opened_at.desc(), Declaration.id)
        .limit(MOST_LISTED)
    )
    return [Owned(*row) for row in rows]


def page(
    session: Session, *, by: Actor, after: Reference | None, limit: int, wanted: Wanted = EVERY
) -> Sequence[Owned]:
    """List the declarations of which somebody may know, by reference, from one of them on.

    To whoever does not speak for a state its drafts are not there.
    """
    record = and_(
        DeclarationVersion.declaration_id == Declaration.id,
        DeclarationVersion.number == Declaration.record,
    )
    rows = (
        select(Declaration, DeclarationDraft, DeclarationVersion)
        .select_from(Declaration)
        .outerjoin(
            DeclarationDraft, and_(DeclarationDraft.declaration_id == Declaration.id, own(by))
        )
        .outerjoin(DeclarationVersion, record)
        .where(or_(own(by), _is_known_to(by)), *wanted.clauses())
        .order_by(*PLACE)
        .limit(limit)
    )
    if after is not None:
        rows = rows.where(tuple_(*PLACE) > (after.participant, after.year, after.serial))
    return [Owned(*row) for row in session.execute(rows)]


def latest(
    session: Session, *, by: Actor, page: int, most: int = PAGE
) -> tuple[Sequence[Filed], bool]:
    """Give a page of the submitted versions of which somebody may know, the latest received first.

    Say as well whether another page follows.
    """
    rows = session.execute(
        select(Declaration, DeclarationVersion)
        .join(DeclarationVersion, DeclarationVersion.declaration_id == Declaration.id)
        .where(known_to(by))
        .order_by(
            DeclarationVersion.received_at.desc(), Declaration.id, DeclarationVersion.number.desc()
        )
        .offset((page - 1) * most)
        .limit(most + 1)
    )
    found = [Filed(*row) for row in rows]
    return found[:most], len(found) > most


def filed(session: Session, *, by: Actor, awaiting: bool = False) -> Sequence[Filed]:
    """List the submitted versions of which somebody may know, the oldest receipt first.

    ``awaiting`` keeps those that the secretariat has still to examine.
    """
    wanted = (
        select(Declaration, DeclarationVersion)
        .join(DeclarationVersion, DeclarationVersion.declaration_id == Declaration.id)
        .where(known_to(by))
        .order_by(DeclarationVersion.received_at, Declaration.id, DeclarationVersion.number)
        .limit(MOST_LISTED)
    )
    if awaiting:
        wanted = wanted.where(DeclarationVersion.status.in_(AWAITING))
    return [Filed(*row) for row in session.execute(wanted)]


def on_form(session: Session, participant: str, form: str, period: str) -> Sequence[Filed]:
    """Give a state's versions of record on a form for a period, the latest received first.

    There are several where a form is filed by stages.
    """
    rows = session.execute(
        _of_record().where(
            Declaration.participant == participant,
            Declaration.form == form,
            Declaration.period == period,
        )
    )
    return [Filed(*row) for row in rows]


def earlier(
    session: Session, participant: str, form: Form, *, period: str, beside: UUID | None = None
) -> Filed | None:
    """Give the version of record from which a declaration for a period carries on.

    It is the state's latest on the form that has content of its own; of a run or an incident, the
    latest about the same one. ``beside`` leaves one declaration out.
    """
    row = session.execute(
        _of_record()
        .where(
            Declaration.participant == participant,
            Declaration.form == form.code,
            DeclarationVersion.outcome == Outcome.FILED,
            Declaration.period == period if form.period in EVENTFUL else true(),
            Declaration.id != beside if beside else true(),
        )
        .limit(1)
    ).first()
    return Filed(row[0], row[1]) if row else None


def _is_known_to(by: Actor) -> ColumnElement[bool]:
    """Keep the declarations of which somebody may know that a version was submitted."""
    of_it = DeclarationVersion.declaration_id == Declaration.id
    return exists().where(of_it, known_to(by)).correlate(Declaration)


@cache
def _of_record() -> Select[Declaration, DeclarationVersion]:
    """Join each declaration with its version of record, the latest received first, and of several
    that were received at once the one that was sealed last.

    A statement never changes, so one is enough.
    """
    same = and_(
        DeclarationVersion.declaration_id == Declaration.id,
        DeclarationVersion.number == Declaration.record,
    )
    return (
        select(Declaration, DeclarationVersion)
        .join(DeclarationVersion, same)
        .order_by(DeclarationVersion.received_at.desc(), DeclarationVersion.ledger_index.desc())
    )

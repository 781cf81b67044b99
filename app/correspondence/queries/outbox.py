"""Looking for letters, and for how they stand."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, undefer

from app.correspondence.models import ONLY, Letter, Relay
from app.correspondence.values import (
    MOST_ATTEMPTS,
    PAGE,
    PULSE_EVERY,
    Failures,
    LetterSelection,
    LetterState,
    Standing,
)
from app.kernel.errors import NotFound

UNDECIDED = (LetterState.OWED, LetterState.HANDED_OVER, LetterState.FAILED)
"""Where a letter is not yet over with."""


def waiting() -> ColumnElement[bool]:
    """Give the clause of letters that are neither sent nor given up."""
    return and_(Letter.sent_at.is_(None), Letter.failed_at.is_(None))


def not_handed_over() -> ColumnElement[bool]:
    """Give the clause of letters that no worker has handed over yet."""
    return and_(waiting(), Letter.handed_over_at.is_(None))


def in_spool() -> ColumnElement[bool]:
    """Give the clause of letters that wait for the relay."""
    return and_(waiting(), Letter.handed_over_at.is_not(None))


def claimable(at: datetime) -> ColumnElement[bool]:
    """Give the clause of letters that a worker may take: not handed over, and in no other hands."""
    return and_(not_handed_over(), Letter.next_attempt_at <= at, Letter.attempts < MOST_ATTEMPTS)


def exhausted(at: datetime) -> ColumnElement[bool]:
    """Give the clause of letters whose last claim ended without a word."""
    return and_(not_handed_over(), Letter.next_attempt_at <= at, Letter.attempts >= MOST_ATTEMPTS)


def owed(session: Session, *, at: datetime, most: int) -> int:
    """Count the letters that a worker may take, up to so many."""
    found = select(Letter.id).where(claimable(at)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def any_exhausted(session: Session, *, at: datetime) -> bool:
    """Say whether a letter's last claim ended without a word."""
    return session.scalar(select(Letter.id).where(exhausted(at)).limit(1)) is not None


def due(session: Session, *, at: datetime, most: int) -> Sequence[Letter]:
    """Give the letters that the relay may send, the longest waiting first."""
    rows = select(Letter).where(in_spool(), Letter.next_attempt_at <= at)
    return session.scalars(rows.order_by(Letter.next_attempt_at).limit(most)).all()


def failed_for(session: Session, persons: Collection[str]) -> Sequence[Letter]:
    """Give the failed letters to some addressees that nobody has decided about, the oldest first.

    Those whose words are shown to nobody are left out: they were meant for one person alone.
    """
    standing = (Letter.failed_at.is_not(None), Letter.cancelled_at.is_(None))
    theirs = select(Letter).where(*standing, Letter.person.in_(persons), ~Letter.private)
    return session.scalars(theirs.order_by(Letter.owed_at, Letter.occasion)).all()


def was_owed(session: Session, beginning: str) -> bool:
    """Say whether a letter was ever owed on an occasion that begins so."""
    found = select(Letter.id).where(Letter.occasion.startswith(beginning, autoescape=True))
    return session.scalar(found.limit(1)) is not None


def owed_at(session: Session, at: datetime) -> Sequence[Letter]:
    """Give the letters that were first owed at an instant, by their addressees."""
    found = select(Letter).where(Letter.owed_at == at)
    return session.scalars(found.order_by(Letter.name, Letter.occasion)).all()


def finished(session: Session, keys: Sequence[UUID]) -> Sequence[UUID]:
    """Give those of these letters that need not lie in the spool: sent, or given up."""
    done = or_(Letter.sent_at.is_not(None), Letter.failed_at.is_not(None))
    return session.scalars(select(Letter.id).where(Letter.id.in_(keys), done)).all()


def pulse_due(session: Session, *, at: datetime) -> bool:
    """Say whether the relay should be asked for a sign of life."""
    heard = session.scalar(select(Relay.heard_at).where(Relay.id == ONLY))
    return heard is None or at - heard >= PULSE_EVERY


def _owed_since() -> ColumnElement[datetime]:
    """Give since when a letter is owed, or owed again; a claim that lapsed does not renew it."""
    return case((Letter.claim.is_(None), Letter.next_attempt_at), else_=Letter.owed_at)


def standing(session: Session) -> Standing:
    """Give how the letters of this installation stand."""
    row = session.execute(
        select(
            func.min(_owed_since()).filter(Letter.handed_over_at.is_(None)),
            func.min(Letter.next_attempt_at).filter(Letter.handed_over_at.is_not(None)),
        ).where(waiting())
    ).one()
    relay = session.get(Relay, ONLY)
    if relay is None:
        return Standing(row[0], row[1], None, "")
    return Standing(row[0], row[1], relay.heard_at, relay.trouble)


def failed() -> ColumnElement[bool]:
    """Give the clause of letters that have failed and about which nobody has decided."""
    return and_(Letter.failed_at.is_not(None), Letter.cancelled_at.is_(None))


def failures(session: Session) -> Failures:
    """Give how many letters have failed, and since when the first of them waits."""
    row = session.execute(select(func.count(), func.min(Letter.failed_at)).where(failed())).one()
    return Failures(row[0], row[1])


def unattended(session: Session, *, most: int) -> Sequence[Letter]:
    """List letters that have failed and about which nobody has decided, the longest first."""
    order = (Letter.failed_at, Letter.occasion)
    return session.scalars(select(Letter).where(failed()).order_by(*order).limit(most)).all()


def tally(session: Session) -> dict[LetterState, int]:
    """Count the letters that are on their way or have failed, by where they stand."""
    counts = [func.count().filter(next(_clauses(LetterSelection(state)))) for state in UNDECIDED]
    row = session.execute(select(*counts).where(or_(waiting(), failed()))).one()
    return dict(zip(UNDECIDED, row, strict=True))


def letter(session: Session, letter_id: UUID) -> Letter:
    """Give one letter, with the message as it was sent.

    Raises:
        NotFound: there is none of this identity.

    """
    found = session.get(Letter, letter_id, options=[undefer(Letter.message)])
    if found is None:
        raise NotFound.because("There is no such letter. Its address may have been typed wrongly.")
    return found


def letters(session: Session, wanted: LetterSelection) -> tuple[Sequence[Letter], int]:
    """Give a page of the letters that are asked for, the latest first, and their count."""
    chosen = select(Letter).where(*_clauses(wanted))
    count = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    ordered = chosen.order_by(Letter.owed_at.desc(), Letter.occasion)
    page = ordered.limit(PAGE).offset((wanted.page - 1) * PAGE)
    return session.scalars(page).all(), count


def newest_of(session: Session, template: str) -> Letter | None:
    """Give the latest letter of a template that others than its addressee may read."""
    return session.scalar(
        select(Letter)
        .where(Letter.template == template, Letter.private.is_(False))
        .order_by(Letter.owed_at.desc(), Letter.occasion)
        .limit(1)
    )


def _clauses(wanted: LetterSelection) -> Iterator[ColumnElement[bool]]:
    match wanted.state:
        case LetterState.OWED:
            yield not_handed_over()
        case LetterState.HANDED_OVER:
            yield in_spool()
        case LetterState.SENT:
            yield Letter.sent_at.is_not(None)
        case LetterState.FAILED:
            yield failed()
        case LetterState.CANCELLED:
            yield Letter.cancelled_at.is_not(None)
    if wanted.reference:
        yield Letter.reference == wanted.reference
    if wanted.text:
        columns = (Letter.name, Letter.address, Letter.reference, Letter.about)
        yield or_(*(column.icontains(wanted.text, autoescape=True) for column in columns))

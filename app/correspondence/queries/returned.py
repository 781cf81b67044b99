"""Looking for what came back, and for the addresses that fail."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app.correspondence.models import Bounce, FailingAddress, Letter, LetterDeed
from app.correspondence.queries.outbox import in_spool
from app.correspondence.values import NAMED_WITHIN, Failing, LetterAct
from app.kernel.errors import NotFound

MOST_LISTED = 500


def to_hold() -> ColumnElement[bool]:
    """Give the clause of letters to where letters come back for good, unless somebody decided."""
    decided = exists().where(
        LetterDeed.letter_id == Letter.id,
        LetterDeed.act == LetterAct.SENT_AGAIN,
        LetterDeed.at >= FailingAddress.since,
    )
    return exists().where(
        FailingAddress.address == Letter.address,
        FailingAddress.ended_at.is_(None),
        FailingAddress.failing == Failing.FOR_GOOD,
        ~decided.correlate(Letter, FailingAddress),
    )


def any_to_hold(session: Session) -> bool:
    """Say whether a letter waits for the relay that should not go out."""
    return session.scalar(select(Letter.id).where(in_spool(), to_hold()).limit(1)) is not None


def named(session: Session, letters: Sequence[UUID]) -> Letter | None:
    """Give the letter that is named first of those that have left."""
    left = select(Letter).where(Letter.id.in_(letters), Letter.handed_over_at.is_not(None))
    found = {each.id: each for each in session.scalars(left)} if letters else {}
    return next((found[key] for key in letters if key in found), None)


def last_sent_to(session: Session, address: str, *, at: datetime) -> Letter | None:
    """Give the letter that was sent to an address last, if that is not long ago."""
    if not address:
        return None
    return session.scalar(
        select(Letter)
        .where(Letter.address.in_({address, address.lower()}), Letter.sent_at >= at - NAMED_WITHIN)
        .order_by(Letter.sent_at.desc())
        .limit(1)
    )


def returned_lately(session: Session, address: str, *, since: datetime) -> int:
    """Count what came back from an address since an instant and since its last mark ended."""
    ended = select(func.max(FailingAddress.ended_at)).where(FailingAddress.address == address)
    from_then = max(filter(None, (since, session.scalar(ended))))
    back = select(func.count()).select_from(Bounce)
    where = (Bounce.address == address, Bounce.found_at > from_then)
    return session.scalar(back.where(*where)) or 0


def standing_mark(session: Session, address: str) -> FailingAddress | None:
    """Give the mark of an address that fails, if it does."""
    return session.scalar(
        select(FailingAddress).where(
            FailingAddress.address == address, FailingAddress.ended_at.is_(None)
        )
    )


def mark(session: Session, mark_id: UUID) -> FailingAddress:
    """Give a mark, whether it has ended or not.

    Raises:
        NotFound: there is none of this identity.

    """
    found = session.get(FailingAddress, mark_id)
    if found is None:
        raise NotFound.because("There is no such address that letters came back from.")
    return found


def failing(session: Session) -> Sequence[FailingAddress]:
    """List the addresses that fail, the longest first."""
    standing = select(FailingAddress).where(FailingAddress.ended_at.is_(None))
    order = (FailingAddress.since, FailingAddress.address)
    return session.scalars(standing.order_by(*order).limit(MOST_LISTED)).all()


def held_from(session: Session, addresses: Sequence[str]) -> dict[str, int]:
    """Count the failed letters to each of these addresses that nobody has decided about."""
    failed = (
        select(Letter.address, func.count())
        .where(Letter.failed_at.is_not(None), Letter.cancelled_at.is_(None))
        .where(Letter.address.in_(addresses))
        .group_by(Letter.address)
    )
    return {address: count for address, count in session.execute(failed)}  # noqa: C416 (a row)


def deeds(session: Session, letter_id: UUID) -> Sequence[LetterDeed]:
    """List what was decided about a letter, the first first."""
    about = select(LetterDeed).where(LetterDeed.letter_id == letter_id)
    return session.scalars(about.order_by(LetterDeed.at)).all()

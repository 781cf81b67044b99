"""Looking up what was done to accounts, and the resets that wait for a second officer."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import false, select, true
from sqlalchemy.orm import Session

from app.accounts.models import Account, AccountRecord, Appointment, Reset
from app.accounts.queries.people import readable_by
from app.accounts.rules import authority
from app.accounts.values import Power
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.ledger.values import Opening


def undecided_resets(session: Session, *, by: Actor) -> list[tuple[Reset, Account]]:
    """List the resets that wait for a second officer, the oldest first."""
    rows = session.execute(
        select(Reset, Account)
        .join(Account, Account.number == Reset.account)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            Reset.decided_at.is_(None),
            readable_by(by),
            true() if _decides(by) else false(),
            Appointment.ended_on.is_(None),
        )
        .order_by(Reset.asked_at)
    )
    return [(reset, whose) for reset, whose in rows]


def _decides(by: Actor) -> bool:
    powers = authority.TABLE.get(by.role)
    return powers is not None and Power.GRANT_RESET in powers.over


def reset(session: Session, reset_id: UUID) -> Reset:
    """Give a reset that waits for a second officer.

    Raises:
        NotFound: there is none.

    """
    found = session.get(Reset, reset_id)
    if found is None or found.decided_at is not None:
        raise NotFound.because("There is no such request, or it has been decided on.")
    return found


def records(
    session: Session, *, by: Actor, limit: int, of: int | None = None
) -> Sequence[AccountRecord]:
    """List what was done to the accounts that somebody may know of, or to one, newest first.

    Those who speak for a participant see what was done for it, whoever it was done to.
    """
    powers = authority.TABLE.get(by.role)
    if powers is None:
        return []
    own = AccountRecord.participant == by.participant if powers.own else true()
    return session.scalars(
        select(AccountRecord)
        .where(own, true() if of is None else AccountRecord.account == of)
        .order_by(AccountRecord.ledger_index.desc())
        .limit(limit)
    ).all()


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens every entry of the ledger that is about an account."""
    for record in session.scalars(select(AccountRecord).order_by(AccountRecord.ledger_index)):
        yield Opening(record.ledger_index, record.salt, record.content)

"""Owing people the letters that tell them what was done to an account.

Their facts hold instants: a letter names the day at the seat.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Account, AccountRecord, Appointment, Invitation
from app.accounts.queries import people
from app.accounts.values import InvitationKind
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.kernel.actor import DELEGATES, Role

OWN_PAGE = "/account"
PEOPLE_PAGE = "/people"

INVITING = {
    InvitationKind.JOIN: "account_invitation",
    InvitationKind.RESET: "account_reset",
}


def owe_invitation(
    session: Session, whose: Account, invitation: Invitation, *, link: str, at: datetime
) -> None:
    """Owe the letter that carries an invitation's link; the code goes by another way."""
    letter = Owed(
        occasion=f"invitation/{invitation.id}",
        to=people.recipient(whose),
        template=INVITING[invitation.kind],
        facts={"until": invitation.expires_at},
        about=f"/join/{link}",
        private=True,
    )
    correspondence.owe(session, [letter], at=at)


def owe_change(session: Session, whose: Account, record: AccountRecord, *, at: datetime) -> None:
    """Owe its owner the letter that says what was done to an account."""
    letter = Owed(
        occasion=f"account_record/{record.ledger_index}/account/{whose.number}",
        to=people.recipient(whose),
        template="account_changed",
        facts={"kind": record.kind.value, "on": at} | _factor(record.content),
        about=OWN_PAGE,
    )
    correspondence.owe(session, [letter], at=at)


def owe_colleagues(
    session: Session, whose: Account, record: AccountRecord, *, at: datetime, on: date
) -> None:
    """Owe everybody else who speaks for the same participant the letter about a reset."""
    appointment = people.current(session, whose.number)
    letters = [
        Owed(
            occasion=f"account_record/{record.ledger_index}/{recipient.person}",
            to=recipient,
            template="account_reset_announced",
            facts={"name": whose.name, "kind": record.kind.value, "on": at}
            | {"note_verbale": str(record.content.get("note_verbale", ""))},
            about=PEOPLE_PAGE,
        )
        for recipient in people.recipients(
            session, participants=_of(appointment), roles=_roles(appointment), on=on
        )
        if recipient.person != f"account/{whose.number}"
    ]
    correspondence.owe(session, letters, at=at)


def _factor(content: Mapping[str, Any]) -> dict[str, Any]:
    return {"factor": str(content.get("factor", ""))}


def _of(appointment: Appointment | None) -> Sequence[str] | None:
    speaks_for = appointment.participant if appointment else None
    return None if speaks_for is None else [speaks_for]


def _roles(appointment: Appointment | None) -> frozenset[Role]:
    """Give who is told: a delegate's colleagues, or for an officer whoever looks after accounts."""
    if appointment is not None and appointment.participant is not None:
        return DELEGATES
    return frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})

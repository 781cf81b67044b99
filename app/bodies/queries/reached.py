"""Whom a letter to a body reaches: the people of each seat."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.queries import people as accounts
from app.accounts.queries.missions import as_recipient, missions
from app.bodies.models import Seat
from app.correspondence.values import Recipient
from app.kernel.actor import Role

SPOKESPEOPLE = (Role.DRAFTER, Role.REPRESENTATIVE)


def people_of(
    session: Session, seats: Sequence[Seat], *, on: date, by_mission: bool = False
) -> Mapping[UUID, Sequence[Recipient]]:
    """Give everybody whom the product reaches for each of some seats on a day, each once a seat.

    Whoever sits on it, and who drafts and speaks for the participant whose seat it is;
    ``by_mission``, its permanent mission too.
    """
    codes = {each.participant for each in seats if each.participant}
    spoken = _spokespeople(session, codes, on=on)
    if by_mission:
        for mission in missions(session, on=on):
            spoken[mission.participant].append(as_recipient(mission))
    sitting = _sitting(session, {each.account for each in seats if each.account})
    return {
        each.id: _once(
            [*sitting.get(each.account or 0, ()), *spoken.get(each.participant or "", ())]
        )
        for each in seats
    }


def _spokespeople(
    session: Session, participants: Collection[str], *, on: date
) -> defaultdict[str, list[Recipient]]:
    found: defaultdict[str, list[Recipient]] = defaultdict(list)
    rows = session.execute(
        select(Appointment.participant, Account)
        .join(Account, Account.number == Appointment.account)
        .where(
            accounts.acting(),
            accounts.holding(on),
            Appointment.role.in_(SPOKESPEOPLE),
            Appointment.participant.in_(participants),
        )
        .order_by(Account.number)
    )
    for code, whose in rows:
        found[code or ""].append(accounts.recipient(whose))
    return found


def _sitting(session: Session, numbers: Collection[int]) -> dict[int, list[Recipient]]:
    wanted = select(Account).where(accounts.acting(), Account.number.in_(numbers))
    return {each.number: [accounts.recipient(each)] for each in session.scalars(wanted)}


def _once(people: Iterable[Recipient]) -> list[Recipient]:
    return list({each.person: each for each in people}.values())

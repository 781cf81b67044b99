"""Whom the steps of ladders reach: a constant number of questions, however many deadlines."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.queries.missions import as_recipient, missions
from app.accounts.queries.people import acting, holding, recipient
from app.correspondence.values import Recipient
from app.deadlines.values.ladders import Reached
from app.kernel.actor import Role

DELEGATES = {Reached.DRAFTERS: Role.DRAFTER, Reached.REPRESENTATIVE: Role.REPRESENTATIVE}
STAFF = {
    Reached.DIRECTOR: Role.DIRECTOR,
    Reached.OFFICERS: Role.DECLARATIONS_OFFICER,
    Reached.SECRETARIES: Role.BODIES_OFFICER,
    Reached.ADMINISTRATORS: Role.ADMINISTRATOR,
}

People = Mapping[object, Sequence[Recipient]]


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who can be reached on a day."""

    by_capacity: People
    """By role, or by role and participant."""
    by_mission: People
    """By participant."""
    by_account: People = field(default_factory=dict)
    daily: Mapping[str, int] = field(default_factory=dict)
    """The accounts of those who want reminders in one letter a day, by person."""

    def of(
        self, to: Collection[Reached], *, participant: str | None, person: int | None
    ) -> list[Recipient]:
        """Give everybody whom a step reaches about a participant or a person, each once."""
        found = [
            each
            for reached in to
            for each in self._of(reached, participant=participant, person=person)
        ]
        return list({each.person: each for each in found}.values())

    def _of(
        self, reached: Reached, *, participant: str | None, person: int | None
    ) -> Sequence[Recipient]:
        if reached is Reached.PERSON:
            return self.by_account.get(person, ())
        if reached is Reached.MISSION:
            return self.by_mission.get(participant, ())
        if reached in STAFF:
            return self.by_capacity.get(STAFF[reached], ())
        return self.by_capacity.get((DELEGATES[reached], participant), ())


def addressees(
    session: Session,
    *,
    participants: Iterable[str | None],
    people: Iterable[int | None],
    on: date,
) -> Addressees:
    """Give who can be reached on a day about some participants and people."""
    codes = {each for each in participants if each}
    return Addressees(
        by_capacity=_by_capacity(session, codes, on=on),
        by_mission=_by_mission(session, codes, on=on),
        by_account=_by_account(session, {each for each in people if each}),
        daily=_daily(session),
    )


def _by_capacity(session: Session, participants: Collection[str], *, on: date) -> People:
    found: defaultdict[object, list[Recipient]] = defaultdict(list)
    rows = session.execute(
        select(Appointment.role, Appointment.participant, Account)
        .join(Account, Account.number == Appointment.account)
        .where(
            acting(),
            holding(on),
            Appointment.role.in_([*DELEGATES.values(), *STAFF.values()]),
        )
        .order_by(Account.number)
    )
    for role, participant, whose in rows:
        if participant is None:
            found[role].append(recipient(whose))
        elif participant in participants:
            found[role, participant].append(recipient(whose))
    return found


def _by_mission(session: Session, participants: Collection[str], *, on: date) -> People:
    found: defaultdict[object, list[Recipient]] = defaultdict(list)
    for mission in missions(session, on=on) if participants else ():
        if mission.participant in participants:
            found[mission.participant].append(as_recipient(mission))
    return found


def _by_account(session: Session, numbers: Collection[int]) -> People:
    if not numbers:
        return {}
    rows = session.scalars(select(Account).where(acting(), Account.number.in_(numbers)))
    return {each.number: [recipient(each)] for each in rows}


def _daily(session: Session) -> Mapping[str, int]:
    numbers = session.scalars(select(Account.number).where(acting(), Account.daily_letters))
    return {f"account/{number}": number for number in numbers}

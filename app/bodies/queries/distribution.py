"""Looking for whom what is told of a body goes to: its distribution list of a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.queries.missions import as_recipient, missions
from app.accounts.queries.people import recipients
from app.bodies.models import Body, Seat
from app.bodies.queries.people import seats
from app.bodies.queries.reached import people_of
from app.bodies.rules.access import BY_STANDING, RUNNING
from app.bodies.values import Class
from app.correspondence.values import Recipient

ACCOUNT = "account/"
"""What begins the name by which letters know an account."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Somebody on a distribution list: a person by letter, or a seat that no letter reaches."""

    seat: Seat | None
    """For whose seat; none of the secretary."""
    to: Recipient | None
    """None where the secretary tells whoever sits there, because they have no account."""

    @property
    def account(self) -> int | None:
        """The number of their account."""
        return int(self.to.person.removeprefix(ACCOUNT)) if self.to else None


def distribution(session: Session, of: Body, *, sort: Class, on: date) -> Sequence[Addressed]:
    """Give who is told, by letter or by the secretary, of what has a class: each person once.

    They are whoever speaks for a seated participant, whoever sits there with an account of their
    own, and the secretary.
    """
    reached = [each for each in seats(session, of, on=on) if sort in BY_STANDING[each.standing]]
    people = people_of(session, reached, on=on)
    found: dict[str, Addressed] = {}
    for seat in reached:
        for each in people[seat.id]:
            found.setdefault(each.person, Addressed(seat, each))
    for each in recipients(session, participants=None, roles=RUNNING, on=on):
        found.setdefault(each.person, Addressed(None, each))
    unreached = [Addressed(each, None) for each in reached if not people[each.id]]
    return [*found.values(), *unreached]


def told(
    session: Session, of: Body, *, sort: Class, on: date, members: Collection[str] | None = None
) -> Sequence[Recipient]:
    """Give whoever a letter tells of what has a class, and their missions: each once.

    The missions are those of whoever may read it, or those of ``members`` alone. Of what is
    classified the letter must say nothing that a mission may not read.
    """
    found = [each.to for each in distribution(session, of, sort=sort, on=on) if each.to]
    if members is None:
        reading = [each for each in seats(session, of, on=on) if sort in BY_STANDING[each.standing]]
        members = {each.participant for each in reading if each.participant}
    found += [
        as_recipient(each) for each in missions(session, on=on) if each.participant in members
    ]
    return list({each.person: each for each in found}.values())

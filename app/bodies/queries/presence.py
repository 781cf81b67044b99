"""Looking at who was at a meeting, and whether they were enough to decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies.models import Body, Meeting, Seat
from app.bodies.queries.meetings import present_at
from app.bodies.queries.people import seats
from app.bodies.queries.places import standings
from app.bodies.queries.procedure import procedures
from app.bodies.queries.voters import parties
from app.bodies.rules.access import readable_classes
from app.bodies.rules.people import without_name
from app.bodies.rules.quorum import presence
from app.bodies.values import Class, Standing
from app.bodies.values.meetings import Presence, Sitting
from app.bodies.values.people import Place
from app.bodies.values.procedure import Base, Procedures
from app.kernel.actor import Actor
from app.kernel.clock import date_at
from app.participants.values import Roll


def presence_at(
    session: Session, of: Body, meeting: Meeting, *, rules: Path, roll: Roll, seat: ZoneInfo
) -> Presence | None:
    """Give how many members were at a meeting and how many are needed, by the rules of procedure.

    ``rules`` is the folder in which they lie. Of a meeting of which no list of attendance was
    taken there is none.
    """
    known = procedures(rules)
    return presence_by(session, of, meeting, known=known, roll=roll, seat=seat)


def presence_by(
    session: Session, of: Body, meeting: Meeting, *, known: Procedures, roll: Roll, seat: ZoneInfo
) -> Presence | None:
    """Give the same by rules of procedure that were read before."""
    return presences(session, of, [meeting], known=known, roll=roll, seat=seat).get(meeting.id)


def presences(
    session: Session,
    of: Body,
    among: Iterable[Meeting],
    *,
    known: Procedures,
    roll: Roll,
    seat: ZoneInfo,
) -> Mapping[UUID, Presence]:
    """Give the same of several meetings of a body, by meeting, for as many questions as of one.

    Where parties make the quorum, the register is asked for those of each meeting's day.
    """
    listed = [each for each in among if each.lists]
    if not listed:
        return {}
    quorum, everybody = known.by_kind[of.kind].quorum, seats(session, of)
    there = present_at(session, listed)
    days = {each.id: date_at(each.opens_at, seat) for each in listed}
    counted = {
        on: parties(session, known.treaty, roll=roll, on=on)
        for on in set(days.values())
        if quorum.of is Base.PARTIES
    }
    return {
        id_: presence(
            quorum, _sittings(everybody, on=on), there[id_], parties=counted.get(on, frozenset())
        )
        for id_, on in days.items()
    }


def _sittings(among: Iterable[Seat], *, on: date) -> Sequence[Sitting]:
    return [
        Sitting(each.id, each.participant, each.standing is Standing.MEMBER, each.alternate_to)
        for each in among
        if each.span.covers(on)
    ]


def knows_people(session: Session, actor: Actor, of: Body, *, on: date) -> bool:
    """Say whether somebody is told who sits in a body by name: they read what every seat reads."""
    place = standings(session, actor, on=on).get(of.id)
    return Class.RESTRICTED in readable_classes(actor, place)


def sitting(
    session: Session, actor: Actor, of: Body, *, day: date, on: date
) -> tuple[Sequence[Place], bool]:
    """Give who sits in a body on some day to somebody who asks today (``on``), and whether with
    the names of people.
    """
    named = knows_people(session, actor, of, on=on)
    found = [each.place for each in seats(session, of, on=day)]
    return (found if named else [without_name(each) for each in found]), named

"""Gathering what the report of a meeting says: what all may read who read about the meeting."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Meeting
from app.bodies.queries import meetings, outcomes, tasks
from app.bodies.queries.presence import presence_at
from app.bodies.rules.access import read_by_all_who_read
from app.bodies.values import Class
from app.kernel.actor import SYSTEM
from app.kernel.clock import date_at
from app.participants.values import Roll
from app.reports.values.meetings import Held, Listed, Settled, Taken, There, Whose


def held(
    session: Session,
    of: Body,
    meeting: Meeting,
    *,
    rules: Path,
    roll: Roll,
    seat: ZoneInfo,
    on: date,
) -> Held:
    """Gather what a meeting's report says as things stand on a day.

    ``rules`` is the folder in which the rules of procedure lie.
    """
    [*_, last] = queries.records(session, of, meeting.subject)
    return Held(
        symbol=of.symbol,
        body=of.name,
        number=meeting.number,
        address=meeting.address_under(of),
        opens_at=meeting.opens_at,
        closes_at=meeting.closes_at,
        place=meeting.place,
        languages=meeting.plan.languages,
        sort=meeting.sort,
        known_on=date_at(last.at, seat),
        summary=meeting.summary,
        agenda=list(_agenda(session, meeting, on=on)),
        presence=presence_at(session, of, meeting, rules=rules, roll=roll, seat=seat),
        there=list(_there(session, of, meeting, on=date_at(meeting.opens_at, seat))),
        settled=list(_settled(session, meeting, on=on)),
        taken=list(_taken(session, meeting, on=on)),
    )


def _agenda(session: Session, meeting: Meeting, *, on: date) -> Iterator[Listed]:
    classes = read_by_all_who_read(meeting.sort)
    papers = {
        id_: (each.symbol, each.title)
        for id_, each in meetings.papers_on_agenda(session, SYSTEM, meeting, on=on).items()
        if each.issued_at and each.class_on(on) in classes
    }
    for item in meetings.agenda(session, meeting):
        listed = [papers[each] for each in item.papers if each in papers]
        yield Listed(item.number, item.title, listed)


def _there(session: Session, of: Body, meeting: Meeting, *, on: date) -> Iterator[There]:
    """Give who was there: people by name, unless everybody may read it who may not know them."""
    named = not of.public or meeting.sort is not Class.UNCLASSIFIED
    present = meetings.present(session, meeting)
    registered = meetings.registrations(session, meeting)
    for each in queries.seats(session, of, on=on):
        if each.id in present:
            comes = registered.get(each.id)
            yield There(
                Whose(each.participant, each.name if named else ""),
                each.standing,
                each.alternate_to is not None,
                comes.head if comes and named else "",
                1 + len(comes.delegates) if comes else 0,
            )


def _settled(session: Session, meeting: Meeting, *, on: date) -> Iterator[Settled]:
    classes = read_by_all_who_read(meeting.sort)
    for each in outcomes.decided_at(session, SYSTEM, meeting, on=on):
        if each.outcome and each.sort in classes:
            symbol = each.symbol or ""
            yield Settled(symbol, each.title, each.outcome, each.manner, each.counts)


def _taken(session: Session, meeting: Meeting, *, on: date) -> Iterator[Taken]:
    classes = read_by_all_who_read(meeting.sort)
    since = outcomes.to_be_done_since(session, SYSTEM, meeting, on=on)
    owners = tasks.owners(session, since, on=on, officers=False)
    for each in since:
        if each.sort in classes:
            by = [Whose(one.participant, "") for one in owners[each.id]]
            yield Taken(each.what, each.due_on, by)

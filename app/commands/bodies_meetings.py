"""The meetings of the bodies in the demonstration: held, with who was there, and to come.

Meetings open on a Tuesday, whatever the day on which the story is told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.bodies.models import Body, Meeting
from app.bodies.operations import attendance, meetings
from app.bodies.queries import paper_lists, seats
from app.bodies.values import Class
from app.bodies.values.meetings import Delegation, Item, MeetingPlan
from app.bodies.values.papers import PaperState
from app.commands.bodies_desk import BodiesDesk
from app.commands.bodies_texts import (
    AGENDA,
    COSTS,
    ELEMENTS,
    FIRST_SUMMARY,
    SECOND_SUMMARY,
    THIRD_SUMMARY,
    VISITS,
)
from app.kernel.actor import Role
from app.kernel.languages import Language

TUESDAY, WEEK = 1, 7
OPENING, CLOSING = time(10), time(17, 30)
VIENNA, OTTAWA = "Conference room C, Vienna", "Sussex Room, Ottawa"
LINK = "https://meet.example.org/gaima-wg-1"
NOTICE = timedelta(days=30)
PAPERS = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A meeting of the story."""

    body: str
    on: date
    """The Tuesday on which it opens."""
    convened_on: date
    items: tuple[tuple[str, int, str], ...]
    """Each a title, its minutes, and the title of a paper or nothing."""
    place: str = VIENNA
    link: str = ""
    sort: Class = Class.UNCLASSIFIED
    days: int = 2


def hold_the_meetings(desk: BodiesDesk) -> None:
    """Convene the meetings of the story, and hold those whose day has come."""
    _first(desk)
    _second(desk)
    _third(desk)
    _fourth(desk)
    _of_others(desk)


def _first(desk: BodiesDesk) -> None:
    """Hold the group's first meeting, to which one expert and the observer came too."""
    on = _tuesday(desk.ago(196))
    told = Told(
        body="wg-1", on=on, convened_on=on - timedelta(days=12),
        items=(
            ("Adoption of the agenda", 15, ""),
            ("Organization of work", 90, ""),
            ("Exchange of views on the mandate", 240, ""),
        ),
    )  # fmt: skip
    meeting = _convened(desk, told, papers_due=None)
    came = ("CAN", "JPN", "GBR", "KOR", "AUS", "FRA", "EU", "NLD", "NOR", "CHE", "USA")
    _held(desk, told, meeting, came, experts=1, summary=FIRST_SUMMARY)


def _second(desk: BodiesDesk) -> None:
    """Hold the second, which adopted the programme of work."""
    on = _tuesday(desk.ago(112))
    told = Told(
        body="wg-1", on=on, convened_on=on - NOTICE,
        items=(
            ("Adoption of the agenda", 15, ""),
            ("Programme of work", 120, AGENDA.title),
            ("Methods to be considered", 240, ""),
            ("Facilitators", 45, ""),
        ),
    )  # fmt: skip
    meeting = _convened(desk, told, papers_due=on - PAPERS)
    came = ("CAN", "JPN", "GBR", "KOR", "AUS", "FRA", "EU", "NLD", "NOR", "CHE", "SWE", "USA")
    _held(desk, told, meeting, came, experts=2, summary=SECOND_SUMMARY)


def _third(desk: BodiesDesk) -> None:
    """Hold the third, where an alternate sat for Japan and two members were away."""
    on = _tuesday(desk.ago(46))
    told = Told(
        body="wg-1", on=on, convened_on=on - NOTICE, place=OTTAWA, link=LINK,
        items=(
            ("Adoption of the agenda", 10, ""),
            ("Elements of a method of verification", 180, ELEMENTS.title),
            ("What each method costs", 120, COSTS.title),
            ("Visits to facilities", 90, VISITS.title),
        ),
    )  # fmt: skip
    meeting = _convened(desk, told, papers_due=on - PAPERS)
    _registered(desk, meeting, "CAN", "Ms Louise Tremblay", ("Mr Paul Roy", "Ms Ana Sousa"))
    _registered(desk, meeting, "GBR", "Mr Alistair Pryce", ("Ms Edith Cole",))
    _registered(desk, meeting, "JPN", "Mr Sora Endo", ())
    came = ("CAN", "GBR", "KOR", "AUS", "FRA", "EU", "NLD", "NZL", "USA")
    _held(desk, told, meeting, came, experts=2, alternates=True, summary=THIRD_SUMMARY)


def _fourth(desk: BodiesDesk) -> None:
    """Convene the fourth, and move it to another room, which everybody is told."""
    on = _tuesday(desk.ahead(28))
    told = Told(
        body="wg-1", on=on, convened_on=desk.ago(20), link=LINK,
        items=(
            ("Adoption of the agenda", 10, ""),
            ("Draft catalogue of methods", 240, ELEMENTS.title),
            ("Report to the Preparatory Commission", 120, ""),
            ("Other matters", 30, ""),
        ),
    )  # fmt: skip
    meeting = _convened(desk, told, papers_due=on - PAPERS)
    body = desk.bodies["wg-1"]
    plan = _plan(desk, told, papers_due=on - PAPERS, place="Boardroom D, Vienna")
    meetings.change(
        desk.session, body, meeting, plan, _listed(desk, body, told),
        reason="More observers have asked to attend than the first room holds.",
        version=meeting.version, hand=desk.hand(desk.ago(9)), seat=desk.zone,
    )  # fmt: skip
    _registered(desk, meeting, "CAN", "Ms Louise Tremblay", ("Mr Paul Roy",))


def _of_others(desk: BodiesDesk) -> None:
    """Convene a session of the Preparatory Commission, and a meeting that is not everybody's."""
    session, other = _tuesday(desk.ahead(70)), _tuesday(desk.ahead(21))
    items = (
        ("Adoption of the agenda", 15, ""),
        ("Reports of the working groups", 180, ""),
        ("Draft rules of procedure of the Conference", 240, ""),
        ("Budget", 120, ""),
    )
    plenary = Told(
        body="pc", on=session, convened_on=desk.ago(4), days=4, items=items,
        place="Hall A, Vienna",
    )  # fmt: skip
    _convened(desk, plenary, papers_due=session - 2 * PAPERS)
    standard = Told(
        body="wg-2", on=other, convened_on=desk.ago(11), place="", sort=Class.RESTRICTED,
        items=(("Adoption of the agenda", 10, ""), ("Trial of the draft standard", 240, "")),
        link="https://meet.example.org/gaima-wg-2",
    )  # fmt: skip
    _convened(desk, standard, papers_due=None)


def _convened(desk: BodiesDesk, told: Told, *, papers_due: date | None) -> Meeting:
    body = desk.bodies[told.body]
    return meetings.convene(
        desk.session, body, _plan(desk, told, papers_due=papers_due, place=told.place),
        _listed(desk, body, told), hand=desk.hand(told.convened_on), seat=desk.zone,
    )  # fmt: skip


def _plan(desk: BodiesDesk, told: Told, *, papers_due: date | None, place: str) -> MeetingPlan:
    return MeetingPlan(
        opens_at=_at(desk, told.on, OPENING),
        closes_at=_at(desk, told.on + timedelta(days=told.days - 1), CLOSING),
        place=place,
        link=told.link,
        languages=(Language.ENGLISH, Language.FRENCH),
        sort=told.sort,
        papers_due_on=papers_due,
    )


def _listed(desk: BodiesDesk, body: Body, told: Told) -> meetings.Listed:
    """Give the agenda, with what had come out under each title by then."""
    known, _count = paper_lists.papers(desk.session, desk.officer, body, on=desk.today)
    out = [each for each in known if each.state is PaperState.ISSUED]
    return [
        (
            Item(number=number, title=title, minutes=minutes),
            [each.symbol for each in out if paper and each.title == paper],
        )
        for number, (title, minutes, paper) in enumerate(told.items, start=1)
    ]


def _registered(
    desk: BodiesDesk, meeting: Meeting, code: str, head: str, delegates: tuple[str, ...]
) -> None:
    """Register a delegation: by its own representative, or by the secretary where it has none."""
    own = desk.people.get((code, Role.REPRESENTATIVE))
    hand = desk.hand(meeting.opens_at.date() - timedelta(days=5), by=own)
    of = desk.session.get_one(Body, meeting.body_id)
    [seat] = [
        each
        for each in seats(desk.session, of, on=hand.today)
        if each.participant == code and each.alternate_to is None
    ]
    wanted = Delegation(head=head, delegates=delegates)
    attendance.register(desk.session, meeting, seat, wanted, hand=hand)


def _held(
    desk: BodiesDesk,
    told: Told,
    meeting: Meeting,
    came: Collection[str],
    *,
    experts: int,
    summary: str,
    alternates: bool = False,
) -> None:
    """Record who was there on the first day, and what the chair said three days after."""
    body = desk.bodies[told.body]
    sitting = seats(desk.session, body, on=told.on)
    present = [each for each in sitting if each.participant in came and not each.alternate_to]
    present += [each for each in sitting if each.participant is None][:experts]
    present += [each for each in sitting if alternates and each.alternate_to]
    attendance.attend(
        desk.session, body, meeting, {each.id for each in present},
        version=meeting.version, hand=desk.hand(told.on, hour=12), seat=desk.zone,
    )  # fmt: skip
    said_on = told.on + timedelta(days=4)
    attendance.sum_up(
        desk.session, body, meeting, summary, version=meeting.version, hand=desk.hand(said_on)
    )


def _at(desk: BodiesDesk, on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, tzinfo=desk.zone).astimezone(UTC)


def _tuesday(on: date) -> date:
    """Give the last Tuesday by a day."""
    return on - timedelta(days=(on.weekday() - TUESDAY) % WEEK)

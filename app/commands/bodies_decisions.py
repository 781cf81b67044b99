"""What the bodies of the demonstration decided: by consensus, by vote, and where they could not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from app.bodies.models import Decision, Meeting
from app.bodies.operations import decisions, statements
from app.bodies.queries import meetings
from app.bodies.values import Choice, Class, Matter, Outcome, Stating
from app.bodies.values.decisions import Deciding, Proposal, Statement
from app.commands.bodies_desk import BodiesDesk
from app.kernel.clock import date_at

PROGRAMME, VISITS = 2, 3
"""The meetings of the working group that took its programme up, and visits to facilities."""

RULES = Proposal(
    title="Provisional rules of procedure",
    text=(
        "The Preparatory Commission\n\nadopts the rules of procedure annexed to the report of its "
        "second session, to apply provisionally to itself and to its working groups, and\n\n"
        "requests the Secretariat to publish them in the six languages."
    ),
    matter=Matter.TEXT,
)
BUDGET = Proposal(
    title="Budget of the provisional secretariat for the coming year",
    text=(
        "The Preparatory Commission\n\napproves the budget of the provisional secretariat, of "
        "4 250 000 euros, and\n\napportions it among the members by the scale of assessments of "
        "the United Nations."
    ),
    matter=Matter.BUDGET,
    follow_up="Report to the Commission on how the budget was used",
)
EXTENSION = Proposal(
    title="More time for Australia to report on its measures",
    text=(
        "The Preparatory Commission\n\nhaving considered the request of Australia, extends the "
        "time for its report until 15 December."
    ),
    matter=Matter.EXTENSION,
    about="Implementation measures: yearly report",
)
WORK = Proposal(
    title="Programme of work",
    text=(
        "The Working Group\n\nadopts its programme of work, and\n\nappoints two facilitators, on "
        "methods and on costs, who report to each of its meetings."
    ),
    matter=Matter.TEXT,
)
UNANNOUNCED = Proposal(
    title="Visits at short notice",
    text=(
        "The Working Group\n\nrecommends that a facility may be visited on notice of 48 hours "
        "where two members ask for it."
    ),
    matter=Matter.OTHER,
)
OBSERVERS = Proposal(
    title="Observers from industry",
    text="The Working Group\n\ninvites two associations of industry to its next meeting.",
    matter=Matter.OTHER,
)
CONTACTS = Proposal(
    title="Points of contact for exchanges of evaluations",
    text=(
        "The Working Group\n\ntakes note of the list of points of contact, which is kept "
        "restricted."
    ),
    matter=Matter.OTHER,
    sort=Class.RESTRICTED,
)
NEXT = Proposal(
    title="Report of the working group to the Commission",
    text=(
        "The Working Group\n\nadopts its report on the elements of a method of verification, and "
        "transmits it to the Preparatory Commission."
    ),
    matter=Matter.TEXT,
)

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
ROLL_CALL = {
    "EU": FOR, "CAN": FOR, "JPN": FOR, "GBR": FOR, "NOR": FOR, "KEN": FOR, "NZL": FOR,
    "CHE": ABSTAIN, "KOR": ABSTAIN, "BRA": AGAINST,
}  # fmt: skip
"""On the budget: the European Union votes with the votes of its members in the Commission."""

RESERVED = (
    "Japan joins the consensus and reserves its position on the order in which the methods are "
    "taken up, which should follow what they cost."
)
EXPLAINED = (
    "Brazil voted against the budget because its apportionment does not yet take account of those "
    "who have not ratified."
)


def let_the_bodies_decide(desk: BodiesDesk) -> None:
    """Let the Commission and the groups decide, and members state their positions."""
    _commission(desk)
    _verification(desk)
    contacts = _proposed(desk, "wg-2", CONTACTS, desk.ago(70))
    _decided(desk, "wg-2", contacts, desk.ago(61))


def _commission(desk: BodiesDesk) -> None:
    session = desk.ago(118)
    _decided(desk, "pc", _proposed(desk, "pc", RULES, desk.ago(140)), session)
    budget = _proposed(desk, "pc", BUDGET, desk.ago(130), follow_up_by=desk.ahead(75))
    _voted(desk, "pc", budget, session, ROLL_CALL)
    said = Statement(participant="BRA", kind=Stating.EXPLANATION, text=EXPLAINED)
    _stated(desk, "pc", budget, said, session)
    extension = _proposed(desk, "pc", EXTENSION, desk.ago(50), participant="AUS")
    _decided(desk, "pc", extension, desk.ago(33))


def _verification(desk: BodiesDesk) -> None:
    session, body = desk.session, desk.bodies["wg-1"]
    held = {
        each.number: each for each in meetings.meetings(session, desk.officer, body, on=desk.today)
    }
    programme, visits = held[PROGRAMME], held[VISITS]
    [paper, *_] = [paper for item in meetings.agenda(session, programme) for paper in item.papers]
    work = _proposed(
        desk, "wg-1", WORK, _day(desk, programme), meeting_id=programme.id, paper_id=paper
    )
    _decided(desk, "wg-1", work, _day(desk, programme))
    japan = Statement(participant="JPN", kind=Stating.RESERVATION, text=RESERVED)
    _stated(desk, "wg-1", work, japan, _day(desk, programme), code="JPN")
    short = _proposed(desk, "wg-1", UNANNOUNCED, _day(desk, visits), meeting_id=visits.id)
    note = "Two members objected to the notice. The facilitator consults on a longer one."
    _decided(desk, "wg-1", short, _day(desk, visits), outcome=Outcome.NO_CONSENSUS, note=note)
    industry = _proposed(desk, "wg-1", OBSERVERS, _day(desk, visits), meeting_id=visits.id)
    later = "Until the Commission has said who may observe."
    _decided(desk, "wg-1", industry, _day(desk, visits), outcome=Outcome.DEFERRED, note=later)
    _proposed(desk, "wg-1", NEXT, desk.ago(5))


def _day(desk: BodiesDesk, meeting: Meeting) -> date:
    """Give the day on which a meeting closed."""
    return date_at(meeting.closes_at, desk.zone)


def _proposed(
    desk: BodiesDesk,
    slug: str,
    given: Proposal,
    on: date,
    *,
    participant: str | None = None,
    meeting_id: UUID | None = None,
    paper_id: UUID | None = None,
    follow_up_by: date | None = None,
) -> Decision:
    whole = replace(
        given, participant=participant, meeting_id=meeting_id, paper_id=paper_id,
        follow_up_by=follow_up_by,
    )  # fmt: skip
    return decisions.propose(desk.session, desk.bodies[slug], whole, hand=desk.hand(on, hour=9))


def _decided(
    desk: BodiesDesk,
    slug: str,
    decision: Decision,
    on: date,
    *,
    outcome: Outcome = Outcome.ADOPTED,
    note: str = "",
) -> None:
    decisions.decide(
        desk.session, desk.bodies[slug], decision, Deciding(on=on, outcome=outcome, note=note),
        hand=desk.hand(on, hour=17), ground=desk.ground,
    )  # fmt: skip


def _voted(
    desk: BodiesDesk, slug: str, decision: Decision, on: date, cast: Mapping[str, Choice]
) -> None:
    decisions.vote(
        desk.session, desk.bodies[slug], decision, Deciding(on=on, cast=cast),
        hand=desk.hand(on, hour=17), ground=desk.ground,
    )  # fmt: skip


def _stated(
    desk: BodiesDesk, slug: str, decision: Decision, said: Statement, on: date, *, code: str = ""
) -> None:
    """Attach a statement, by the representative of a state with people here, or the secretary."""
    by = desk.representative(code) if code else desk.officer
    hand = desk.hand(on, by=by, hour=18)
    statements.state(desk.session, desk.bodies[slug], decision, said, hand=hand)

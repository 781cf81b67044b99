"""A text under discussion in the demonstration, and the circulars of Working Group 1."""

from sqlalchemy import select

from app.bodies.models import Body, Paper, Seat
from app.bodies.operations import calls, circulars, comments
from app.bodies.queries import seats
from app.bodies.values import Class, Standing
from app.bodies.values.circulars import Issue
from app.bodies.values.comments import NOTHING, Call, Decided, Disposition, Received, Remark
from app.bodies.values.papers import SuffixKind
from app.commands.bodies_desk import BodiesDesk
from app.commands.bodies_texts import ELEMENTS_REVISED
from app.correspondence.values import Channel
from app.kernel.actor import Role

GROUP = "wg-1"
EVERYBODY = frozenset(Standing)

ON_CONSENT = Remark(
    paragraph=2,
    proposal="Replace “given for each use or in advance” by “given for each use”.",
    reason="Consent in advance cannot be weighed against what is known on the day.",
)
ON_TRIALS = Remark(
    paragraph=4,
    proposal="A method is tried at five facilities, of which two are small, before it is "
    "recommended.",
    reason="Three facilities say little about what a method costs a state with one.",
)
ON_RECORDS = Remark(
    paragraph=5,
    proposal="Records are kept for five years, and for ten where a clarification is open.",
    reason="A clarification may outlast the records that answer it.",
)
ON_THE_WHOLE = Remark(
    proposal="Add a list of terms: “accelerator”, “attestation” and “facility” are used in "
    "several senses.",
)


def let_the_group_discuss(desk: BodiesDesk) -> None:
    """Write to the group, and let it comment on the revised elements of a method."""
    body = desk.bodies[GROUP]
    _write(desk, body)
    paper = desk.session.scalars(
        select(Paper).where(
            Paper.body_id == body.id,
            Paper.title == ELEMENTS_REVISED.title,
            Paper.suffix == SuffixKind.REVISION,
        )
    ).one()
    call = Call(
        until=desk.ahead(12),
        note="Please look above all at the consent of the state (paragraph 2) and at how a "
        "method is tried (paragraph 4).",
    )
    hand = desk.hand(desk.ago(20))
    calls.open_call(desk.session, body, paper, call, seat=desk.zone, hand=hand)
    _comment(desk, body, paper)
    _decide(desk, body, paper)


def _comment(desk: BodiesDesk, body: Body, paper: Paper) -> None:
    """Let some comment themselves, and enter what others sent."""
    for whose, remark, ago in (
        (desk.representative("JPN"), ON_CONSENT, 15),
        (desk.people[None, Role.EXPERT], ON_THE_WHOLE, 13),
        (desk.representative("CAN"), ON_TRIALS, 5),
    ):
        hand = desk.hand(desk.ago(ago), by=whose)
        comments.comment(desk.session, body, paper, remark, hand=hand)
    for code, remark, channel, ago in (
        ("GBR", ON_RECORDS, Channel.NOTE_VERBALE, 9),
        ("NOR", NOTHING, Channel.EMAIL, 8),
    ):
        received = Received(seat=_seat(desk, body, code).id, channel=channel, on=desk.ago(ago))
        hand = desk.hand(desk.ago(ago - 1))
        comments.enter(desk.session, body, paper, remark, received, zone=desk.zone, hand=hand)


def _decide(desk: BodiesDesk, body: Body, paper: Paper) -> None:
    for number, decided in (
        (1, Decided(disposition=Disposition.NOTED)),
        (
            1,
            Decided(
                disposition=Disposition.IN_PART,
                reason="Consent in advance stays, and can be withdrawn for any one use.",
            ),
        ),
        (2, Decided(disposition=Disposition.ACCEPTED)),
    ):
        hand = desk.hand(desk.ago(4 - number))
        comments.dispose(desk.session, body, paper, number, decided, hand=hand)


def _write(desk: BodiesDesk, body: Body) -> None:
    """Issue a circular that everybody reads, and one for the members alone."""
    dates = Issue(
        subject="Work between the sessions",
        text="The facilitator on methods will hold two informal exchanges before the next "
        "session, both from afar.\n\nWhoever wishes to take part writes to the secretary.",
        sort=Class.UNCLASSIFIED,
        standings=EVERYBODY,
    )
    visit = Issue(
        subject="Visit to a facility",
        text="One member has offered a visit to a facility of its own. It will be named to those "
        "who register with the secretary.",
        sort=Class.PROTECTED,
        standings=frozenset({Standing.MEMBER, Standing.EXPERT}),
    )
    for wanted, ago in ((dates, 48), (visit, 17)):
        circulars.issue(desk.session, body, wanted, hand=desk.hand(desk.ago(ago)))


def _seat(desk: BodiesDesk, body: Body, code: str) -> Seat:
    return next(
        each
        for each in seats(desk.session, body, on=desk.today)
        if each.participant == code and each.alternate_to is None
    )

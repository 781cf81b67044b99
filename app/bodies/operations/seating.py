"""Writing seats down: one that is given, and those of the members with which a body begins."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.models import Body, Seat
from app.bodies.rules.people import wrong_with_place
from app.bodies.values import Hand, Span, Standing
from app.bodies.values.people import Place
from app.kernel.errors import Complaint
from app.participants.values import Roll


def wrong_with_members(codes: Sequence[str], *, roll: Roll, since: date) -> Iterator[Complaint]:
    """Give what keeps participants from being the first members of a body."""
    unfit = [
        code
        for code in codes
        if any(wrong_with_place(_member(code, since), (), participant=roll[code]))
    ]
    if unfit:
        yield Complaint(
            "These cannot be members on that day: %(codes)s.",
            {"codes": ", ".join(unfit)},
            field="members",
        )


def seat_members(
    session: Session, body: Body, codes: Sequence[str], *, since: date, hand: Hand
) -> None:
    """Give each participant the seat of a member."""
    for code in codes:
        write_seat(session, body, _member(code, since), hand=hand)
    session.flush()


def write_seat(session: Session, body: Body, place: Place, *, hand: Hand) -> Seat:
    """Write a seat down."""
    seat = Seat(
        body_id=body.id,
        standing=place.standing,
        participant=place.participant,
        name=place.name,
        account=place.account,
        alternate_to=place.alternate_to,
        since=place.span.since,
        until=place.span.until,
        recorded_at=hand.at,
    )
    session.add(seat)
    return seat


def _member(code: str, since: date) -> Place:
    return Place(standing=Standing.MEMBER, span=Span(since), participant=code)

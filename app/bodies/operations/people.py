"""Seats in bodies and the offices of their bureaus: given, ended early, elected, stepped down from.

Whoever calls holds the lock on the body's row (``queries.body(…, locked=True)``). Each act seals,
so it comes last in its transaction; a form that was posted before changes nothing more.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.accounts.models import Appointment
from app.accounts.queries.people import current
from app.bodies import queries
from app.bodies.models import Body, Bureau, Seat
from app.bodies.operations.authority import wrong_authority
from app.bodies.operations.records import Done, keep
from app.bodies.operations.seating import write_seat
from app.bodies.operations.terms import OFFICE_TERM, follow_office, let_lapse
from app.bodies.rules.access import SPEAKING
from app.bodies.rules.people import wrong_with_election, wrong_with_end, wrong_with_place
from app.bodies.values import BodyState, DeedKind, Hand
from app.bodies.values.people import Charge, Place
from app.kernel.errors import Complaint, Invalid
from app.participants.values import Roll


def give_seat(session: Session, body: Body, wanted: Place, *, roll: Roll, hand: Hand) -> None:
    """Give a participant or a person a seat in a body.

    Raises:
        Invalid: the body is at work no more, they have a seat already, or something is wrong.

    """
    if queries.done_before(session, hand):
        return
    seats = queries.seats(session, body)
    main = next((each.place for each in seats if each.id == wanted.alternate_to), None)
    Invalid.unless_none(
        [
            *_wrong_with_body(session, body),
            *wrong_with_place(
                wanted,
                [each.place for each in seats],
                participant=roll[wanted.participant] if wanted.participant else None,
                main=main,
                may_sit=_may_sit(session, wanted.account),
            ),
        ]
    )
    seat = write_seat(session, body, wanted, hand=hand)
    session.flush()
    keep(session, body, [Done(DeedKind.SEATED, seat.subject, _of_seat(seat))], hand=hand)


def end_seat(session: Session, body: Body, seat: UUID, *, on: date, hand: Hand) -> None:
    """End a seat from a day on, with those of its alternates and the offices that go with them.

    Raises:
        Invalid: the body has no such seat, or it does not hold on that day.

    """
    if queries.done_before(session, hand):
        return
    found = {each.id: each for each in queries.seats(session, body)}
    if seat not in found:
        raise Invalid.because("Choose one of the seats of this body.", field="seat")
    Invalid.unless_none(wrong_with_end(on, found[seat].span))
    ended = [
        each
        for each in found.values()
        if seat in {each.id, each.alternate_to} and on <= each.span.last
    ]
    gone = {each.id for each in ended}
    offices = [
        each
        for each in queries.bureau(session, body)
        if each.seat_id in gone and on <= each.span.last
    ]
    for each in ended:
        each.ended_on = max(on, each.since)
    for office in offices:
        office.ended_on = max(on, office.since)
    let_lapse(session, OFFICE_TERM, *(each.id for each in offices), at=hand.at)
    content = {"ended_on": on}
    acts = [
        *(Done(DeedKind.UNSEATED, each.subject, content) for each in ended),
        *(Done(DeedKind.STEPPED_DOWN, each.subject, content) for each in offices),
    ]
    keep(session, body, acts, hand=hand)


def elect(
    session: Session, body: Body, wanted: Charge, *, authority: str, hand: Hand, zone: ZoneInfo
) -> None:
    """Elect somebody with a seat in a body to an office of its bureau, by a decision.

    Raises:
        Invalid: the body is at work no more, the office is taken, whoever is elected has no seat
            that covers the term, or something else is wrong.

    """
    if queries.done_before(session, hand):
        return
    seats = {each.id: each.place for each in queries.seats(session, body)}
    seat = seats.get(wanted.seat)
    held = [each.charge for each in queries.bureau(session, body)]
    Invalid.unless_none(
        [
            *_wrong_with_body(session, body),
            *wrong_authority(session, authority),
            *wrong_with_election(wanted, held, seat=seat),
            *_wrong_with_account(session, wanted, seat),
        ]
    )
    office = Bureau(
        body_id=body.id,
        office=wanted.office,
        seat_id=wanted.seat,
        name=wanted.name,
        account=wanted.account,
        since=wanted.span.since,
        until=wanted.span.until,
        authority=authority,
        recorded_at=hand.at,
    )
    session.add(office)
    session.flush()
    follow_office(session, body, office, at=hand.at, zone=zone)
    keep(session, body, [Done(DeedKind.ELECTED, office.subject, _of_office(office))], hand=hand)


def step_down(session: Session, body: Body, office: UUID, *, on: date, hand: Hand) -> None:
    """Let somebody hold an office no more from a day on.

    Raises:
        Invalid: the body has no such office, or they do not hold it on that day.

    """
    if queries.done_before(session, hand):
        return
    found = next((each for each in queries.bureau(session, body) if each.id == office), None)
    if found is None:
        raise Invalid.because("Choose one of the offices of this body.", field="office")
    Invalid.unless_none(wrong_with_end(on, found.span))
    found.ended_on = on
    let_lapse(session, OFFICE_TERM, found.id, at=hand.at)
    done = Done(DeedKind.STEPPED_DOWN, found.subject, {"ended_on": on})
    keep(session, body, [done], hand=hand)


def _wrong_with_body(session: Session, body: Body) -> Iterator[Complaint]:
    state = queries.steps(session, body)[-1].state
    if state in {BodyState.PROPOSED, BodyState.CONCLUDED}:
        yield Complaint("Only a body that has been set up and not concluded has people.")


def _may_sit(session: Session, account: int | None) -> bool:
    """Say whether whoever has an account may belong to a body; without one, they may."""
    return account is None or _speaking(session, account) is not None


def _speaking(session: Session, account: int) -> Appointment | None:
    appointment = current(session, account)
    return appointment if appointment and appointment.role in SPEAKING else None


def _wrong_with_account(
    session: Session, wanted: Charge, seat: Place | None
) -> Iterator[Complaint]:
    """Give what is wrong with the account of somebody elected: it is their seat's."""
    if wanted.account is None or seat is None or wanted.account == seat.account:
        return
    appointment = _speaking(session, wanted.account)
    speaks_for = appointment.participant if appointment else None
    if speaks_for is None or speaks_for != seat.participant:
        yield Complaint("This account does not belong to the seat.", field="account")


def _of_seat(seat: Seat) -> dict[str, object]:
    return {
        "standing": seat.standing.value,
        "participant": seat.participant,
        "name": seat.name,
        "account": seat.account,
        "alternate_to": str(seat.alternate_to) if seat.alternate_to else None,
        "since": seat.since,
        "until": seat.until,
    }


def _of_office(office: Bureau) -> dict[str, object]:
    return {
        "office": office.office.value,
        "seat": str(office.seat_id),
        "name": office.name,
        "account": office.account,
        "since": office.since,
        "until": office.until,
        "authority": office.authority,
    }

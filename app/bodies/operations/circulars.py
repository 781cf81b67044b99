"""Issuing circulars: numbered, sealed, and owed to everybody whom they reach."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Circular, CircularAddressee, Seat
from app.bodies.operations.records import Done, keep
from app.bodies.queries.reached import people_of
from app.bodies.rules.circulars import letter_facts, symbol_of, travels, wrong_with
from app.bodies.values import DeedKind, Hand
from app.bodies.values.circulars import Issue
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed, Recipient
from app.kernel import numbering
from app.kernel.errors import Invalid

TEMPLATE = "body_circular"


def issue(session: Session, body: Body, wanted: Issue, *, hand: Hand) -> int:
    """Issue a circular to the seats of a body, or to some of them, and give its number.

    Whoever has a seat and whom the product cannot reach is kept with it, to be told otherwise.

    Raises:
        Invalid: it goes to nobody, or to some who may not read it.

    """
    if before := queries.done_before(session, hand):
        return int(before.content["serial"])
    seats = _addressed(session, body, wanted, hand=hand)
    Invalid.unless_none(wrong_with(wanted, {each.standing for each in seats}))
    by_mission = travels(wanted.sort, public=body.public)
    reached = people_of(session, seats, on=hand.today, by_mission=by_mission)
    made = _numbered(session, body, wanted, seats, hand=hand)
    session.execute(insert(CircularAddressee), list(_rows(made, seats, reached)))
    owed = list(_letters(body, made, reached, travels=by_mission))
    correspondence.owe(session, owed, at=hand.at)
    keep(session, body, [_sealed(made, seats, reached)], hand=hand)
    return made.serial


def _addressed(session: Session, body: Body, wanted: Issue, *, hand: Hand) -> list[Seat]:
    """Give the seats that were chosen, else all that stand in the body in the ways chosen."""
    seats = queries.seats(session, body, on=hand.today)
    if wanted.seats - {each.id for each in seats}:
        raise Invalid.because("Choose from the seats that are offered.", field="seat")
    if wanted.seats:
        return [each for each in seats if each.id in wanted.seats]
    return [each for each in seats if each.standing in wanted.standings]


def _numbered(
    session: Session, body: Body, wanted: Issue, seats: Sequence[Seat], *, hand: Hand
) -> Circular:
    serial = numbering.take(session, f"circular/{body.slug}")
    made = Circular(
        body_id=body.id,
        serial=serial,
        symbol=symbol_of(body.symbol, serial),
        subject=wanted.subject,
        text=wanted.text,
        sort=wanted.sort,
        standings=sorted({each.standing.value for each in seats}),
        to_some=bool(wanted.seats),
        issued_on=hand.today,
        issued_at=hand.at,
        by=hand.by.account,
    )
    session.add(made)
    session.flush()
    return made


def _rows(
    made: Circular, seats: Sequence[Seat], reached: Mapping[UUID, Sequence[Recipient]]
) -> Iterator[Mapping[str, object]]:
    for seat in seats:
        yield {
            "circular_id": made.id,
            "seat_id": seat.id,
            "standing": seat.standing,
            "participant": seat.participant,
            "name": seat.name,
            "letters": len(reached[seat.id]),
        }


def _letters(
    body: Body, made: Circular, reached: Mapping[UUID, Sequence[Recipient]], *, travels: bool
) -> Iterator[Owed]:
    """Give one letter to each person, however many seats they sit on."""
    facts = letter_facts(
        symbol=made.symbol, body=body.name, issued_on=made.issued_on,
        subject=made.subject, text=made.text, travels=travels,
    )  # fmt: skip
    everybody = {to.person: to for people in reached.values() for to in people}
    for person, to in everybody.items():
        yield Owed(
            occasion=f"circular/{made.id}/{person}",
            to=to,
            template=TEMPLATE,
            facts=facts,
            about=f"{body.address}/circulars/{made.serial}",
            reference=made.symbol,
            private=not travels,
        )


def _sealed(
    made: Circular, seats: Sequence[Seat], reached: Mapping[UUID, Sequence[Recipient]]
) -> Done:
    content = {
        "serial": made.serial,
        "symbol": made.symbol,
        "subject": made.subject,
        "text": made.text,
        "class": made.sort.value,
        "issued_on": made.issued_on.isoformat(),
        "to": sorted(str(each.id) for each in seats),
        "not_reached": sorted(str(each.id) for each in seats if not reached[each.id]),
    }
    return Done(DeedKind.CIRCULATED, made.sealed_as, content)

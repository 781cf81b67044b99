"""A body that is only proposed, somebody in an office and on a seat; and what is posted on both."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Bureau, Seat
from app.bodies.operations import bodies, people
from app.bodies.values import BodyKind, Hand, Office, Span, Standing
from app.bodies.values.bodies import Plan
from app.bodies.values.people import Charge, Place
from app.kernel.actor import SYSTEM, Actor, Role
from app.participants.queries import roll
from tests.access.canaries import Things
from tests.access.deeds import Deed, post
from tests.access.forms import Form
from tests.bodies.builders import FOUNDED, founded

SEATING = "wg-9"
"""The body with somebody on a seat and in an office."""

CITED = "Report of the first session, paragraph 4"


def keeps(who: Actor) -> bool:
    """Say by hand who sees a body in which nobody has a seat, and that not everybody may know."""
    return who.role in {Role.BODIES_OFFICER, Role.DIRECTOR}


def things(found: Things, officer: Actor) -> None:
    """Propose a body whose name not everybody knows; in a public one seat somebody, elect a chair.

    Nobody who asks has a seat in either.
    """
    now, today = found.runtime.clock.now(), found.runtime.today()
    hand = Hand(by=officer, at=now, today=today, key=uuid4())
    with found.runtime.database.write(by=SYSTEM) as session:
        words = found.words("name", "mandate", knows=keeps)
        plan = Plan(symbol="GAIMA/WG.8", kind=BodyKind.WORKING_GROUP, public=False, **words)
        bodies.propose(session, plan, hand=hand)
        body = founded(session, SEATING, members=["KOR"])
        _person(found, session, body, hand)
        _chair(found, session, body, hand)
    found.there["seating.body"] = SEATING


def _person(found: Things, session: Session, body: Body, hand: Hand) -> None:
    """Seat somebody who observes, and whose name not everybody knows."""
    place = Place(standing=Standing.OBSERVER, span=Span(FOUNDED), name=found.canary(keeps))
    facts = roll(found.runtime.facts)
    people.give_seat(session, body, place, roll=facts, hand=replace(hand, key=uuid4()))


def _chair(found: Things, session: Session, body: Body, hand: Hand) -> None:
    """Elect somebody who sits for Korea; everybody knows who leads the body."""
    korea = select(Seat.id).where(Seat.body_id == body.id, Seat.participant == "KOR")
    until = hand.today.replace(year=hand.today.year + 1)
    wanted = Charge(
        office=Office.CHAIR, seat=session.scalars(korea).one(), span=Span(FOUNDED, until),
        name="Ann Lee",
    )  # fmt: skip
    people.elect(
        session, body, wanted, authority=CITED, hand=replace(hand, key=uuid4()),
        zone=found.runtime.seat,
    )  # fmt: skip


def decided(**fields: str) -> Form:
    """Give what was decided today, and where."""

    def form(found: Things) -> dict[str, Any]:
        on = found.runtime.today().isoformat()
        return {"key": str(uuid4()), "authority": CITED, "on": on, "since": on, **fields}

    return form


def of_seat(**fields: str) -> Form:
    """Give what was decided about the seat of Korea, which the chair has."""
    return lambda found: decided(seat=str(_office(found).seat_id), **fields)(found)


def of_office(found: Things) -> dict[str, Any]:
    """Let the chair step down today."""
    return decided(office=str(_office(found).id))(found)


def _office(found: Things) -> Bureau:
    with found.runtime.database.read(by=SYSTEM) as session:
        of = select(Bureau).join(Body, Body.id == Bureau.body_id).where(Body.slug == SEATING)
        return session.scalars(of).one()


def the_proposed(_found: Things) -> dict[str, object]:
    """Give the body that is only proposed."""
    return {"body": "wg-8"}


SECRETARY = "bodies officer"
BODY = "/bodies/<body>"
KEPT = "counter~1 ledger_entry+1 body_record+1"
"""One act of a body, sealed."""

DEEDS = [
    Deed(
        SECRETARY,
        post("/bodies/propose"),
        f"{KEPT.replace('~1', '~2')} body+1 body_step+1 body_mandate+1",
        decided(
            kind="committee",
            symbol="GAIMA/COM.1",
            name="Committee",
            public="yes",
            mandate="To see to it.",
        ),
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/establish"),
        f"{KEPT} body_step+1 body_mandate+1 body_term+1 body_seat+2 deadline+1",
        decided(mandate="To see to it.", members="JPN\nCanada", until="2027-12-31"),
        the_proposed,
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/mandate/change"),
        f"{KEPT} body_mandate+1",
        decided(mandate="To see to something else."),
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/term"),
        f"{KEPT} body_term+1 deadline+1",
        decided(since="2028-07-01", until="2028-12-31"),
    ),
    Deed(SECRETARY, post(f"{BODY}/move"), f"{KEPT} body_step+1", decided(to="dormant")),
    Deed(
        SECRETARY,
        post(f"{BODY}/people/seat"),
        f"{KEPT} body_seat+1",
        decided(standing="member", participant="Japan"),
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/people/seat/end"),
        f"{KEPT.replace('+1', '+2')} body_seat~1 body_office~1 deadline~1",
        of_seat(),
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/people/office"),
        f"{KEPT} body_office+1 deadline+1",
        of_seat(office="vice_chair", name="Bo Ek", until="2027-12-31"),
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/people/office/end"),
        f"{KEPT} body_office~1 deadline~1",
        of_office,
    ),
]

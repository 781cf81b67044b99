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
from tests.access.canaries import Knows, Things
from tests.access.deeds import Deed, post
from tests.access.forms import Form, Of
from tests.bodies.builders import FOUNDED

HIDDEN = "wg-2"
"""Not everybody may know of it."""

CITED = "Report of the first session, paragraph 4"


def keeps(who: Actor) -> bool:
    """Say by hand who sees a body in which nobody has a seat, and that not everybody may know."""
    return who.role in {Role.BODIES_OFFICER, Role.DIRECTOR}


def things(found: Things, officer: Actor, *, seated: Knows) -> None:
    """Propose a body whose name not everybody knows; seat a person in another of the sort.

    Elect a chair of one at which everybody may look. ``seated`` says who knows whoever sits there.
    """
    now, today = found.runtime.clock.now(), found.runtime.today()
    hand = Hand(by=officer, at=now, today=today, key=uuid4())
    with found.runtime.database.write(by=SYSTEM) as session:
        words = found.words("name", "mandate", knows=keeps)
        plan = Plan(symbol="GAIMA/WG.8", kind=BodyKind.WORKING_GROUP, public=False, **words)
        bodies.propose(session, plan, hand=hand)
        shown, hidden = (
            session.scalars(select(Body).where(Body.slug == slug)).one()
            for slug in ("wg-1", HIDDEN)
        )
        found.there["constituted.seat"] = _person(
            found, session, hidden, hand, found.canary(seated)
        )
        found.there["constituted.office"] = _chair(found, session, shown, hand)


def _person(found: Things, session: Session, body: Body, hand: Hand, name: str) -> object:
    """Seat somebody who observes."""
    place = Place(standing=Standing.OBSERVER, span=Span(FOUNDED), name=name)
    facts = roll(found.runtime.facts)
    people.give_seat(session, body, place, roll=facts, hand=replace(hand, key=uuid4()))
    return session.scalars(select(Seat.id).where(Seat.name == name)).one()


def _chair(found: Things, session: Session, body: Body, hand: Hand) -> object:
    """Elect somebody who sits for Canada; everybody knows who leads the body."""
    canada = select(Seat.id).where(Seat.body_id == body.id, Seat.participant == "CAN")
    until = hand.today.replace(year=hand.today.year + 1)
    wanted = Charge(
        office=Office.CHAIR, seat=session.scalars(canada).one(), span=Span(FOUNDED, until),
        name="Ann Lee",
    )  # fmt: skip
    people.elect(
        session, body, wanted, authority=CITED, hand=replace(hand, key=uuid4()),
        zone=found.runtime.seat,
    )  # fmt: skip
    return session.scalars(select(Bureau.id)).one()


def decided(**fields: str) -> Form:
    """Give what was decided today, and where."""

    def form(found: Things) -> dict[str, Any]:
        on = found.runtime.today().isoformat()
        return {"key": str(uuid4()), "authority": CITED, "on": on, "since": on, **fields}

    return form


def vice_chair(found: Things) -> dict[str, Any]:
    """Elect another who sits for Canada."""
    with found.runtime.database.read(by=SYSTEM) as session:
        chair = session.get_one(Bureau, found.there["constituted.office"])
    seat = str(chair.seat_id)
    return decided(office="vice_chair", name="Bo Ek", seat=seat, until="2027-12-31")(found)


def ending(what: str) -> Form:
    """End the seat or the office from today on."""
    return lambda found: decided(**{what: str(found.there[f"constituted.{what}"])})(found)


def body(slug: str) -> Of:
    """Give another body than the one that everybody may look at."""
    return lambda _found: {"body": slug}


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
        body("wg-8"),
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
        f"{KEPT} body_seat~1",
        ending("seat"),
        body(HIDDEN),
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/people/office"),
        f"{KEPT} body_office+1 deadline+1",
        vice_chair,
    ),
    Deed(
        SECRETARY,
        post(f"{BODY}/people/office/end"),
        f"{KEPT} body_office~1 deadline~1",
        ending("office"),
    ),
]

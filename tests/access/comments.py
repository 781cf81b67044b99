"""Texts under discussion: opened, commented on by Canada, disposed of; and what is posted there."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper, Seat
from app.bodies.operations import calls, comments
from app.bodies.values import Hand, Standing
from app.bodies.values.comments import Call, Decided, Disposition, Remark
from app.kernel.actor import SYSTEM, Actor
from tests.access import forms
from tests.access.canaries import Knows, Things
from tests.access.deeds import CANADA, Deed, post

SECRETARY = "bodies officer"
PAPER = "/bodies/<body>/papers/<paper>"
KEPT = "counter~1 ledger_entry+1 body_record+1"
UNTIL = date(2027, 4, 30)


def lay(found: Things, session: Session, body: Body, paper: Paper, *, knows: Knows) -> None:
    """Open a paper for comments, let Canada comment, and decide what becomes of it.

    ``knows`` says who reads comments on it.
    """
    secretary, canada = found.people[SECRETARY].actor, found.people[CANADA].actor
    call = Call(until=UNTIL, note=found.canary(knows))
    seat = found.runtime.seat
    calls.open_call(session, body, paper, call, seat=seat, hand=_hand(found, secretary))
    remark = Remark(paragraph=1, **found.words("proposal", "reason", knows=knows))
    comments.comment(session, body, paper, remark, hand=_hand(found, canada))
    decided = Decided(disposition=Disposition.NOT_ACCEPTED, reason=found.canary(knows))
    comments.dispose(session, body, paper, 1, decided, hand=_hand(found, secretary))
    found.there["comment"] = 1


def _hand(found: Things, by: Actor) -> Hand:
    house = found.runtime
    return Hand(by=by, at=house.clock.now(), today=house.today(), key=uuid4())


def _said(**fields: str) -> forms.Form:
    """Type a comment."""
    words = {"paragraph": "2", "proposal": "Leave it out.", "reason": "It is said above."}
    return lambda _things: {"key": str(uuid4()), **words, **fields}


def _entered(things: Things) -> dict[str, Any]:
    """Enter a comment for the expert."""
    with things.runtime.database.read(by=SYSTEM) as session:
        expert = select(Seat.id).join(Body, Body.id == Seat.body_id).where(Body.public)
        seat = session.scalars(expert.where(Seat.standing == Standing.EXPERT)).one()
    came = {"seat": str(seat), "channel": "email", "received_on": "2027-03-14"}
    return _said(**came)(things)


def _typed(**fields: str) -> forms.Form:
    return lambda _things: {"key": str(uuid4()), **fields}


DEEDS = [
    Deed(
        SECRETARY,
        post(f"{PAPER}/call"),
        f"{KEPT} paper_call+1 letter+3 deadline~1",
        _typed(until="2027-05-31", note="Once more."),
    ),
    Deed(CANADA, post(f"{PAPER}/comments"), f"{KEPT} paper_comment+1", _said()),
    Deed(SECRETARY, post(f"{PAPER}/comments/enter"), f"{KEPT} paper_comment+1", _entered),
    Deed(
        SECRETARY,
        post(f"{PAPER}/comments/<int:comment>/disposition"),
        f"{KEPT} comment_disposition+1",
        _typed(disposition="noted"),
    ),
]

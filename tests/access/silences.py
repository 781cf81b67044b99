"""Texts under silence, of every class, in bodies of both kinds; and what is posted about them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.bodies.models import Body
from app.bodies.operations import decisions
from app.bodies.operations.silence import open_silence
from app.bodies.values import Class, Hand
from app.bodies.values.decisions import Proposal
from tests.access.canaries import Knows, Things
from tests.access.deeds import CANADA, Deed, post
from tests.access.forms import Form
from tests.bodies.silences import GROUND

LASTS = timedelta(days=5)


def lay(
    found: Things,
    session: Session,
    body: Body,
    *,
    by: Hand,
    sort: Class = Class.UNCLASSIFIED,
    knows: Knows | None = None,
) -> None:
    """Put a text of a class under silence, and leave another that may still be put so."""
    for place in ("open", "lies"):
        words: dict[str, Any] = {"title": "Report of the session", "text": "The report is adopted."}
        if knows is not None:
            words = found.words(*words, knows=knows)
        proposal = decisions.propose(
            session, body, Proposal(sort=sort, **words), hand=replace(by, key=uuid4())
        )
        if place == "open":
            found.there.setdefault("open", str(proposal.id))
            found.there.setdefault("decision", str(proposal.id))
            continue
        opened = open_silence(
            session, body, proposal,
            expires_at=by.at + LASTS, hand=replace(by, key=uuid4()), ground=GROUND,
        )  # fmt: skip
        found.there.setdefault("silence", opened.id)


def posted(**words: str) -> Form:
    """Give what is posted, with a key of its own."""
    return lambda _things: {"key": str(uuid4()), **words}


def _until(things: Things) -> dict[str, Any]:
    until = (things.runtime.clock.now() + LASTS).strftime("%Y-%m-%dT%H:%M")
    return {"key": str(uuid4()), "expires_at": until}


def _on_paper(things: Things) -> dict[str, Any]:
    now = things.runtime.clock.now().astimezone(things.runtime.seat)
    return {
        "key": str(uuid4()),
        "participant": "CAN",
        "received_at": now.strftime("%Y-%m-%dT%H:%M"),
        "channel": "email",
        "proof": "Its message of this morning.",
    }


SECRETARY = "bodies officer"
SILENCE = "/bodies/<body>/silence/<uuid:silence>"
KEPT = "counter~1 ledger_entry+1 body_record+1"
ENDED = f"{KEPT} silence_procedure~1 body_decision~1 deadline~1 letter+4"

DEEDS = [
    Deed(
        SECRETARY,
        post("/bodies/<body>/decisions/<decision>/silence"),
        f"{KEPT} body_decision~1 silence_procedure+1 deadline+1 letter+4",
        _until,
        lambda things: {"decision": things.there["open"]},
    ),
    Deed(CANADA, post(f"{SILENCE}/break"), f"{ENDED} silence_break+1", posted()),
    Deed(SECRETARY, post(f"{SILENCE}/received"), f"{ENDED} silence_break+1", _on_paper),
    Deed(SECRETARY, post(f"{SILENCE}/withdraw"), ENDED, posted(reason="A wrong annex.")),
]

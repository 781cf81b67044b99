"""Decisions of bodies, of every class, adopted and stated on; and what is posted about them."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.bodies.models import Body, Decision
from app.bodies.operations import decisions, statements
from app.bodies.values import Choice, Class, Hand, Stating
from app.bodies.values.decisions import Deciding, Proposal, Statement
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.values import DocumentKind
from app.kernel.actor import SYSTEM
from app.reports.operations import published_by
from app.reports.operations.decisions import owe_decisions
from tests.access.canaries import Knows, Things
from tests.access.deeds import CANADA, Deed, post
from tests.bodies.silences import GROUND

WORDS = ("title", "text", "about", "follow_up", "note", "said")
PDF = b"%PDF-1.7"


def lay(
    found: Things, session: Session, body: Body, *, by: Hand, sort: Class, knows: Knows | None
) -> None:
    """Let a body adopt something of a class by a vote, on which Canada then states its position."""
    words: dict[str, Any] = dict.fromkeys(WORDS, "The report of the session")
    if knows is not None:
        words = found.words(*WORDS, knows=knows)
    said, note = words.pop("said"), words.pop("note")
    hand = replace(by, key=uuid4())
    given = Proposal(sort=sort, **words, follow_up_by=by.today.replace(year=by.today.year + 1))
    decision = decisions.propose(session, body, given, hand=hand)
    cast = Deciding(on=by.today, cast={"CAN": Choice.FOR}, note=note)
    decisions.vote(session, body, decision, cast, hand=replace(by, key=uuid4()), ground=GROUND)
    stated = Statement(participant="CAN", kind=Stating.RESERVATION, text=said)
    statements.state(session, body, decision, stated, hand=replace(by, key=uuid4()))
    found.there.setdefault("adopted", decision.ref)


def printed(found: Things, session: Session) -> None:
    """Print what was adopted: its file is laid down where prints lie."""
    house = found.runtime
    owe_decisions(
        session, most=99, roll=GROUND.roll, seat=house.seat, publisher=published_by(house),
        at=house.clock.now(),
    )  # fmt: skip
    sha256 = house.storage.keep(documents.OWNER, PDF)
    ready = {"ready_at": house.clock.now(), "sha256": sha256, "size": len(PDF)}
    decided = Document.kind == DocumentKind.BODY_DECISION
    session.execute(update(Document).where(decided).values(**ready))


def _proposed(_things: Things) -> dict[str, Any]:
    words = {
        "title": "A budget",
        "text": "It is adopted.",
        "matter": "budget",
        "sort": "restricted",
    }
    return {"key": str(uuid4()), **words}


def _changed(things: Things) -> dict[str, Any]:
    with things.runtime.database.read(by=SYSTEM) as session:
        version = session.scalar(
            select(Decision.version)
            .join(Body, Body.id == Decision.body_id)
            .where(Body.slug == "wg-1", Decision.outcome.is_(None), Decision.manner.is_(None))
            .limit(1)
        )
    return _proposed(things) | {"sort": "unclassified", "version": str(version)}


def _decided(things: Things) -> dict[str, Any]:
    return {"key": str(uuid4()), "outcome": "adopted", "on": things.runtime.today().isoformat()}


def _voted(things: Things) -> dict[str, Any]:
    return _decided(things) | {"choice-CAN": "for"}


def _stated(_things: Things) -> dict[str, Any]:
    return {"key": str(uuid4()), "kind": "statement", "text": "Canada welcomes it."}


def _open(things: Things) -> dict[str, object]:
    return {"decision": things.there["open"]}


SECRETARY = "bodies officer"
DECISIONS = "/bodies/<body>/decisions"
DECISION = f"{DECISIONS}/<decision>"
KEPT = "ledger_entry+1 body_record+1"
ADOPTED = f"{KEPT} counter~3 body_decision~1 decision_edition+1 letter+4"

DEEDS = [
    Deed(SECRETARY, post(DECISIONS), f"{KEPT} counter~1 body_decision+1", _proposed),
    Deed(SECRETARY, post(f"{DECISION}/change"), "body_decision~1", _changed, _open),
    Deed(SECRETARY, post(f"{DECISION}/outcome"), ADOPTED, _decided, _open),
    Deed(SECRETARY, post(f"{DECISION}/vote"), f"{ADOPTED} decision_vote+1", _voted, _open),
    Deed(
        CANADA,
        post(f"{DECISION}/statement"),
        f"{KEPT} counter~1 decision_statement+1",
        _stated,
        _open,
    ),
]

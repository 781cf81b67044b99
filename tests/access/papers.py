"""Papers of bodies, of every class and in every state; and what is posted about them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper, PaperOffer
from app.bodies.operations import offers, papers
from app.bodies.values import Class, Hand
from app.bodies.values.papers import HandedIn, Issue, Lowering, Reservation
from app.documents.values import Checked, FileKind
from app.kernel.actor import DELEGATES, SYSTEM, Actor, Role
from app.kernel.languages import Language
from tests.access.canaries import Knows, Things
from tests.access.deeds import CANADA, JAPAN, Deed, post
from tests.access.foreign import Foreign
from tests.access.forms import there
from tests.documents.papers import pdf

WORDS = {"title": "A draft", "text": "1. What is meant.\n\n2. What is not."}
RESERVED, OUT, PROTECTED = "2027-wp-4", "2027-wp-2", "2027-wp-3"
"""A paper that has not come out, and two that have, of the public body."""


def lay(
    found: Things, session: Session, body: Body, *, by: Hand, reads: dict[Class, Knows]
) -> None:
    """Issue a paper of each class, reserve one, give one up, and let Canada hand one in.

    ``reads`` says who may read what of each class; what has not come out is for the seats.
    """
    for sort in Class:
        hidden = sort is not Class.UNCLASSIFIED or not body.public
        words = found.words(*WORDS, knows=reads[sort]) if hidden else WORDS
        _issue(found, session, body, sort, words, by=by)
    title = found.canary(reads[Class.RESTRICTED])
    papers.reserve(session, body, Reservation(title=title, sort=Class.UNCLASSIFIED), hand=_next(by))
    title = found.canary(reads[Class.PROTECTED])
    wanted = Reservation(title=title, sort=Class.PROTECTED)
    lost = papers.reserve(session, body, wanted, hand=_next(by))
    papers.give_up(session, body, lost, reason="It was not needed.", hand=_next(by))
    offer = _hand_in(found, session, body, by=by)
    if body.public:
        found.there |= {"paper": "2027-wp-1", "offer_id": offer, "language": "en"}


def _next(by: Hand) -> Hand:
    return replace(by, key=uuid4())


def _issue(
    found: Things, session: Session, body: Body, sort: Class, words: dict[str, Any], *, by: Hand
) -> None:
    wanted = Reservation(title=words["title"], sort=sort)
    paper = papers.reserve(session, body, wanted, hand=_next(by))
    file = Checked("draft.pdf", FileKind.PDF, pdf())
    issue = Issue(language=Language.ENGLISH, issued_on=by.today, sort=sort, **words)
    papers.issue(session, body, paper, issue, file, storage=found.runtime.storage, hand=_next(by))
    if sort is Class.PROTECTED:
        later = Lowering(
            sort=Class.UNCLASSIFIED, on=by.today + timedelta(days=90), reason=words["title"],
            authority="Statute, article 4",
        )  # fmt: skip
        papers.lower(session, body, paper, later, hand=_next(by))


def _hand_in(found: Things, session: Session, body: Body, *, by: Hand) -> UUID:
    """Let Canada hand in a paper with a file, which nobody but it and the secretary sees."""
    whose = found.people[CANADA].actor
    words = found.words(*WORDS, knows=_sees_offers)
    wanted = HandedIn(language=Language.ENGLISH, sort=Class.PROTECTED, **words)
    file = Checked("draft.pdf", FileKind.PDF, pdf())
    hand = replace(_next(by), by=whose)
    offers.hand_in(session, body, wanted, file, storage=found.runtime.storage, hand=hand)
    return session.scalars(select(PaperOffer.id).where(PaperOffer.body_id == body.id)).one()


def _sees_offers(who: Actor) -> bool:
    delegate = who.role in DELEGATES and who.participant == "CAN"
    return delegate or who.role is Role.BODIES_OFFICER


def _reserved(_things: Things) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "title": "Another draft",
        "kind": "working_paper",
        "class": "protected",
    }


def _revised(things: Things) -> dict[str, Any]:
    with things.runtime.database.read(by=SYSTEM) as session:
        symbol = "GAIMA/WG.1/2027/WP.2"
        paper = session.scalars(select(Paper.id).where(Paper.symbol == symbol)).one()
    return _reserved(things) | {"hangs_on": str(paper), "suffix": "Add"}


def _issued(things: Things) -> dict[str, Any]:
    return _reserved(things) | {
        "language": "fr",
        "text": "1. Ce que l'on entend.",
        "issued_on": things.runtime.today().isoformat(),
        "sponsors": "Canada",
    }


def _handed_in(things: Things) -> dict[str, Any]:
    return _reserved(things) | {"language": "fr", "text": "1. Ce que l'on entend."}


def _explained(_things: Things) -> dict[str, Any]:
    return {"key": str(uuid4()), "reason": "It is not needed."}


def _lowered(things: Things) -> dict[str, Any]:
    on = things.runtime.today().isoformat()
    given = {"class": "restricted", "on": on, "authority": "Statute, article 4"}
    return _explained(things) | given


def _superseded(_things: Things) -> dict[str, Any]:
    return {"key": str(uuid4()), "by": "GAIMA/WG.1/2027/WP.2"}


def _of(paper: str) -> Any:
    return lambda _things: {"paper": paper}


SECRETARY = "bodies officer"
PAPERS = "/bodies/<body>/papers"
PAPER, OFFER = f"{PAPERS}/<paper>", f"{PAPERS}/handed-in/<uuid:offer_id>"
KEPT = "counter~1 ledger_entry+1 body_record+1"
NUMBERED = "counter~2 ledger_entry+1 body_record+1"
CAME_OUT = "body_paper_language+1 body_paper_sponsor+1"

DEEDS = [
    Deed(SECRETARY, post(PAPERS), f"{NUMBERED} body_paper+1", _reserved),
    Deed(SECRETARY, post(PAPERS), f"counter+1 {KEPT} body_paper+1", _revised),
    Deed(
        SECRETARY, post(f"{PAPER}/issue"), f"{KEPT} body_paper~1 {CAME_OUT}", _issued,
        _of(RESERVED),
    ),
    Deed(
        SECRETARY, post(f"{PAPER}/give-up"), f"{KEPT} body_paper~1", _explained, _of(RESERVED)
    ),
    Deed(SECRETARY, post(f"{PAPER}/supersede"), f"{KEPT} body_paper~1", _superseded),
    Deed(
        SECRETARY, post(f"{PAPER}/derestrict"), f"{KEPT} body_paper~1 body_paper_lowering+1",
        _lowered, _of(PROTECTED),
    ),
    Deed(CANADA, post(f"{PAPERS}/handed-in"), f"{KEPT} body_paper_offer+1", _handed_in),
    Deed(
        SECRETARY, post(f"{OFFER}/issue"),
        "counter~2 ledger_entry+2 body_record+2 body_paper+1 body_paper_offer~1 upload+1 "
        f"{CAME_OUT}",
        _issued,
    ),
    Deed(SECRETARY, post(f"{OFFER}/give-back"), f"{KEPT} body_paper_offer~1", _explained),
]  # fmt: skip

FOREIGN = [
    Foreign((method, f"{OFFER}{end}"), (JAPAN, "expert"), there("offer_id"))
    for method, end in (("GET", ""), ("GET", "/file"))
]
"""What Canada handed in: nobody else who sits in the body tells it from nothing."""

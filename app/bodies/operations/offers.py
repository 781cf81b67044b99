"""Papers that members hand in: taken under a symbol, or given back with a reason.

Whoever calls holds the lock on the body's row. What is handed in has no symbol, so that one that
is given back leaves no gap.
"""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Paper, PaperOffer
from app.bodies.operations.issuing import bring_out
from app.bodies.operations.papers import reserved, reserving
from app.bodies.operations.records import Done, keep
from app.bodies.queries import papers
from app.bodies.rules.papers import about_reserving
from app.bodies.values import DeedKind, Hand
from app.bodies.values.papers import HandedIn, Issue, Reservation
from app.documents import queries as documents
from app.documents.operations import keep as keep_file
from app.documents.values import Checked
from app.kernel.errors import Conflict, Invalid
from app.kernel.storage import Storage


def hand_in(
    session: Session,
    body: Body,
    wanted: HandedIn,
    file: Checked | None = None,
    *,
    storage: Storage,
    hand: Hand,
) -> None:
    """Take in what a member hands in, for the secretary to issue.

    Raises:
        Invalid: the body issues nothing now, or there is neither text nor file.
        ValueError: nobody with an account hands it in.

    """
    if queries.done_before(session, hand):
        return
    if hand.by.account is None:
        raise ValueError("nobody hands this in")
    Invalid.unless_none(
        about_reserving(queries.state(session, body, on=hand.today), parent=None, suffix=None)
    )
    if not wanted.text and file is None:
        raise Invalid.because("Give the text, or a file, or both.", field="text")
    offer = PaperOffer(
        id=uuid4(), body_id=body.id, title=wanted.title, language=wanted.language,
        text=wanted.text, sort=wanted.sort, participant=hand.by.participant,
        account=hand.by.account, handed_in_at=hand.at, returned_because="",
    )  # fmt: skip
    if file is not None:
        offer.sha256 = keep_file(
            session, file, owner=offer.subject, storage=storage, by=hand.by, at=hand.at
        )
    session.add(offer)
    session.flush()
    done = Done(DeedKind.PAPER_HANDED_IN, offer.subject, {"file_sha256": offer.sha256})
    keep(session, body, [done], hand=hand, silent=True)


def issue_offer(
    session: Session,
    body: Body,
    offer: PaperOffer,
    wanted: Reservation,
    issued: Issue,
    *,
    storage: Storage,
    hand: Hand,
) -> Paper:
    """Issue what was handed in under the next symbol of a kind, in one act.

    Raises:
        Conflict: it was issued or given back before.
        Invalid: something is wrong with what is to come out.

    """
    if before := queries.done_before(session, hand):
        identity = UUID(before.subject.rpartition("/")[2])
        return papers.paper(session, hand.by, body, identity, on=hand.today)
    _be_open(offer)
    paper = reserved(session, body, wanted, hand=hand)
    file = _file_of(session, offer, storage=storage)
    done = bring_out(session, paper, issued, file, storage=storage, hand=hand)
    offer.paper_id = paper.id
    session.flush()
    keep(session, body, [reserving(paper), *done], hand=hand)
    return paper


def give_back(session: Session, body: Body, offer: PaperOffer, *, reason: str, hand: Hand) -> None:
    """Give back what was handed in, with the reason that whoever handed it in reads.

    Raises:
        Conflict: it was issued or given back before.

    """
    if queries.done_before(session, hand):
        return
    _be_open(offer)
    offer.returned_at, offer.returned_because = hand.at, reason
    session.flush()
    done = Done(DeedKind.PAPER_RETURNED, offer.subject, {"reason": reason})
    keep(session, body, [done], hand=hand)


def _be_open(offer: PaperOffer) -> None:
    if offer.paper_id is not None or offer.returned_at is not None:
        raise Conflict.because("This was issued or given back already.")


def _file_of(session: Session, offer: PaperOffer, *, storage: Storage) -> Checked | None:
    """Give the file of what was handed in, as it was checked then."""
    kept = documents.uploads(session, offer.subject)
    return next(
        (Checked(each.name, each.kind, storage.read(each.owner, each.sha256)) for each in kept),
        None,
    )

"""The life of papers: symbols reserved and given up, papers issued, superseded, derestricted.

Whoever calls holds the lock on the body's row (``queries.body(…, locked=True)``). Each act seals,
so it comes last in its transaction; a form that was posted before changes nothing more.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Paper, PaperLowering
from app.bodies.operations.authority import wrong_authority
from app.bodies.operations.issuing import bring_out, superseding
from app.bodies.operations.records import Done, keep
from app.bodies.operations.symbols import allot, allot_beside
from app.bodies.queries import papers
from app.bodies.rules.papers import about_lowering, about_reserving
from app.bodies.rules.symbols import symbol_of
from app.bodies.values import DeedKind, Hand
from app.bodies.values.papers import Issue, Lowering, PaperState, Reservation
from app.documents.values import Checked
from app.kernel.errors import Conflict, Invalid
from app.kernel.storage import Storage


def reserve(session: Session, body: Body, wanted: Reservation, *, hand: Hand) -> Paper:
    """Reserve the next symbol for a paper, or for what hangs on one.

    Raises:
        NotFound: there is no such paper to hang it on.
        Invalid: the body issues nothing now, or nothing of this kind hangs there.

    """
    if before := queries.done_before(session, hand):
        return _of_subject(session, body, before.subject, hand=hand)
    paper = reserved(session, body, wanted, hand=hand)
    keep(session, body, [reserving(paper)], hand=hand)
    return paper


def reserved(session: Session, body: Body, wanted: Reservation, *, hand: Hand) -> Paper:
    """Give a paper a symbol where that may be done; what is to be sealed is ``reserving``."""
    parent = None
    if wanted.hangs_on is not None:
        parent = papers.paper(session, hand.by, body, wanted.hangs_on, on=hand.today, locked=True)
    standing = queries.state(session, body, on=hand.today)
    beside = (symbol_of(parent.symbol), parent.state) if parent else None
    Invalid.unless_none(about_reserving(standing, parent=beside, suffix=wanted.suffix))
    if parent is None or wanted.suffix is None:
        return allot(session, body, wanted, hand=hand)
    return allot_beside(session, parent, wanted.suffix, wanted, hand=hand)


def reserving(paper: Paper) -> Done:
    """Give what is to be sealed of a symbol that was reserved."""
    return Done(DeedKind.PAPER_RESERVED, paper.subject, {"symbol": paper.symbol})


def issue(
    session: Session,
    body: Body,
    paper: Paper,
    wanted: Issue,
    file: Checked | None = None,
    *,
    storage: Storage,
    hand: Hand,
) -> None:
    """Issue a paper in a language, its first or a further one.

    Raises:
        Conflict: it is out in this language already, was given up, or its place was taken.
        Invalid: something is wrong with what is to come out.

    """
    if queries.done_before(session, hand):
        return
    Invalid.unless_none(
        about_reserving(queries.state(session, body, on=hand.today), parent=None, suffix=None)
    )
    done = bring_out(session, paper, wanted, file, storage=storage, hand=hand)
    keep(session, body, done, hand=hand)


def give_up(session: Session, body: Body, paper: Paper, *, reason: str, hand: Hand) -> None:
    """Give a symbol up for good, with the reason that everybody at the body reads.

    Raises:
        Conflict: the paper has come out, or its symbol was given up before.

    """
    if queries.done_before(session, hand):
        return
    if paper.state is not PaperState.RESERVED:
        raise Conflict.because(
            "Only a symbol under which nothing came out can be given up. A paper that is out is "
            "superseded or corrected."
        )
    paper.given_up_at, paper.given_up_because = hand.at, reason
    session.flush()
    content = {"symbol": paper.symbol, "reason": reason}
    keep(session, body, [Done(DeedKind.PAPER_GIVEN_UP, paper.subject, content)], hand=hand)


def supersede(session: Session, body: Body, paper: Paper, by: str, *, hand: Hand) -> None:
    """Let another paper that came out, named as in addresses, take the place of one.

    Raises:
        Invalid: there is no such other, it does not stand, or it is the same.
        Conflict: its place was taken before, or it never came out.

    """
    if queries.done_before(session, hand):
        return
    if paper.state is not PaperState.ISSUED:
        raise Conflict.because("Only a paper that is out, and stands, can be superseded.")
    other = papers.named(session, body, by)
    if other is None or other is paper or other.state is not PaperState.ISSUED:
        raise Invalid.because(
            "Choose another paper that is out and that nothing has superseded.", field="by"
        )
    paper.superseded_by = other.id
    session.flush()
    keep(session, body, [superseding(paper, other)], hand=hand)


def lower(session: Session, body: Body, paper: Paper, wanted: Lowering, *, hand: Hand) -> None:
    """Lower the class of a paper, from today on or from a day ahead.

    Raises:
        Invalid: it would not be lower, the day does not do, or nobody allowed it.

    """
    if queries.done_before(session, hand):
        return
    now = paper.class_on(hand.today)
    Invalid.unless_none(
        [
            *about_lowering(wanted, now=now, derestricts_on=paper.derestricts_on, today=hand.today),
            *wrong_authority(session, wanted.authority),
        ]
    )
    session.add(_row(paper, wanted, number=len(papers.lowerings(session, paper)) + 1, hand=hand))
    if wanted.on > hand.today:
        paper.derestricts_on = wanted.on
    else:
        paper.sort = wanted.sort
    session.flush()
    keep(session, body, [_lowering(paper, wanted)], hand=hand)


def _row(paper: Paper, wanted: Lowering, *, number: int, hand: Hand) -> PaperLowering:
    return PaperLowering(
        paper_id=paper.id,
        number=number,
        was=paper.class_on(hand.today),
        sort=wanted.sort,
        effective_on=wanted.on,
        authority=wanted.authority,
        reason=wanted.reason,
        recorded_at=hand.at,
        recorded_by=hand.by.account,
    )


def _lowering(paper: Paper, wanted: Lowering) -> Done:
    content = {
        "symbol": paper.symbol,
        "class": wanted.sort,
        "from": wanted.on.isoformat(),
        "authority": wanted.authority,
        "reason": wanted.reason,
    }
    return Done(DeedKind.PAPER_DERESTRICTED, paper.subject, content)


def _of_subject(session: Session, body: Body, subject: str, *, hand: Hand) -> Paper:
    identity = UUID(subject.rpartition("/")[2])
    return papers.paper(session, hand.by, body, identity, on=hand.today)

"""Looking for texts under discussion: calls for comments, comments, and what became of each."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, select
from sqlalchemy.orm import Session

from app.bodies.models import (
    Body,
    CommentDisposition,
    Paper,
    PaperCall,
    PaperComment,
    PaperLanguage,
    Seat,
)
from app.bodies.queries.papers import languages, readable
from app.bodies.queries.places import REMEMBERED, holding, own, reading, standings
from app.bodies.rules.comment_table import Line
from app.bodies.rules.comments import READ_AS, may_comment
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.kernel.languages import Language


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, whose it is, and every disposition of it, in order."""

    comment: PaperComment
    seat: Seat
    decisions: Sequence[CommentDisposition]

    @property
    def decided(self) -> CommentDisposition | None:
        """Give what became of it, if that was decided."""
        return self.decisions[-1] if self.decisions else None

    @property
    def line(self) -> Line:
        """Give it as a table has it."""
        row, decided = self.comment, self.decided
        return Line(
            number=row.number,
            paragraph=row.paragraph,
            participant=self.seat.participant,
            name=self.seat.name,
            standing=self.seat.standing,
            received_on=row.received_on,
            late=row.late,
            channel=row.channel,
            reference=row.reference,
            proposal=row.proposal,
            reason=row.reason,
            disposition=decided.disposition if decided else None,
            because=decided.reason if decided else "",
            decided_at=decided.decided_at if decided else None,
        )


@dataclass(frozen=True, slots=True)
class Open:
    """A text that is open for comments, as somebody sees it."""

    body: Body
    paper: Paper
    call: PaperCall
    comments: int
    """How many there are."""
    asked: bool
    """Whether they are asked for comments."""
    answered: bool
    """Whether those for whom they speak have commented, or said that they have no comment."""


@lru_cache(maxsize=REMEMBERED)
def discussed(actor: Actor, *, on: date) -> ColumnElement[bool]:
    """Keep the papers on which somebody reads comments: those they read, in bodies they sit in."""
    seated = reading(actor, on=on, body=Paper.body_id, sort=literal(READ_AS.value))
    return and_(readable(actor, on=on), seated)


def text(session: Session, actor: Actor, of: Body, slug: str, *, on: date) -> Paper:
    """Give a paper of a body that is out, to somebody who reads comments on it.

    Raises:
        NotFound: there is none of this address, or none on which they read comments.

    """
    wanted = select(Paper).where(
        Paper.body_id == of.id,
        Paper.slug == slug,
        Paper.issued_at.is_not(None),
        discussed(actor, on=on),
    )
    found = session.scalar(wanted)
    if found is None:
        raise NotFound.because("There is no such text under discussion.")
    return found


def calls(session: Session, of: Paper) -> Sequence[PaperCall]:
    """Give the calls for comments on a paper, in order; the last one holds."""
    wanted = select(PaperCall).where(PaperCall.paper_id == of.id)
    return session.scalars(wanted.order_by(PaperCall.number)).all()


def last_call(session: Session, actor: Actor, of: Paper, *, on: date) -> PaperCall | None:
    """Give the call for comments that holds on a paper, to somebody who reads comments on it."""
    wanted = (
        select(PaperCall)
        .join(Paper, Paper.id == PaperCall.paper_id)
        .where(Paper.id == of.id, discussed(actor, on=on))
    )
    return session.scalar(wanted.order_by(PaperCall.number.desc()).limit(1))


def text_of(session: Session, of: Paper, call: PaperCall | None) -> PaperLanguage:
    """Give the text of a paper that is out whose paragraphs are counted.

    The one that the call names; before there is any the English one, else the first that came out.
    """
    found = languages(session, of)
    written = [each for each in found if each.text] or list(found)
    wanted = call.language if call else Language.ENGLISH
    return next((each for each in written if each.language is wanted), written[0])


def comments(session: Session, of: Paper) -> Sequence[Said]:
    """Give the comments on a paper by paragraph, those on the whole of it first."""
    rows = session.execute(
        select(PaperComment, Seat)
        .join(Seat, Seat.id == PaperComment.seat_id)
        .where(PaperComment.paper_id == of.id)
        .order_by(func.coalesce(PaperComment.paragraph, 0), PaperComment.number)
    ).all()
    decided = _decisions(session, [comment.id for comment, _seat in rows])
    return [Said(comment, seat, decided.get(comment.id, ())) for comment, seat in rows]


def comment(session: Session, of: Paper, number: int) -> Said:
    """Give one comment on a paper.

    Raises:
        NotFound: there is none of this number.

    """
    wanted = select(PaperComment, Seat).join(Seat, Seat.id == PaperComment.seat_id)
    row = session.execute(
        wanted.where(PaperComment.paper_id == of.id, PaperComment.number == number)
    ).first()
    if row is None:
        raise NotFound.because("There is no such comment.")
    return Said(row[0], row[1], _decisions(session, [row[0].id]).get(row[0].id, ()))


def count_of(session: Session, of: Paper) -> int:
    """Say how many comments there are on a paper."""
    wanted = select(func.count()).where(PaperComment.paper_id == of.id)
    return session.scalar(wanted) or 0


def have_answered(session: Session, of: Paper, seat: Seat) -> bool:
    """Say whether a seat has commented on a paper, or said that there is no comment."""
    wanted = select(PaperComment.id).where(
        PaperComment.paper_id == of.id, PaperComment.seat_id == seat.id
    )
    return session.scalar(wanted.limit(1)) is not None


def open_texts(
    session: Session, actor: Actor, *, on: date, of: Body | None = None
) -> Sequence[Open]:
    """Give the texts that are open for comments which somebody reads, by the day they end.

    ``of``, those of one body alone. At most four questions, however many there are.
    """
    last = select(PaperCall.paper_id, func.max(PaperCall.number).label("number"))
    latest = last.group_by(PaperCall.paper_id).subquery()
    wanted = (
        select(Body, Paper, PaperCall)
        .join(Paper, Paper.body_id == Body.id)
        .join(PaperCall, PaperCall.paper_id == Paper.id)
        .join(
            latest,
            and_(latest.c.paper_id == PaperCall.paper_id, latest.c.number == PaperCall.number),
        )
        .where(PaperCall.until >= on, Paper.superseded_by.is_(None), discussed(actor, on=on))
    )
    if of is not None:
        wanted = wanted.where(Body.id == of.id)
    rows = session.execute(wanted.order_by(PaperCall.until, Paper.symbol)).all()
    if not rows:
        return []
    ids = [paper.id for _body, paper, _call in rows]
    counts, answered = _counts(session, ids), _answered(session, actor, ids, on=on)
    places = standings(session, actor, on=on)
    return [
        Open(
            body,
            paper,
            call,
            comments=counts.get(paper.id, 0),
            asked=body.id in places and may_comment(places[body.id], call.asked),
            answered=paper.id in answered,
        )
        for body, paper, call in rows
    ]


def _decisions(
    session: Session, ids: Collection[UUID]
) -> Mapping[UUID, Sequence[CommentDisposition]]:
    found: defaultdict[UUID, list[CommentDisposition]] = defaultdict(list)
    wanted = select(CommentDisposition).where(CommentDisposition.comment_id.in_(ids))
    for each in session.scalars(wanted.order_by(CommentDisposition.number)):
        found[each.comment_id].append(each)
    return found


def _counts(session: Session, ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Count, by paper, the comments that say something."""
    rows = session.execute(
        select(PaperComment.paper_id, func.count())
        .where(PaperComment.paper_id.in_(ids), PaperComment.proposal != "")
        .group_by(PaperComment.paper_id)
    )
    return {paper: count for paper, count in rows}  # noqa: C416 (a row is no pair to mypy)


def _answered(
    session: Session, actor: Actor, ids: Collection[UUID], *, on: date
) -> frozenset[UUID]:
    mine = select(Seat.id).where(own(actor), holding(on))
    wanted = select(PaperComment.paper_id).where(
        PaperComment.paper_id.in_(ids), PaperComment.seat_id.in_(mine)
    )
    return frozenset(session.scalars(wanted))

"""Lists of papers as somebody sees them: filtered, sorted, in families, by what came out last."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.bodies.models import AgendaPaper, Body, Meeting, Paper, PaperLanguage, PaperSponsor
from app.bodies.queries.meetings import readable as readable_meetings
from app.bodies.queries.papers import class_on, holding_words, known, readable, standing
from app.bodies.values import Class
from app.bodies.values.paper_lists import Listed, PaperOrder, PaperSelection
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.kernel.languages import Language

Ordered = ColumnElement[Any] | InstrumentedAttribute[Any]


def papers(
    session: Session,
    actor: Actor,
    of: Body,
    *,
    on: date,
    wanted: PaperSelection = PaperSelection(),  # noqa: B008 (frozen)
    most: int | None = None,
) -> tuple[Sequence[Listed], int]:
    """Give the papers of a body that somebody knows of, as wanted, and how many there are.

    ``most``, only so many of them: the wanted page.
    """
    clauses = (Paper.body_id == of.id, known(actor, on=on), *_clauses(of, wanted, actor, on=on))
    count = session.scalar(select(func.count()).select_from(Paper).where(*clauses)) or 0
    chosen = _listed(actor, on=on).where(*clauses).order_by(*_order(wanted, actor, on=on))
    if most is not None:
        chosen = chosen.limit(most).offset((wanted.page - 1) * most)
    return _completed(session, chosen), count


def listed(session: Session, actor: Actor, of: Body, slug: str, *, on: date) -> Listed:
    """Give a paper of a body as lists show it, to somebody who knows of its symbol.

    Raises:
        NotFound: there is none under this address, or none of which they know.

    """
    chosen = _listed(actor, on=on).where(
        Paper.body_id == of.id, Paper.slug == slug, known(actor, on=on)
    )
    found = _completed(session, chosen)
    if not found:
        raise NotFound.because("There is no such paper.")
    return found[0]


def family(session: Session, actor: Actor, of: Paper, *, on: date) -> Sequence[Listed]:
    """Give a paper with all that hangs on it and all on which it hangs, as far as it is known."""
    chosen = _listed(actor, on=on).where(
        Paper.body_id == of.body_id, Paper.year == of.year, Paper.kind == of.kind,
        Paper.serial == of.serial, known(actor, on=on),
    )  # fmt: skip
    return _completed(session, chosen.order_by(Paper.reserved_at, Paper.symbol))


def latest(session: Session, actor: Actor, of: Body, *, on: date, most: int) -> Sequence[Listed]:
    """Give the papers of a body that came out last, to somebody who reads them."""
    newest = (Paper.issued_at.desc(), Paper.symbol)
    out = select(Paper.id).where(
        Paper.body_id == of.id, Paper.issued_at.is_not(None), readable(actor, on=on)
    )
    few = out.order_by(*newest).limit(most).subquery()  # what is shown is made of these alone
    chosen = _shown(Paper.title, class_on(on)).join(few, few.c.id == Paper.id)
    return _completed(session, chosen.order_by(*newest))


def by_identity(
    session: Session, actor: Actor, ids: Collection[UUID], *, on: date
) -> Mapping[UUID, Listed]:
    """Give those of some papers of which somebody knows."""
    chosen = _listed(actor, on=on).where(Paper.id.in_(ids), known(actor, on=on))
    return {each.id: each for each in _completed(session, chosen)}


def submitters(session: Session, actor: Actor, of: Body, *, on: date) -> Sequence[str]:
    """Give the participants that submitted papers of a body that somebody reads."""
    chosen = (
        select(PaperSponsor.participant)
        .join(Paper, Paper.id == PaperSponsor.paper_id)
        .where(Paper.body_id == of.id, readable(actor, on=on))
    )
    return session.scalars(chosen.distinct().order_by(PaperSponsor.participant)).all()


def _on_agenda(of: Body, number: int, actor: Actor, *, on: date) -> Select[UUID]:
    """Give what is on the agenda of a meeting about which somebody may read, as it stands now."""
    return (
        select(AgendaPaper.paper_id)
        .join(Meeting, Meeting.id == AgendaPaper.meeting_id)
        .where(
            Meeting.body_id == of.id,
            Meeting.number == number,
            AgendaPaper.edition == Meeting.edition,
            readable_meetings(actor, on=on),
        )
    )


def _listed(actor: Actor, *, on: date) -> Select[*tuple[Any, ...]]:
    return _shown(_title(actor, on=on), _class(actor, on=on))


def _shown(title: Ordered, sort: ColumnElement[Class]) -> Select[*tuple[Any, ...]]:
    """Give what lists show of papers, with their titles and classes as far as they are read."""
    return select(
        *(Paper.id, Paper.symbol, Paper.slug, title, sort, Paper.kind, Paper.suffix),
        *(Paper.issued_at, Paper.given_up_at, Paper.given_up_because, Paper.superseded_by),
    )


def _title(actor: Actor, *, on: date) -> ColumnElement[str]:
    return case((readable(actor, on=on), Paper.title), else_="")


def _class(actor: Actor, *, on: date) -> ColumnElement[Class]:
    """Give the class of what is shown: of what is not read, that is nothing but a number."""
    unread = literal(Class.UNCLASSIFIED, Paper.sort.type)
    return case((readable(actor, on=on), class_on(on)), else_=unread)


def _completed(session: Session, chosen: Select[*tuple[Any, ...]]) -> Sequence[Listed]:
    """Give papers with their languages and sponsors, in two more queries for any number."""
    found = [Listed(*row) for row in session.execute(chosen)]
    out = [each.id for each in found if each.is_read]
    issued: dict[UUID, list[tuple[Language, date]]] = {}
    for of, language, on in session.execute(
        select(PaperLanguage.paper_id, PaperLanguage.language, PaperLanguage.issued_on)
        .where(PaperLanguage.paper_id.in_(out))
        .order_by(PaperLanguage.issued_on, PaperLanguage.language)
    ):
        issued.setdefault(of, []).append((language, on))
    submitted: dict[UUID, list[str]] = {}
    for of, participant in session.execute(
        select(PaperSponsor.paper_id, PaperSponsor.participant)
        .where(PaperSponsor.paper_id.in_(out))
        .order_by(PaperSponsor.participant)
    ):
        submitted.setdefault(of, []).append(participant)
    return [
        replace(
            each,
            languages=tuple(issued.get(each.id, ())),
            sponsors=tuple(submitted.get(each.id, ())),
        )
        for each in found
    ]


def _clauses(
    of: Body, asked: PaperSelection, actor: Actor, *, on: date
) -> Iterator[ColumnElement[bool]]:
    """Give what is asked for; what only a reader knows of a paper is asked of what they read."""
    if asked.kind is not None:
        yield Paper.kind == asked.kind
    if asked.year is not None:
        yield Paper.year == asked.year
    if asked.state is not None:
        yield standing(asked.state)
    if asked.sort is not None or asked.participant or asked.text:
        yield readable(actor, on=on)
    if asked.sort is not None:
        yield class_on(on) == asked.sort
    if asked.participant:
        submitted = select(PaperSponsor.paper_id)
        yield Paper.id.in_(submitted.where(PaperSponsor.participant == asked.participant))
    if asked.meeting is not None:
        yield Paper.id.in_(_on_agenda(of, asked.meeting, actor, on=on))
    if asked.text:
        out = select(PaperLanguage.paper_id).where(holding_words(asked.text))
        yield or_(Paper.id.in_(out), Paper.title.icontains(asked.text, autoescape=True))


def _order(asked: PaperSelection, actor: Actor, *, on: date) -> Iterator[Ordered]:
    numbered = (Paper.year.desc(), Paper.kind, Paper.serial, Paper.reserved_at, Paper.symbol)
    if asked.order is PaperOrder.SYMBOL:
        backwards = (Paper.year, Paper.kind.desc(), Paper.serial.desc(), Paper.reserved_at.desc())
        yield from (*backwards, Paper.symbol.desc()) if asked.descending else numbered
        return
    by = Paper.issued_at if asked.order is PaperOrder.ISSUED else _title(actor, on=on)
    yield by.desc().nulls_last() if asked.descending else by.asc().nulls_last()
    yield from numbered

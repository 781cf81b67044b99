"""Proposing bodies, setting them up, and changing what a decision gave them.

Whoever calls holds the lock on the body's row (``queries.body(…, locked=True)``). Each act seals,
so it comes last in its transaction; a form that was posted before changes nothing more.
"""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, BodyMandate, BodyStep, BodyTerm
from app.bodies.operations.authority import wrong_authority
from app.bodies.operations.records import Done, keep
from app.bodies.operations.seating import seat_members, wrong_with_members
from app.bodies.operations.terms import BODY_TERM, OFFICE_TERM, follow_term, let_lapse
from app.bodies.queries.pending import pending
from app.bodies.rules.bodies import (
    slug_of,
    wrong_with_charter,
    wrong_with_day,
    wrong_with_end,
    wrong_with_mandate,
    wrong_with_move,
    wrong_with_plan,
    wrong_with_term,
)
from app.bodies.values import BodyState, DeedKind, Hand, Span
from app.bodies.values.bodies import Charter, Move, Plan
from app.kernel import numbering
from app.kernel.errors import Complaint, Invalid
from app.participants.values import Roll

SERIES = "bodies"
"""Counts the bodies, so that of two who propose one symbol at once the second is told."""


def propose(session: Session, plan: Plan, *, hand: Hand) -> Body:
    """Propose a body, with a first draft of what it is to do.

    Raises:
        Invalid: symbol, name or mandate is missing or wrong, the symbol is taken, or there is no
            such parent.

    """
    before = queries.done_before(session, hand)
    if before is not None:
        return session.get_one(Body, before.body_id)
    numbering.take(session, SERIES)
    taken = queries.symbol_is_taken(session, plan.symbol)
    parent = queries.by_slug(session, plan.parent) if plan.parent else None
    Invalid.unless_none(
        [*wrong_with_plan(plan, taken=taken), *_wrong_with_parent(plan.parent, parent)]
    )
    body = Body(
        symbol=plan.symbol,
        slug=slug_of(plan.symbol),
        kind=plan.kind,
        name=plan.name,
        parent_id=parent.id if parent else None,
        public=plan.public,
    )
    session.add(body)
    session.flush()
    _step(session, body, Move(to=BodyState.PROPOSED, authority="", on=hand.today), hand=hand)
    _mandate(session, body, plan.mandate, authority="", on=hand.today, hand=hand)
    content = {
        "symbol": plan.symbol,
        "kind": plan.kind.value,
        "name": plan.name,
        "public": plan.public,
        "parent": parent.symbol if parent else None,
        "mandate": plan.mandate,
    }
    keep(session, body, [Done(DeedKind.PROPOSED, body.subject, content)], hand=hand)
    return body


def establish(
    session: Session, body: Body, charter: Charter, *, roll: Roll, hand: Hand, zone: ZoneInfo
) -> None:
    """Set a body up by a decision, with its mandate, its first term and its members.

    Raises:
        Invalid: it was set up before; authority, day, mandate, term or a member is wrong.

    """
    if queries.done_before(session, hand):
        return
    steps = queries.steps(session, body)
    Invalid.unless_none(
        [
            *wrong_authority(session, charter.authority),
            *wrong_with_charter(
                charter, state=steps[-1].state, proposed_on=steps[0].on, today=hand.today
            ),
            *wrong_with_members(charter.members, roll=roll, since=charter.on),
        ]
    )
    made = Move(to=BodyState.ACTIVE, authority=charter.authority, on=charter.on)
    _step(session, body, made, hand=hand)
    _mandate(session, body, charter.mandate, authority=charter.authority, on=charter.on, hand=hand)
    _term(session, body, Span(charter.on, charter.until), charter.authority, hand=hand)
    follow_term(session, body, charter.until, at=hand.at, zone=zone)
    seat_members(session, body, charter.members, since=charter.on, hand=hand)
    content = {
        "authority": charter.authority,
        "on": charter.on,
        "mandate": charter.mandate,
        "until": charter.until,
        "members": list(charter.members),
    }
    keep(session, body, [Done(DeedKind.ESTABLISHED, body.subject, content)], hand=hand)


def change_mandate(
    session: Session, body: Body, text: str, *, authority: str, on: date, hand: Hand
) -> None:
    """Give a body another mandate, by a decision; the one before stays to be read.

    Raises:
        Invalid: the body was concluded or not set up; text, authority or day is wrong.

    """
    if queries.done_before(session, hand):
        return
    last = queries.mandates(session, body)[-1]
    Invalid.unless_none(
        [
            *_wrong_with_state(session, body),
            *wrong_authority(session, authority),
            *wrong_with_mandate(text, before=last.text),
            *wrong_with_day(on, since=last.adopted_on, today=hand.today),
        ]
    )
    _mandate(session, body, text, authority=authority, on=on, hand=hand)
    content = {"authority": authority, "on": on, "mandate": text}
    keep(session, body, [Done(DeedKind.MANDATED, body.subject, content)], hand=hand)


def extend(
    session: Session, body: Body, term: Span, *, authority: str, hand: Hand, zone: ZoneInfo
) -> None:
    """Give a body another term after its last one, by a decision.

    Raises:
        Invalid: the body was concluded or not set up; it overlaps; a day or the authority is wrong.

    """
    if queries.done_before(session, hand):
        return
    spans = [Span(each.since, each.until) for each in queries.terms(session, [body])[body.id]]
    Invalid.unless_none(
        [
            *_wrong_with_state(session, body),
            *wrong_authority(session, authority),
            *wrong_with_term(term, spans),
        ]
    )
    _term(session, body, term, authority, hand=hand)
    follow_term(session, body, term.until, at=hand.at, zone=zone)
    content = {"authority": authority, "since": term.since, "until": term.until}
    keep(session, body, [Done(DeedKind.PROLONGED, body.subject, content)], hand=hand)


def move(session: Session, body: Body, wanted: Move, *, hand: Hand) -> None:
    """Make a body dormant, revive it or conclude it, by a decision.

    Once it is concluded nobody is reminded of its term any more, nor of its offices'.

    Raises:
        Invalid: this cannot be done to it where it stands, or while a meeting or a silence
            procedure is still to end; authority, day or reason is wrong.

    """
    if queries.done_before(session, hand):
        return
    last = queries.steps(session, body)[-1]
    Invalid.unless_none(
        [
            *wrong_authority(session, wanted.authority),
            *wrong_with_move(wanted, state=last.state, since=last.on, today=hand.today),
            *wrong_with_end(wanted.to, pending(session, body, at=hand.at)),
        ]
    )
    _step(session, body, wanted, hand=hand)
    if wanted.to is BodyState.CONCLUDED:
        let_lapse(session, BODY_TERM, body.id, at=hand.at)
        offices = [each.id for each in queries.bureau(session, body)]
        let_lapse(session, OFFICE_TERM, *offices, at=hand.at)
    content = {
        "state": wanted.to.value,
        "authority": wanted.authority,
        "on": wanted.on,
        "reason": wanted.reason,
    }
    keep(session, body, [Done(DeedKind.MOVED, body.subject, content)], hand=hand)


def _wrong_with_parent(slug: str | None, parent: Body | None) -> Iterator[Complaint]:
    if slug and parent is None:
        yield Complaint("Choose one of the bodies offered.", field="parent")


def _wrong_with_state(session: Session, body: Body) -> Iterator[Complaint]:
    match queries.steps(session, body)[-1].state:
        case BodyState.PROPOSED:
            yield Complaint("This body has not been set up yet.")
        case BodyState.CONCLUDED:
            yield Complaint("This body was concluded: nothing of it changes any more.")


def _step(session: Session, body: Body, wanted: Move, *, hand: Hand) -> None:
    session.add(
        BodyStep(
            body_id=body.id,
            number=len(queries.steps(session, body)) + 1,
            state=wanted.to,
            on=wanted.on,
            authority=wanted.authority,
            reason=wanted.reason,
            recorded_at=hand.at,
        )
    )
    session.flush()


def _mandate(
    session: Session, body: Body, text: str, *, authority: str, on: date, hand: Hand
) -> None:
    session.add(
        BodyMandate(
            body_id=body.id,
            number=len(queries.mandates(session, body)) + 1,
            text=text,
            authority=authority,
            adopted_on=on,
            recorded_at=hand.at,
        )
    )
    session.flush()


def _term(session: Session, body: Body, span: Span, authority: str, *, hand: Hand) -> None:
    session.add(
        BodyTerm(
            body_id=body.id,
            number=len(queries.terms(session, [body])[body.id]) + 1,
            since=span.since,
            until=span.until,
            authority=authority,
            recorded_at=hand.at,
        )
    )
    session.flush()

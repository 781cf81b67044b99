"""What waits for whoever asks: gathered from below, each with who looks after it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.queries.people import acting, holding
from app.bodies.queries import silence as silences
from app.correspondence import queries as letters
from app.declarations.queries import chains
from app.desk.models import Assignment
from app.desk.rules.worklist import seen_by
from app.desk.values.worklist import (
    READERS,
    SILENCE_ENDS_WITHIN,
    Colleague,
    Holder,
    Item,
    ItemKind,
    Looking,
    Worklist,
)
from app.kernel.errors import NotFound
from app.obligations import queries as duties
from app.obligations.values import Cell, Selection, address_of, subject_of
from app.treaties.models import Ceremony, Instrument, ProposedCorrection
from app.treaties.queries import intake, text_corrections
from app.treaties.values.intake import State

MOST_LISTED = 500
"""How many of one kind are shown, the longest waiting first."""

CHUNK = 500
Matter = Instrument | ProposedCorrection | Ceremony

OPEN = tuple(state for state in State if not state.is_closed)


def worklist(session: Session, looking: Looking) -> Worklist:
    """Give what waits for somebody, and who looks after each of it."""
    kinds = seen_by(looking.by)
    items = [
        item
        for kind in ItemKind
        if kind in kinds
        for item in GATHERED[kind](session, kind, looking)
    ]
    return Worklist(tuple(items), holders(session, [item.subject for item in items]))


def item(session: Session, subject: str, looking: Looking) -> Item:
    """Give something that waits for somebody.

    Raises:
        NotFound: nothing of this subject does, or none that they see.

    """
    for kind in sorted(seen_by(looking.by)):
        if subject.startswith(f"{kind}/"):
            for each in GATHERED[kind](session, kind, looking):
                if each.subject == subject:
                    return each
    raise NotFound.because("This does not wait any more, or it is not on your worklist.")


def holders(session: Session, subjects: Sequence[str]) -> dict[str, Holder]:
    """Give who looks after what, by the last decision about each."""
    found: dict[str, Holder] = {}
    for start in range(0, len(subjects), CHUNK):
        some = Assignment.subject.in_(subjects[start : start + CHUNK])
        last = (
            select(Assignment.subject, func.max(Assignment.place).label("place"))
            .where(some)
            .group_by(Assignment.subject)
            .subquery()
        )
        same = (Assignment.subject == last.c.subject) & (Assignment.place == last.c.place)
        for each in session.scalars(select(Assignment).join(last, same)):
            found[each.subject] = Holder(each.place, each.to, each.by)
    return found


def colleagues(session: Session, *, on: date) -> list[Colleague]:
    """List who sits in the secretariat and has a worklist, by name."""
    rows = session.execute(
        select(Account.number, Account.name, Appointment.role)
        .join(Appointment, Appointment.account == Account.number)
        .where(acting(), holding(on), Appointment.role.in_(READERS))
        .order_by(Account.name, Account.number)
    )
    return [Colleague(*row) for row in rows]


def _declarations(session: Session, kind: ItemKind, looking: Looking) -> Iterator[Item]:
    for each in chains.filed(session, by=looking.by, awaiting=True):
        reference, number = each.declaration.reference, each.version.number
        yield Item(
            kind,
            f"{kind}/{reference}/{number}",
            f"{reference}, {each.version.named}",
            f"{reference.address}/{number}",
            each.version.received_at,
            participant=each.declaration.participant,
        )


def _matters(session: Session, kind: ItemKind, _looking: Looking) -> Iterator[Item]:
    matters: Sequence[Matter]
    match kind:
        case ItemKind.INSTRUMENT:
            matters = intake.instruments(session, states=OPEN)
        case ItemKind.CORRECTION:
            matters = intake.corrections(session, states=OPEN)
        case _:
            matters = intake.ceremonies(session, states=OPEN)
    for each in matters:
        number = each.number
        yield Item(
            kind, number.subject, str(number), number.address, each.changed_at,
            participant=each.participant or "",
        )  # fmt: skip


def _texts(session: Session, kind: ItemKind, _looking: Looking) -> Iterator[Item]:
    for each in text_corrections.listing(session):
        number = each.number
        yield Item(kind, number.subject, str(number), number.address, each.changed_at)


def _letters(session: Session, kind: ItemKind, _looking: Looking) -> Iterator[Item]:
    for each in letters.unattended(session, most=MOST_LISTED):
        yield Item(
            kind,
            f"{kind}/{each.id}",
            each.name,
            f"/correspondence/letters/{each.id}",
            each.failed_at or each.owed_at,
            detail=each.failure or "",
        )


def _addresses(session: Session, kind: ItemKind, _looking: Looking) -> Iterator[Item]:
    for each in islice(letters.failing(session), MOST_LISTED):
        yield Item(
            kind,
            f"{kind}/{each.id}",
            each.name,
            "/correspondence/returned",
            each.since,
            detail=each.address,
        )


def _overdue(session: Session, kind: ItemKind, looking: Looking) -> Iterator[Item]:
    late = Selection(due_by=looking.at, unmet=True, cells=frozenset({Cell.OVERDUE}))
    at, seat = looking.at, looking.seat
    found = duties.rows(session, looking.by, at=at, seat=seat, wanted=late)
    for each in found[:MOST_LISTED]:
        yield _about(kind, each.key, each.due_at, looking)


def _asked(session: Session, kind: ItemKind, looking: Looking) -> Iterator[Item]:
    for key, each in duties.waiting(session, looking.by).items():
        if each.asked and not each.entered:
            yield _about(kind, key, each.asked.at, looking)


def _entered(session: Session, kind: ItemKind, looking: Looking) -> Iterator[Item]:
    for key, each in duties.waiting(session, looking.by).items():
        if each.entered:
            yield _about(kind, key, each.entered.at, looking)


def _silences(session: Session, kind: ItemKind, looking: Looking) -> Iterator[Item]:
    until = looking.at + SILENCE_ENDS_WITHIN
    for procedure, proposal, body in silences.running(session, looking.by, on=looking.on):
        if procedure.expires_at <= until:
            yield Item(
                kind,
                procedure.subject,
                proposal.title,
                f"{body.address}/silence/{procedure.id}",
                procedure.opened_at,
                detail=body.symbol,
            )


def _about(kind: ItemKind, key: tuple[str, str, str], since: datetime, looking: Looking) -> Item:
    """Give what waits about one deadline."""
    obligation, participant, period = key
    law = looking.obligations.get(obligation)
    return Item(
        kind,
        f"{kind}/{subject_of(*key)}",
        law.title if law else obligation,
        address_of(*key),
        since,
        participant=participant,
        period=period,
    )


GATHERED: Mapping[ItemKind, Callable[[Session, ItemKind, Looking], Iterator[Item]]] = {
    ItemKind.DECLARATION: _declarations,
    ItemKind.INSTRUMENT: _matters,
    ItemKind.CORRECTION: _matters,
    ItemKind.CEREMONY: _matters,
    ItemKind.TEXT_CORRECTION: _texts,
    ItemKind.LETTER: _letters,
    ItemKind.ADDRESS: _addresses,
    ItemKind.OVERDUE: _overdue,
    ItemKind.EXTENSION: _asked,
    ItemKind.CONFIRMATION: _entered,
    ItemKind.SILENCE: _silences,
}
"""What gives everything of a kind that waits, to whoever may see it."""

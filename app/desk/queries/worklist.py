"""What waits for whoever asks: gathered from below, each with who looks after it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.queries.people import acting, holding
from app.correspondence import queries as letters
from app.declarations.queries import chains
from app.desk.models import Assignment
from app.desk.rules.worklist import seen_by
from app.desk.values.worklist import READERS, Colleague, Holder, Item, ItemKind, Worklist
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.treaties.models import Ceremony, Instrument, ProposedCorrection
from app.treaties.queries import intake, text_corrections
from app.treaties.values.intake import State

MOST_LISTED = 500
"""How many of one kind are shown, the longest waiting first."""

CHUNK = 500
Matter = Instrument | ProposedCorrection | Ceremony

OPEN = tuple(state for state in State if not state.is_closed)


def worklist(session: Session, *, by: Actor) -> Worklist:
    """Give what waits for somebody, and who looks after each of it."""
    kinds = seen_by(by)
    items = [item for kind in ItemKind if kind in kinds for item in _gathered(session, kind, by=by)]
    return Worklist(tuple(items), holders(session, [item.subject for item in items]))


def item(session: Session, subject: str, *, by: Actor) -> Item:
    """Give something that waits for somebody.

    Raises:
        NotFound: nothing of this subject does, or none that they see.

    """
    for kind in sorted(seen_by(by)):
        if subject.startswith(f"{kind}/"):
            for each in _gathered(session, kind, by=by):
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


def _gathered(session: Session, kind: ItemKind, *, by: Actor) -> Iterator[Item]:
    match kind:
        case ItemKind.DECLARATION:
            return _declarations(session, by)
        case ItemKind.INSTRUMENT | ItemKind.CORRECTION | ItemKind.CEREMONY:
            return _matters(session, kind)
        case ItemKind.TEXT_CORRECTION:
            return _texts(session)
        case ItemKind.LETTER:
            return _letters(session)
        case ItemKind.ADDRESS:
            return _addresses(session)


def _declarations(session: Session, by: Actor) -> Iterator[Item]:
    for each in chains.filed(session, by=by, awaiting=True):
        reference, number = each.declaration.reference, each.version.number
        yield Item(
            ItemKind.DECLARATION,
            f"{ItemKind.DECLARATION}/{reference}/{number}",
            f"{reference}, {each.version.named}",
            f"{reference.address}/{number}",
            each.version.received_at,
            participant=each.declaration.participant,
        )


def _matters(session: Session, kind: ItemKind) -> Iterator[Item]:
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


def _texts(session: Session) -> Iterator[Item]:
    for each in text_corrections.listing(session):
        number = each.number
        yield Item(
            ItemKind.TEXT_CORRECTION, number.subject, str(number), number.address, each.changed_at
        )


def _letters(session: Session) -> Iterator[Item]:
    for each in letters.unattended(session, most=MOST_LISTED):
        yield Item(
            ItemKind.LETTER,
            f"{ItemKind.LETTER}/{each.id}",
            each.name,
            f"/correspondence/letters/{each.id}",
            each.failed_at or each.owed_at,
            detail=each.failure or "",
        )


def _addresses(session: Session) -> Iterator[Item]:
    for each in islice(letters.failing(session), MOST_LISTED):
        yield Item(
            ItemKind.ADDRESS,
            f"{ItemKind.ADDRESS}/{each.id}",
            each.name,
            "/correspondence/returned",
            each.since,
            detail=each.address,
        )

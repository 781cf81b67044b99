"""What the forms of milestones and action items offer: owners, papers, meetings, decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.queries.people import acting
from app.accounts.queries.people import holding as appointed
from app.bodies.models import Body, Decision, Meeting, Paper, Seat, Task
from app.bodies.queries import decisions, meetings, papers
from app.bodies.queries.people import seats
from app.bodies.queries.tasks import owner_rows
from app.bodies.rules.access import RUNNING
from app.bodies.values.tasks import Choices, Owner
from app.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form shows to choose from."""

    seats: Sequence[Seat]
    officers: Sequence[Account]
    meetings: Sequence[Meeting]
    decisions: Sequence[Decision]


def offered(session: Session, actor: Actor, of: Body, *, on: date) -> Offered:
    """Give the seats of a day, the officers who run bodies, and what action items come from."""
    officers = (
        select(Account)
        .join(Appointment, Appointment.account == Account.number)
        .where(acting(), appointed(on), Appointment.role.in_(RUNNING))
        .order_by(Account.name, Account.number)
    )
    adopted = (
        select(Decision)
        .where(Decision.body_id == of.id, decisions.standing(), decisions.readable_by(actor, on=on))
        .order_by(Decision.serial.desc())
    )
    return Offered(
        seats(session, of, on=on),
        session.scalars(officers).all(),
        meetings.meetings(session, actor, of, on=on)[::-1],
        session.scalars(adopted).all(),
    )


def choices(
    session: Session, actor: Actor, of: Body, *, symbols: Collection[str], on: date
) -> Choices:
    """Give what may be chosen: the papers of these symbols among others."""
    shown = offered(session, actor, of, on=on)
    owners = [
        *(Owner(seat=each.id) for each in shown.seats),
        *(Owner(account=each.number) for each in shown.officers),
    ]
    return Choices(
        {each.word: each for each in owners},
        meetings.papers_by_symbol(session, actor, of, symbols, on=on),
        {str(each.id): each.id for each in shown.meetings},
        {str(each.id): each.id for each in shown.decisions},
    )


def as_typed(session: Session, actor: Actor, of: Task, *, on: date) -> dict[str, str]:
    """Give a milestone or an action item as its form has it."""
    wanted = select(Paper.symbol).where(Paper.id == of.paper_id, papers.readable(actor, on=on))
    owners = [Owner(row.seat_id, row.account) for row, _ in owner_rows(session, of)]
    return {
        "what": of.what,
        "due_on": of.due_on.isoformat(),
        "sort": of.sort.value,
        "deliverable": of.deliverable,
        "paper": (of.paper_id and session.scalar(wanted)) or "",
        **{f"owner-{place}": each.word for place, each in enumerate(owners, start=1)},
    }

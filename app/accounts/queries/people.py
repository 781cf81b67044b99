"""Looking people up: by number, by address, by capacity; who may know of whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment
from app.accounts.rules import authority
from app.accounts.values import Person, Power
from app.correspondence.values import Recipient
from app.kernel.actor import Actor, Role
from app.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Known:
    """An account with the appointment that it has or last had."""

    account: Account
    appointment: Appointment


def holding(on: date) -> ColumnElement[bool]:
    """Keep the appointments that hold on a day."""
    return and_(
        Appointment.ended_on.is_(None),
        Appointment.since <= on,
        or_(Appointment.until.is_(None), Appointment.until >= on),
    )


def acting() -> ColumnElement[bool]:
    """Keep the accounts of people who have joined and are not shut out."""
    return and_(Account.joined_at.is_not(None), Account.disabled_at.is_(None))


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Keep the accounts that somebody may know of: the roles table, as a clause."""
    powers = authority.TABLE.get(actor.role)
    roles = powers.over.get(Power.READ, frozenset()) if powers else frozenset()
    if not powers or not roles:
        return false()
    own = Appointment.participant == actor.participant if powers.own else true()
    return and_(Appointment.role.in_(roles), own)


def account(session: Session, number: int) -> Account:
    """Give an account.

    Raises:
        NotFound: there is none of this number.

    """
    found = session.get(Account, number)
    if found is None:
        raise NotFound.because("There is no such account.")
    return found


def by_email(session: Session, email: str) -> Account:
    """Give the account of an address.

    Raises:
        NotFound: there is none.

    """
    found = session.scalar(select(Account).where(Account.email == email.lower()))
    if found is None:
        raise NotFound.because("There is no account with the address %(email)s.", email=email)
    return found


def known(session: Session, number: int, *, by: Actor) -> Known:
    """Give an account with its appointment, to somebody who may know of it.

    Raises:
        NotFound: there is none, or none this actor may know of.

    """
    row = session.execute(_with_appointment(by).where(Account.number == number)).first()
    if row is None:
        raise NotFound.because("There is no such account.")
    return Known(row[0], row[1])


def people(session: Session, *, by: Actor) -> list[Known]:
    """List the accounts that somebody may know of, by participant and name."""
    order = (Appointment.participant, Account.name, Account.number)
    rows = session.execute(_with_appointment(by).order_by(*order))
    return [Known(row[0], row[1]) for row in rows]


def _with_appointment(by: Actor) -> Select[Account, Appointment]:
    """Join each account with the appointment that it has, else with the last it had."""
    later = Appointment.__table__.alias("later")
    newest = ~(
        select(later.c.number)
        .where(
            later.c.account == Appointment.account,
            later.c.number > Appointment.number,
        )
        .exists()
    )
    return (
        select(Account, Appointment)
        .join(Appointment, Appointment.account == Account.number)
        .where(newest, readable_by(by))
    )


def person(session: Session, number: int) -> Person:
    """Give somebody by name, for papers and pages: the ledger has the number alone.

    Raises:
        NotFound: there is no account of this number.

    """
    whose = account(session, number)
    return as_person(whose, current(session, number))


def current(session: Session, number: int) -> Appointment | None:
    """Give the appointment that an account has, whether its days have come or not."""
    return session.scalar(
        select(Appointment).where(Appointment.account == number, Appointment.ended_on.is_(None))
    )


def recipients(
    session: Session,
    *,
    participants: Collection[str] | None,
    roles: Collection[Role],
    on: date,
) -> list[Recipient]:
    """Give who receives a letter: everybody who acts on a day in these capacities.

    ``participants`` narrows it to those who speak for one of them.
    """
    rows = session.execute(
        select(Account, Appointment)
        .join(Appointment, Appointment.account == Account.number)
        .where(
            acting(),
            Appointment.role.in_(roles),
            holding(on),
            true() if participants is None else Appointment.participant.in_(participants),
        )
        .order_by(Account.number)
    )
    return [recipient(whose) for whose, _appointment in rows]


def recipient(whose: Account) -> Recipient:
    """Give an account as letters know it."""
    return Recipient(f"account/{whose.number}", whose.name, whose.email, whose.language)


def named(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Give people's names by account number."""
    rows = session.execute(select(Account.number, Account.name).where(Account.number.in_(numbers)))
    return {number: name for number, name in rows}  # noqa: C416 (a row is no pair to mypy)


def as_person(whose: Account, appointment: Appointment | None) -> Person:
    """Give an account in its appointment as papers and pages know it."""
    return Person(
        account=whose.number,
        name=whose.name,
        email=whose.email,
        language=whose.language,
        role=appointment.role if appointment else None,
        participant=appointment.participant if appointment else None,
    )

"""Where a participant is reached: at its representatives, and at its permanent mission."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Appointment, Mission
from app.accounts.queries.people import acting, holding, recipient
from app.accounts.rules.missions import end_content, mission_content
from app.correspondence import queries as letters
from app.correspondence.values import Recipient
from app.kernel.actor import Role
from app.kernel.errors import NotFound
from app.ledger.values import Opening


def reached(
    session: Session, participants: Collection[str], *, on: date
) -> dict[str, list[Recipient]]:
    """Give, by participant, everybody whom a note of the Agency's reaches on a day.

    The accredited representatives, and the permanent mission; who is not there is reached by
    paper alone.
    """
    found: defaultdict[str, list[Recipient]] = defaultdict(list)
    speaking = select(Appointment.participant, Account).join(
        Account, Account.number == Appointment.account
    )
    wanted = and_(
        acting(),
        Appointment.role == Role.REPRESENTATIVE,
        Appointment.participant.in_(participants),
        holding(on),
    )
    for code, whose in session.execute(speaking.where(wanted).order_by(Account.number)):
        found[code or ""].append(recipient(whose))
    for mission in missions(session, on=on):
        if mission.participant in participants:
            found[mission.participant].append(as_recipient(mission))
    return dict(found)


def as_recipient(mission: Mission) -> Recipient:
    """Give a permanent mission as letters know it."""
    person = f"mission/{mission.number}"
    return Recipient(person, mission.name, mission.address, mission.language)


def missions(session: Session, *, on: date | None = None) -> Sequence[Mission]:
    """List the permanent missions' addresses that hold on a day, or all there ever were."""
    wanted = select(Mission).order_by(Mission.participant, Mission.number)
    if on is not None:
        still = or_(Mission.ended_on.is_(None), Mission.ended_on > on)
        wanted = wanted.where(Mission.since <= on, still)
    return session.scalars(wanted).all()


def ended(session: Session, *, on: date) -> Sequence[Mission]:
    """List the permanent missions' addresses that hold no more on a day."""
    return session.scalars(select(Mission).where(Mission.ended_on <= on)).all()


def unreached(session: Session, *, on: date) -> Mapping[int, int]:
    """Count the letters that failed at addresses that hold no more and may go to a new one.

    By the number of each address of the same participant that holds.
    """
    whose = {as_recipient(each).person: each.participant for each in ended(session, on=on)}
    failed = Counter(whose[each.person] for each in letters.failed_for(session, list(whose)))
    standing = missions(session, on=on) if failed else ()
    return {each.number: failed[each.participant] for each in standing if failed[each.participant]}


def mission(session: Session, number: int, *, locked: bool = False) -> Mission:
    """Give one address; locked, nobody else can change it until the transaction ends.

    Raises:
        NotFound: there is none of this number.

    """
    one = select(Mission).where(Mission.number == number)
    found = session.scalar(one.with_for_update() if locked else one)
    if found is None:
        raise NotFound.because("There is no such address of a permanent mission.")
    return found


def openings(session: Session) -> Iterator[Opening]:
    """Give what opens every entry of the ledger that is about a permanent mission's address."""
    for each in session.scalars(select(Mission).order_by(Mission.ledger_index)):
        yield Opening(each.ledger_index, each.salt, mission_content(each.number, each.entered))
        if each.ended_on and each.ended_index is not None and each.ended_salt:
            content = end_content(each.number, ended_on=each.ended_on)
            yield Opening(each.ended_index, each.ended_salt, content)

"""The demonstration: real precedents, and the Agency's own Statute and protocol as a story.

Everything is filed, not inserted: the operations that people call run day by day under the dates
of the story, so that it obeys every rule.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from app.assembly import assemble
from app.bodies.operations.ground import Ground
from app.bodies.queries import procedures
from app.commands.bodies_desk import BodiesDesk
from app.commands.bodies_story import tell_of_bodies
from app.commands.desk_story import Office, lay_on_the_desk
from app.commands.filing_desk import Desk
from app.commands.filing_states import delegates
from app.commands.filing_story import file_the_demonstration
from app.commands.story import missions_of_the_demonstration, people_the_demonstration
from app.commands.treaty_files import acts_in, definition_in
from app.declarations.operations.judging import known_from
from app.desk.operations import mark_demonstration
from app.desk.queries import is_demonstration
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.errors import Conflict, Invalid
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal
from app.migration import keep_current
from app.obligations.operations import reconcile
from app.participants.queries import roll as roll_of
from app.participants.values import Roll
from app.treaties import operations, queries
from app.treaties.rules.delays import months_after
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition, SignatureWindow
from app.treaties.values.dossier import Indicator
from config.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "config" / "treaties"
PRECEDENTS = (
    "ctbt",
    "kyoto-protocol",
    "mine-ban",
    "paris-agreement",
    "rome-statute",
    "rotterdam",
    "unclos",
    "vienna-ozone",
)
OWN = ("gaima-statute", "gaima-protocol-1")
"""The one before the other that refers to it."""

ANCHOR = date(2026, 11, 24)
"""The day for which the story was written; on a later first start it moves by whole months."""

CORRECTED = ("gaima-statute", 33)
REASON = (
    "The Government of Canada has rectified its notification: the instrument reached it ten days "
    "earlier than first notified."
)
MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Book:
    """What is to be filed of one treaty."""

    definition: Definition
    indicators: Sequence[Indicator]
    acts: Sequence[Act]


@dataclass(frozen=True, slots=True)
class Correction:
    """A record of the story that turns out wrong, and the right one."""

    treaty: str
    number: int
    act: Act


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of this command."""
    seed = commands.add_parser("seed", help="load the demonstration into an empty store")
    seed.set_defaults(start=_seed)


def _seed(_arguments: argparse.Namespace, settings: Settings) -> None:
    if settings.demonstration is False:
        raise Invalid.because(
            "The settings say that this store is no demonstration. Give another with --data, or "
            "set SECRETARIAT_DEMONSTRATION=yes."
        )
    keep_current(settings)
    runtime = assemble(replace(settings, demonstration=None))
    try:
        new = seeded(runtime)
    finally:
        runtime.database.engine.dispose()
    told = "The demonstration is loaded." if new else "The demonstration was loaded before."
    sys.stdout.write(f"{told}\n")


def seeded(runtime: Runtime) -> bool:
    """Load the demonstration, all or nothing, unless it is there; say whether it was not.

    Raises:
        Conflict: the store holds treaties and no demonstration.

    """
    roll, at, today = roll_of(runtime.facts), runtime.clock.now(), runtime.today()
    with runtime.database.write(by=SYSTEM) as session:
        if is_demonstration(session):
            return False
        if queries.ids(session):
            raise Conflict.because(
                "This store holds treaties of its own. The demonstration goes only into an "
                "empty one; give another with --data."
            )
        mark_demonstration(session, at=at)
        _tell(session, runtime, roll=roll, today=today)
        for name in PRECEDENTS:
            book = _book(name, roll=roll, today=today)
            operations.load(session, book.definition, book.indicators, by=SYSTEM, at=at)
            _record(session, book, book.acts, roll=roll, at=at, today=today)
        seal = Seal(runtime.secret_key)
        people = people_the_demonstration(
            session, roll=roll, seal=seal, at=at, on=today, beside=delegates()
        )
        _file(session, runtime, people, roll=roll, at=at, today=today)
        _let_bodies_work(session, runtime, people, roll=roll, at=at)
        first, second = (each for each in people if each.role is Role.DEPOSITARY_OFFICER)
        lay_on_the_desk(Office(session, roll, first, second, at, today))
    return True


def _let_bodies_work(
    session: Session, runtime: Runtime, people: Sequence[Actor], *, roll: Roll, at: datetime
) -> None:
    """Found the bodies, and let them meet, write and decide."""
    desk = BodiesDesk(
        session=session,
        roll=roll,
        storage=runtime.storage,
        zone=runtime.seat,
        ground=Ground(procedures(runtime.bodies), roll, runtime.seat),
        now=at,
        people={(each.participant, each.role): each for each in people},
    )
    tell_of_bodies(desk)


def _file(
    session: Session,
    runtime: Runtime,
    people: Sequence[Actor],
    *,
    roll: Roll,
    at: datetime,
    today: date,
) -> None:
    """Reckon who owes what, and let the states file."""
    known = known_from(runtime.facts, runtime.obligations, runtime.seat)
    reconcile(session, known.laws, roll=roll, at=at, seat=runtime.seat)
    desk = Desk(
        session=session,
        known=known,
        ground=Ground(procedures(runtime.bodies), roll, runtime.seat),
        storage=runtime.storage,
        today=today,
        now=at,
        people={(each.participant, each.role): each for each in people},
    )
    file_the_demonstration(desk)


def _tell(session: Session, runtime: Runtime, *, roll: Roll, today: date) -> None:
    """File the story's acts on the days on which it has them recorded."""
    months = months_between(ANCHOR, today)
    books = [_moved(_book(name, roll=roll, today=ANCHOR), months) for name in OWN]
    correction = _correction(months, roll=roll)
    for on in _days(books, correction):
        at = datetime.combine(on, MORNING, tzinfo=runtime.seat).astimezone(UTC)
        for book in books:
            if book.definition.adopted_on == on:
                operations.load(session, book.definition, book.indicators, by=SYSTEM, at=at)
                missions_of_the_demonstration(session, book.definition, roll=roll, at=at, on=on)
            acts = [act for act in book.acts if act.recorded_on == on]
            _record(session, book, acts, roll=roll, at=at, today=on, notify=True)
        if correction.act.recorded_on == on:
            _correct(session, correction, roll=roll, at=at, today=on)


def _days(books: Iterable[Book], correction: Correction) -> list[date]:
    days = {correction.act.recorded_on}
    for book in books:
        days |= {book.definition.adopted_on, *(act.recorded_on for act in book.acts)}
    return sorted(days)


def _record(
    session: Session,
    book: Book,
    acts: Sequence[Act],
    *,
    roll: Roll,
    at: datetime,
    today: date,
    notify: bool = False,
) -> None:
    if acts:
        operations.record(
            session,
            book.definition.id,
            acts,
            roll=roll,
            by=SYSTEM,
            at=at,
            today=today,
            papers=[{} for _ in acts] if notify else None,
        )


def _correct(
    session: Session, correction: Correction, *, roll: Roll, at: datetime, today: date
) -> None:
    operations.correct(
        session,
        correction.treaty,
        correction.number,
        correction.act,
        reason=REASON,
        roll=roll,
        by=SYSTEM,
        at=at,
        today=today,
    )


def _book(name: str, *, roll: Roll, today: date) -> Book:
    folder = FOLDER / name
    definition, indicators = definition_in(folder / "treaty.json", roll=roll)
    rows = acts_in(folder / "actions.csv", precedent=definition.precedent, roll=roll, today=today)
    return Book(definition, indicators, list(rows.values()))


def _correction(months: int, *, roll: Roll) -> Correction:
    treaty, number = CORRECTED
    rows = acts_in(FOLDER / treaty / "correction.csv", precedent=False, roll=roll, today=ANCHOR)
    [act] = rows.values()
    return Correction(treaty, number, _moved_act(act, months))


def months_between(first: date, last: date) -> int:
    """Give how many whole months have passed from one day to another; negative backwards."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if months_after(first, months) <= last else months - 1


def _moved(book: Book, months: int) -> Book:
    definition = replace(
        book.definition,
        adopted_on=months_after(book.definition.adopted_on, months),
        open_for_signature=_moved_window(book.definition.open_for_signature, months),
    )
    return replace(book, definition=definition, acts=[_moved_act(act, months) for act in book.acts])


def _moved_window(window: SignatureWindow | None, months: int) -> SignatureWindow | None:
    if window is None:
        return None
    until = window.until
    return SignatureWindow(
        months_after(window.since, months), until and months_after(until, months)
    )


def _moved_act(act: Act, months: int) -> Act:
    effective_on = act.effective_on
    return replace(
        act,
        deposited_on=months_after(act.deposited_on, months),
        recorded_on=months_after(act.recorded_on, months),
        effective_on=effective_on and months_after(effective_on, months),
    )

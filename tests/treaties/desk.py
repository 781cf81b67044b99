"""A depositary's desk for tests: two officers, and instruments in which all is filled in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from app.kernel.actor import Actor, Role
from app.kernel.database import Database
from app.treaties.models import DeskStep, Instrument
from app.treaties.operations import intake
from app.treaties.operations.steps import Hand
from app.treaties.queries import intake as desk
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import Definition
from app.treaties.values.intake import DeskNumber, Particulars, Powers, Step
from tests.treaties.builders import treaty
from tests.treaties.register import load
from tests.treaties.vectors import everyone

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
TODAY = date(2027, 3, 14)
FIRST = Actor(Role.DEPOSITARY_OFFICER, account=11)
SECOND = Actor(Role.DEPOSITARY_OFFICER, account=12)
THIRD = Actor(Role.DEPOSITARY_OFFICER, account=13)
OURS: Definition = treaty(named="ours")
THEIRS: Definition = replace(treaty(named="theirs"), depositary="Government of France")

GIVEN = Particulars(
    treaty="ours",
    participant="FRA",
    kind=ActionKind.RATIFICATION,
    dated_on=date(2027, 3, 1),
    received_on=date(2027, 3, 12),
    wording="ratifies",
    powers=Powers.NOT_REQUIRED,
    signatory="A. Minister",
    office="Minister for Foreign Affairs",
    language="fr",
)


def treaties(database: Database) -> None:
    """Load a treaty of the Agency's own, and one whose depositary is another."""
    load(database, OURS)
    load(database, THEIRS)


def hand(by: Actor = FIRST, *, version: int = 0, key: UUID | None = None) -> Hand:
    return Hand(by=by, at=AT, today=TODAY, key=key or uuid4(), version=version)


def received(database: Database, given: Particulars = GIVEN, by: Actor = FIRST) -> DeskNumber:
    with database.write(by=by) as session:
        return intake.receive(session, given, hand=hand(by))


def instrument(database: Database, number: DeskNumber) -> Instrument:
    with database.read(by=FIRST) as session:
        return desk.instrument(session, number)


def steps(database: Database, number: DeskNumber) -> list[DeskStep]:
    with database.read(by=FIRST) as session:
        return list(desk.steps(session, number))


def move(
    database: Database,
    number: DeskNumber,
    step: Step,
    *,
    by: Actor = FIRST,
    note: str = "",
    version: int | None = None,
    key: UUID | None = None,
) -> None:
    """Take a step on the form as it stands now, or as it stood at a version."""
    now = instrument(database, number).version if version is None else version
    with database.write(by=by) as session:
        intake.move(
            session,
            number,
            step,
            note=note,
            roll=everyone(),
            hand=hand(by, version=now, key=key),
        )


def prepared(database: Database, given: Particulars = GIVEN, by: Actor = FIRST) -> DeskNumber:
    """Give an instrument that waits for a second officer."""
    number = received(database, given, by)
    move(database, number, Step.EXAMINE, by=by)
    move(database, number, Step.FIND_IN_GOOD_ORDER, by=by)
    return number

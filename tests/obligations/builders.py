"""Obligations, times of owing and duties for tests, in one line each."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.clock import last_day
from app.kernel.database import Database
from app.obligations import operations, queries
from app.obligations.rules.owing import owed
from app.obligations.values import (
    AfterEvent,
    AfterPeriod,
    Arrangement,
    Basis,
    Catalogue,
    Initial,
    Obligation,
    Owed,
    Row,
    Rule,
    Tenure,
)
from app.treaties import operations as treaties
from tests.treaties.builders import acts
from tests.treaties.vectors import everyone

SEAT = ZoneInfo("Europe/Vienna")


def day(text: str) -> date:
    return date.fromisoformat(text)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def obligation(rule: Rule, code: str = "x", *, following: str | None = None) -> Obligation:
    return Obligation(
        code=code, title=code, form="X", treaty="t", source="art. 1", rule=rule, following=following
    )


def tenure(
    since: str, to: str | None = None, basis: Basis = Basis.PARTY, recorded: str | None = None
) -> Tenure:
    return Tenure(basis, day(since), day(to) if to else None, day(recorded or since))


def owing(
    what: Obligation, *tenures: Tenure, until: int = 2030, others: tuple[Obligation, ...] = ()
) -> list[Owed]:
    catalogue = Catalogue({each.code: each for each in (what, *others)})
    return list(owed(what, "CAN", tenures, catalogue=catalogue, until=until, seat=SEAT))


def dues(
    what: Obligation, *tenures: Tenure, until: int = 2030, others: tuple[Obligation, ...] = ()
) -> dict[str, str]:
    """Give the last day of each period that is owed."""
    found = owing(what, *tenures, until=until, others=others)
    return {each.period: str(last_day(each.due_at, seat=SEAT)) for each in found}


NOW = instant("2027-03-14T12:00")
OFFICER = Actor(Role.DECLARATIONS_OFFICER, 71)
DIRECTOR = Actor(Role.DIRECTOR, 72)
CANADA = Actor(Role.DRAFTER, 73, "CAN")

INITIAL = Obligation("first", "First", "X", "made-up", "art. 1", Initial("initial", 30))
YEARLY = Obligation("yearly", "Yearly", "Y", "made-up", "art. 2", AfterPeriod("annual_after", 90))
NOTICE = Obligation(
    "notice", "Notice", "Z", "made-up", "art. 3", AfterEvent("after_event", hours=72)
)
AGREED = Arrangement("An arrangement", "made-up", {"JPN": date(2025, 1, 15)})
CATALOGUE = Catalogue(
    {each.code: each for each in (INITIAL, YEARLY, NOTICE)}, (AGREED,), digest="1"
)


def reckoned(database: Database, at: datetime = NOW, catalogue: Catalogue = CATALOGUE) -> list[Row]:
    """Reckon what is owed, and give all of it."""
    with database.write(by=SYSTEM) as session:
        operations.reconcile(session, catalogue, roll=everyone(), at=at, seat=SEAT)
    return rows(database, at)


def rows(database: Database, at: datetime = NOW, by: Actor = SYSTEM) -> list[Row]:
    with database.read(by=by) as session:
        return queries.rows(session, by, at=at, seat=SEAT)


def told(found: list[Row]) -> list[str]:
    """Write each row in a line: what, whose, by when, on which basis, how it stands."""
    return [
        f"{each.obligation} {each.period} {each.participant} "
        f"{last_day(each.due_at, seat=SEAT)} {each.basis} {each.standing.cell}"
        for each in found
    ]


def record(database: Database, *lines: str, recorded_on: str | None = None) -> None:
    """Record acts under the made-up treaty, as of the day of these tests."""
    done = [
        replace(each, number=0, recorded_on=day(recorded_on) if recorded_on else each.recorded_on)
        for each in acts(*lines)
    ]
    today = max(NOW.date(), *(each.recorded_on for each in done))
    with database.write(by=SYSTEM) as session:
        treaties.record(
            session, "made-up", done, roll=everyone(), by=SYSTEM, at=NOW, today=today,
            lines=range(2, 2 + len(done)),
        )  # fmt: skip


def correct(database: Database, number: int, line: str, *, recorded_on: str) -> None:
    """Correct a record of an act under the made-up treaty."""
    [act] = acts(line)
    act = replace(act, number=0, recorded_on=day(recorded_on))
    with database.write(by=SYSTEM) as session:
        treaties.correct(
            session, "made-up", number, act, reason="misread", roll=everyone(), by=SYSTEM,
            at=NOW, today=NOW.date(), line=2,
        )  # fmt: skip

"""What became of a late reservation is notified once its time limit has run out, and once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from app.treaties import queries
from app.treaties.models import Notification
from app.treaties.operations import register
from app.treaties.operations.circulations import conclude
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import Reservations
from app.treaties.values.intake import Step
from app.treaties.values.notifications import OccasionKind
from tests.treaties.builders import acts, day
from tests.treaties.desk import GIVEN, OURS, move, received
from tests.treaties.register import load
from tests.treaties.vectors import everyone

CIRCULATED = OccasionKind.LATE_RESERVATION_CIRCULATED
OBJECTED = OccasionKind.LATE_RESERVATION_OBJECTED
ACCEPTED = OccasionKind.LATE_RESERVATION_ACCEPTED
NOT_ACCEPTED = OccasionKind.LATE_RESERVATION_NOT_ACCEPTED


@pytest.fixture
def store(runtime: Runtime) -> Database:
    clauses = replace(OURS.final_clauses, reservations=Reservations.ALLOWED)
    load(runtime.database, replace(OURS, final_clauses=clauses))
    act(runtime.database, "FRA ratification 2026-01-05")
    act(runtime.database, "FRA reservation 2026-03-01")
    return runtime.database


def act(
    store: Database, line: str, *, concerns: int | None = None, on: str = "", told: bool = True
) -> None:
    """Record an act on a day, or on that of its deposit, and notify of it."""
    [done] = acts(line)
    today = day(on) if on else done.deposited_on
    with store.write(by=SYSTEM) as session:
        register.record(
            session,
            "ours",
            [replace(done, number=0, concerns=concerns, recorded_on=today)],
            roll=everyone(),
            by=SYSTEM,
            at=noon(today),
            today=today,
            papers=[{}] if told else None,
        )


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)


def swept(store: Database, on: str) -> int:
    today = day(on)
    with store.write(by=SYSTEM) as session:
        done = conclude(session, roll=everyone(), by=SYSTEM, at=noon(today), today=today)
    return len(done)


def issued(store: Database) -> list[Notification]:
    with store.read(by=SYSTEM) as session:
        order = (Notification.year, Notification.serial)
        return list(session.scalars(select(Notification).order_by(*order)))


def kinds(store: Database) -> list[OccasionKind]:
    return [each.kind for each in issued(store) if each.kind is not OccasionKind.ACT]


def test_it_is_accepted_the_day_after_the_last_and_notified_once(store: Database) -> None:
    assert [swept(store, on) for on in ("2027-03-01", "2027-03-02", "2027-03-03")] == [0, 1, 0]
    assert kinds(store) == [CIRCULATED, ACCEPTED]
    circulated, accepted = issued(store)[1:]
    assert circulated.facts["until"] == "2027-03-01"
    assert (accepted.participant, accepted.facts["effective_on"]) == ("FRA", "2027-03-01")
    with store.read(by=SYSTEM) as session:
        audited(session, [*queries.openings(session), *queries.notification_openings(session)])


def test_it_is_not_accepted_if_somebody_objected_in_time(store: Database) -> None:
    act(store, "DEU objection 2027-03-01", concerns=2)
    act(store, "ITA objection 2027-03-02", concerns=2)
    swept(store, "2027-03-10")
    assert kinds(store) == [CIRCULATED, OBJECTED, NOT_ACCEPTED]
    assert issued(store)[-1].facts["objected"] == ["DEU"]


def test_an_objection_that_was_recorded_late_corrects_what_was_notified(store: Database) -> None:
    swept(store, "2027-03-02")
    accepted = issued(store)[-1].number
    act(store, "DEU objection 2027-02-27", concerns=2, on="2027-03-05")
    assert [swept(store, on) for on in ("2027-03-05", "2027-03-06")] == [1, 0]
    assert kinds(store) == [CIRCULATED, ACCEPTED, OBJECTED, NOT_ACCEPTED]
    assert issued(store)[-1].corrects == accepted


def test_an_objection_on_the_desk_is_waited_for(store: Database) -> None:
    objection = replace(
        GIVEN,
        participant="DEU",
        kind=ActionKind.OBJECTION,
        dated_on=day("2027-02-20"),
        received_on=day("2027-02-27"),
        concerns=2,
    )
    number = received(store, objection)
    assert swept(store, "2027-03-15") == 0
    move(store, number, Step.EXAMINE)
    move(store, number, Step.RETURN, note="It is not signed.")
    assert swept(store, "2027-03-15") == 1
    assert kinds(store)[-1] is ACCEPTED


def test_one_that_was_withdrawn_or_never_notified_is_not_concluded(store: Database) -> None:
    act(store, "FRA withdrawal_of_reservation 2026-06-01", concerns=2)
    act(store, "DEU ratification 2026-01-06")
    act(store, "DEU reservation 2026-03-01", told=False)
    assert swept(store, "2027-06-01") == 0

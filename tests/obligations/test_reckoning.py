"""What is owed follows the register: late ratification, succession, withdrawal, correction."""

import pytest
from sqlalchemy import func, select

from app.deadlines import operations as deadlines
from app.deadlines.models import Deadline
from app.deadlines.values import Outcome
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid, NotFound
from app.obligations import operations, queries
from app.obligations.operations import Raised
from app.obligations.values import DEADLINE, WATCHED, Basis, Flag
from app.treaties.operations import CORRECTED, LOADED, RECORDED
from tests.obligations.builders import (
    CATALOGUE,
    NOW,
    SEAT,
    correct,
    day,
    instant,
    reckoned,
    record,
    rows,
    told,
)
from tests.treaties.builders import treaty
from tests.treaties.register import load, statements
from tests.treaties.vectors import everyone

TWO = ("CAN ratification 2026-01-05", "FRA ratification 2026-02-01")
"""By which the treaty enters into force on 3 March 2026."""


@pytest.fixture
def register(database: Database) -> Database:
    load(database, treaty())
    record(database, *TWO)
    return database


def of(code: str, database: Database, at: str = "2027-03-14T12:00") -> list[str]:
    return told([row for row in reckoned(database, instant(at)) if row.participant == code])


def test_the_cursor_follows_what_the_register_writes() -> None:
    assert {RECORDED, CORRECTED, LOADED} == WATCHED


def test_parties_owe_from_entry_into_force_and_the_arrangement_s_states_from_their_day(
    register: Database,
) -> None:
    assert of("CAN", register) == [
        "first initial CAN 2026-04-02 party overdue",
        "yearly 2026 CAN 2027-03-31 party due",
        "yearly 2027 CAN 2028-03-30 party not_due",
    ]
    assert of("JPN", register) == [
        "first initial-arrangement JPN 2025-02-14 arrangement overdue",
        "yearly 2025 JPN 2026-03-31 arrangement overdue",
        "yearly 2026 JPN 2027-03-31 arrangement due",
        "yearly 2027 JPN 2028-03-30 arrangement not_due",
    ]


def test_reckoning_again_changes_nothing_and_a_new_year_brings_its_own(register: Database) -> None:
    before = reckoned(register)
    with register.read(by=SYSTEM) as session:
        versions = session.scalar(select(func.sum(Deadline.version)))
    assert reckoned(register) == before
    with register.read(by=SYSTEM) as session:
        assert session.scalar(select(func.sum(Deadline.version))) == versions
        assert not queries.is_stale(session, CATALOGUE, today=day("2027-03-14"))
        assert queries.is_stale(session, CATALOGUE, today=day("2027-03-15"))
    assert of("CAN", register, "2028-01-01T12:00")[-1] == "yearly 2028 CAN 2029-03-31 party not_due"


def test_a_page_knows_that_the_register_has_moved_on(register: Database) -> None:
    def lags() -> bool:
        with register.read(by=SYSTEM) as session:
            return queries.lags(session)

    assert lags()
    reckoned(register)
    assert not lags()
    record(register, "DEU ratification 2026-06-01")
    assert lags()
    assert of("DEU", register)[0] == "first initial DEU 2026-07-31 party overdue"
    assert not lags()


def test_a_late_notified_succession_is_not_born_overdue(register: Database) -> None:
    record(register, "SSD succession 2027-03-01 2026-04-09", recorded_on="2027-03-02")
    found = [row for row in reckoned(register) if row.participant == "SSD"]
    assert told(found) == [
        "first initial SSD 2026-05-09 party due",
        "yearly 2026 SSD 2027-03-31 party due",
        "yearly 2027 SSD 2028-03-30 party not_due",
    ]
    assert [Flag.DUE_BEFORE_RECORDED in row.standing.flags for row in found] == [True, False, False]


def test_a_withdrawing_state_owes_until_its_last_day(register: Database) -> None:
    before = of("FRA", register)
    assert len(before) == 3
    record(register, "FRA withdrawal 2026-10-31")
    after = of("FRA", register)
    assert after == before[:2], "what falls due after it is out is let go"
    record(register, "FRA rescission_of_withdrawal 2026-12-01")
    assert of("FRA", register) == before


def test_a_correction_of_the_register_moves_what_follows_from_it(register: Database) -> None:
    reckoned(register)
    correct(register, 2, "FRA ratification 2026-02-10", recorded_on="2026-02-20")
    assert of("CAN", register)[0] == "first initial CAN 2026-04-11 party overdue"


def test_what_was_filed_stays_when_its_ground_goes_and_is_voluntary_then(
    register: Database,
) -> None:
    reckoned(register)
    with register.write(by=SYSTEM) as session:
        for id_ in ("first/FRA/initial", "yearly/FRA/2027"):
            deadlines.meet(session, DEADLINE, id_, outcome=Outcome.NIL, at=NOW)
    record(register, "FRA withdrawal 2026-09-30")
    assert of("FRA", register)[-1] == "yearly 2027 FRA 2028-03-30 voluntary nil"


def test_an_event_raises_a_duty_on_the_basis_of_its_day(register: Database) -> None:
    reckoned(register)
    event = Raised("notice", "CAN", "INC-1", instant("2027-03-10T08:30"))
    for _ in range(2):
        with register.write(by=SYSTEM) as session:
            operations.ensure(session, CATALOGUE, event, roll=everyone(), at=NOW, seat=SEAT)
    [row] = [each for each in rows(register) if each.obligation == "notice"]
    assert row.due_at == instant("2027-03-13T08:30")
    assert told([row]) == ["notice INC-1 CAN 2027-03-13 party overdue"]
    assert len(reckoned(register)) == len(rows(register)), "reckoning leaves it alone"


def test_whoever_owes_nothing_may_file_and_is_never_late(register: Database) -> None:
    with register.write(by=SYSTEM) as session:
        duty = operations.ensure(
            session, CATALOGUE, Raised("yearly", "BRA", "2025"),
            roll=everyone(), at=NOW, seat=SEAT,
        )  # fmt: skip
        assert duty.basis is Basis.VOLUNTARY
        deadlines.meet(session, DEADLINE, "yearly/BRA/2025", outcome=Outcome.FILED, at=NOW)
    assert told([each for each in reckoned(register) if each.participant == "BRA"]) == [
        "yearly 2025 BRA 2026-03-31 voluntary on_time"
    ]


def test_an_initial_declaration_can_be_made_by_whoever_owes_none(register: Database) -> None:
    with register.write(by=SYSTEM) as session:
        given = Raised("first", "BRA", "initial-voluntary")
        operations.ensure(session, CATALOGUE, given, roll=everyone(), at=NOW, seat=SEAT)
    assert told([each for each in reckoned(register) if each.participant == "BRA"]) == [
        "first initial-voluntary BRA 2027-04-13 voluntary due"
    ]


def test_what_was_begun_freely_and_turns_out_later_to_be_owed_is_not_late(
    register: Database,
) -> None:
    with register.write(by=SYSTEM) as session:
        given, at = Raised("yearly", "DEU", "2026"), instant("2027-01-20T12:00")
        operations.ensure(session, CATALOGUE, given, roll=everyone(), at=at, seat=SEAT)
    record(register, "DEU ratification 2026-06-01", recorded_on="2027-04-05")
    after = reckoned(register, instant("2027-04-20T12:00"))
    [found] = [each for each in after if each.key == ("yearly", "DEU", "2026")]
    assert told([found]) == ["yearly 2026 DEU 2027-03-31 party due"]
    assert Flag.DUE_BEFORE_RECORDED in found.standing.flags


@pytest.mark.parametrize(
    ("raised", "field"),
    [
        (Raised("yearly", "BRA", "2028"), "period"),
        (Raised("yearly", "BRA", "twenty"), "period"),
        (Raised("first", "BRA", "initial"), "period"),
        (Raised("notice", "BRA", "INC/1", NOW), "period"),
        (Raised("notice", "BRA", "INC-1"), "event_at"),
        (Raised("notice", "BRA", "INC-1", instant("2027-03-15T00:00")), "event_at"),
    ],
)
def test_a_period_that_cannot_be_filed_is_refused(
    register: Database, raised: Raised, field: str
) -> None:
    with pytest.raises(Invalid) as refused, register.write(by=SYSTEM) as session:
        operations.ensure(session, CATALOGUE, raised, roll=everyone(), at=NOW, seat=SEAT)
    assert [each.field for each in refused.value.complaints] == [field]
    assert rows(register) == []


@pytest.mark.parametrize("raised", [Raised("none", "CAN", "2026"), Raised("yearly", "XXX", "2026")])
def test_what_there_is_not_is_not_found(register: Database, raised: Raised) -> None:
    with pytest.raises(NotFound), register.write(by=SYSTEM) as session:
        operations.ensure(session, CATALOGUE, raised, roll=everyone(), at=NOW, seat=SEAT)


def test_a_status_costs_one_query_however_many_owe(register: Database) -> None:
    reckoned(register)
    with statements(register.engine) as sent:
        rows(register)
    assert sum("FROM duty" in each for each in sent) == 1

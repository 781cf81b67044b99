"""The register takes in what it should, all or none, once, and never changes what it took in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict, DomainError, Invalid, NotFound
from app.ledger.models import LedgerEntry
from app.ledger.rules.canonical import commitment
from app.treaties import queries
from app.treaties.rules.course import course_of
from app.treaties.values.clauses import Count, Definition, FractionOfParties, Share, TreatyInForce
from app.treaties.values.dossier import Indicator
from tests.treaties.builders import clauses, entry, indicator, treaty
from tests.treaties.register import correct, dossier, load, record, record_acts, rows
from tests.treaties.vectors import everyone

GDP = indicator("gdp", FRA=3, KEN=1)
SHARED = treaty(clauses(entry(Count(2), Share("gdp", Decimal("0.55")))))


def told(refused: pytest.ExceptionInfo[DomainError]) -> list[str]:
    return [str(complaint) for complaint in refused.value.complaints]


def test_a_treaty_is_loaded_once_and_then_verified(database: Database) -> None:
    assert load(database, SHARED, GDP) is True
    before = rows(database)
    assert load(database, SHARED, GDP) is False
    assert rows(database) == before
    held = dossier(database, "made-up")
    assert (held.definition, held.indicators, held.acts) == (SHARED, {"gdp": GDP}, ())


def test_a_treaty_that_differs_is_refused_and_each_field_named(database: Database) -> None:
    load(database, SHARED, GDP)
    before = rows(database)
    other = replace(
        SHARED,
        title="Another title",
        final_clauses=clauses(entry(Count(2), Share("gdp", Decimal("0.6")))),
    )
    figures = replace(GDP, values={"FRA": Decimal(3), "KEN": Decimal(2)})
    with pytest.raises(Conflict) as refused:
        load(database, other, figures)
    assert [each.split(": ")[0] for each in told(refused)] == [
        "final_clauses.entry_into_force.conditions[1].at_least",
        "title",
        "indicators.gdp.values.KEN",
    ]
    assert told(refused)[1].startswith(
        "title: The register has “A made-up treaty” here, this file has “Another title”."
    )
    assert rows(database) == before


def test_what_is_missing_or_long_is_told_shortly(database: Database) -> None:
    load(database, replace(treaty(), title="x" * 300))
    clause = clauses(withdrawal=None)
    with pytest.raises(Conflict) as refused:
        load(database, treaty(clause))
    withdrawal, title = told(refused)
    assert "this file has nothing" in withdrawal
    assert f"The register has “{'x' * 200}…” here" in title


@pytest.mark.parametrize(
    ("definition", "sentence"),
    [
        (
            treaty(clauses(entry(TreatyInForce("older")))),
            "final_clauses.entry_into_force.conditions[0].treaty: The register has no treaty "
            "“older”. Load it first.",
        ),
        (
            treaty(clauses(entry(Count(1), FractionOfParties("made-up", 3, 4)))),
            "final_clauses.entry_into_force.conditions[1].treaty: A treaty cannot refer to itself.",
        ),
        (treaty(parent="older"), "parent: The register has no treaty “older”. Load it first."),
        (
            SHARED,
            "final_clauses.entry_into_force.conditions[1].indicator: The indicator “gdp” is "
            "missing. Put its figures beside the definition, in a file called gdp.csv.",
        ),
    ],
)
def test_what_a_definition_leans_on_must_be_there(
    database: Database, definition: Definition, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        load(database, definition)
    assert told(refused) == [sentence]
    assert set(rows(database).values()) == {0}


def test_acts_are_numbered_without_gaps_in_the_order_given(database: Database) -> None:
    load(database, treaty())
    record(database, "made-up", "KEN accession 2001-02-01", "FRA accession 2001-01-01")
    with pytest.raises(Invalid):
        record(database, "made-up", "GBR accession 1999-01-01")
    record(database, "made-up", "GBR accession 2001-01-01")
    held = dossier(database, "made-up").acts
    assert [(act.number, act.participant) for act in held] == [(1, "KEN"), (2, "FRA"), (3, "GBR")]


def test_one_bad_act_stops_the_whole_load_and_is_told_with_its_line(database: Database) -> None:
    load(database, treaty())
    before = rows(database)
    with pytest.raises(Invalid) as refused:
        record(
            database,
            "made-up",
            "FRA accession 2001-01-01",
            "KEN withdrawal 2002-01-01",
            "FRA accession 2003-01-01",
        )
    assert [each.split(": ")[0] for each in told(refused)] == [
        "line 3, column action",
        "line 4, column action",
    ]
    assert rows(database) == before


def test_an_act_is_recorded_once(database: Database) -> None:
    load(database, treaty())
    record(database, "made-up", "FRA accession 2001-01-01")
    before = rows(database)
    with pytest.raises(Invalid) as refused:
        record(database, "made-up", "FRA accession 2001-01-01")
    assert told(refused) == ["line 2: This act is recorded already, as made-up/1."]
    assert rows(database) == before


def test_nothing_is_not_recorded(database: Database) -> None:
    load(database, treaty())
    with pytest.raises(Invalid, match="nothing to record"):
        record_acts(database, "made-up", [])


def test_of_a_treaty_that_is_not_there_nothing_is_recorded(database: Database) -> None:
    with pytest.raises(NotFound, match="There is no treaty “nope” in the register"):
        record(database, "nope", "FRA accession 2001-01-01")


def test_warnings_come_back_with_what_was_recorded(database: Database) -> None:
    load(database, treaty())
    before = record(database, "made-up", "FRA succession_to_signature 2001-01-01")
    done = record(database, "made-up", "FRA accession 2001-01-02")
    assert (before.warnings, [act.number for act in done.acts]) == ((), [2])
    [warning] = map(str, done.warnings)
    assert warning.startswith("line 2, column action: France has signed.")


def test_each_act_is_one_ledger_entry_that_its_row_opens(database: Database) -> None:
    load(database, SHARED, GDP)
    record(database, "made-up", "FRA accession 2001-01-01", "KEN accession 2001-02-01")
    correct(database, "made-up/2", "KEN accession 2001-02-02", recorded_on="2001-03-01")
    with database.read(by=SYSTEM) as session:
        entries = session.scalars(select(LedgerEntry).order_by(LedgerEntry.index)).all()
        opened = {each.index: each for each in queries.openings(session)}
        assert queries.last_entry(session, "made-up") == 3
    assert [(each.kind, each.subject, each.on_behalf_of) for each in entries] == [
        ("treaty.loaded", "treaty/made-up", None),
        ("treaty_action.recorded", "treaty/made-up/1", "FRA"),
        ("treaty_action.recorded", "treaty/made-up/2", "KEN"),
        ("treaty_action.corrected", "treaty/made-up/3", "KEN"),
    ]
    assert {index: commitment(each.salt, each.content) for index, each in opened.items()} == {
        each.index: each.commitment for each in entries
    }


@pytest.mark.parametrize("table", ["treaty", "treaty_indicator", "treaty_action"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET treaty_id = treaty_id", "DELETE FROM {0}"])
def test_the_database_itself_keeps_what_was_recorded(
    database: Database, table: str, change: str
) -> None:
    load(database, SHARED, GDP)
    record(database, "made-up", "FRA accession 2001-01-01")
    before = rows(database)
    column = "id" if table == "treaty" else "treaty_id"
    statement = change.format(table).replace("treaty_id", column)
    with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as session:
        session.execute(text(statement))
    assert rows(database) == before


def test_a_correction_replaces_and_the_old_record_answers_for_its_time(database: Database) -> None:
    load(database, treaty(clauses(entry(Count(1)))))
    record(database, "made-up", "FRA accession 2001-06-01")
    done = correct(
        database,
        "made-up/1",
        "FRA accession 2001-05-01",
        recorded_on="2001-09-01",
        reason=" Note verbale 7 of the depositary ",
    )
    [right] = done.acts
    assert (right.number, right.replaces) == (2, 1)
    assert right.reason == "Note verbale 7 of the depositary"
    held = dossier(database, "made-up")
    assert [act.number for act in held.acts] == [1, 2]

    def in_force_on(known_on: date | None) -> date | None:
        return (
            course_of(held, everyone(), known_on=known_on).on(date(2009, 1, 1)).entry_into_force.on
        )

    assert in_force_on(date(2001, 5, 31)) is None
    assert in_force_on(date(2001, 8, 31)) == date(2001, 7, 1)
    assert in_force_on(date(2001, 9, 1)) == date(2001, 5, 31)
    assert in_force_on(None) == date(2001, 5, 31)


def test_a_correction_can_itself_be_corrected_but_no_record_twice(database: Database) -> None:
    load(database, treaty())
    record(database, "made-up", "FRA accession 2001-06-01")
    correct(database, "made-up/1", "FRA accession 2001-05-01", recorded_on="2001-09-01")
    with pytest.raises(Conflict) as refused:
        correct(database, "made-up/1", "FRA accession 2001-04-01", recorded_on="2001-10-01")
    assert told(refused) == ["made-up/1 was corrected already, by made-up/2. Correct that one."]
    correct(database, "made-up/2", "FRA accession 2001-04-01", recorded_on="2001-10-01")
    assert [act.replaces for act in dossier(database, "made-up").acts] == [None, 1, 2]


Correcting = Callable[[Database], object]
VAIN: list[tuple[Correcting, type[DomainError], str]] = [
    (
        lambda d: correct(
            d, "made-up/1", "FRA accession 2001-05-01", recorded_on="2001-09-01", reason=" "
        ),
        Invalid,
        "reason: Say why the record is corrected, and on whose authority.",
    ),
    (
        lambda d: correct(d, "made-up/1", "FRA accession 2001-05-01", recorded_on="2001-05-31"),
        Invalid,
        "line 2, column recorded_on: The correction cannot have been recorded before the record "
        "that it corrects (2001-06-01).",
    ),
    (
        lambda d: correct(d, "made-up/1", "FRA accession 2001-06-01", recorded_on="2001-09-01"),
        Invalid,
        "line 2: The correction says the same as the record. Change what is wrong.",
    ),
    (
        lambda d: correct(d, "made-up/1", "FRA accession 1999-05-01", recorded_on="2001-09-01"),
        Invalid,
        "line 2, column deposited_on: 1999-05-01 lies before the treaty was adopted (2000-01-01).",
    ),
    (
        lambda d: correct(d, "made-up/9", "FRA accession 2001-05-01", recorded_on="2001-09-01"),
        NotFound,
        "There is no act made-up/9 in the register.",
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "sentence"), VAIN, ids=[s[:40] for *_, s in VAIN])
def test_a_vain_correction_is_refused(
    database: Database, attempt: Correcting, kind: type[DomainError], sentence: str
) -> None:
    load(database, treaty())
    record(database, "made-up", "FRA accession 2001-06-01")
    before = rows(database)
    with pytest.raises(kind) as refused:
        attempt(database)
    assert told(refused) == [sentence]
    assert rows(database) == before


def at_once(attempt: Callable[[], object]) -> list[object]:
    """Run the same thing in two threads that start together; give results and refusals."""
    together = Barrier(2)

    def run() -> object:
        together.wait()
        try:
            return attempt()
        except DomainError as refused:
            return str(refused.complaints[0])

    with ThreadPoolExecutor(2) as threads:
        return [each.result() for each in [threads.submit(run) for _ in range(2)]]


def test_of_two_loads_at_once_one_loads_and_one_verifies(database: Database) -> None:
    assert sorted(map(str, at_once(lambda: load(database, SHARED, GDP)))) == ["False", "True"]
    assert rows(database) == {
        "treaty": 1, "treaty_indicator": 1, "treaty_action": 0, "ledger_entry": 1, "changes": 1,
    }  # fmt: skip


def test_of_two_same_recordings_at_once_one_records(database: Database) -> None:
    load(database, treaty())
    lines = ["FRA accession 2001-06-01", "KEN accession 2001-07-01"]
    results = at_once(lambda: record(database, "made-up", *lines))
    assert "line 2: This act is recorded already, as made-up/1." in results
    assert rows(database)["treaty_action"] == 2


def test_of_two_corrections_at_once_one_counts(database: Database) -> None:
    load(database, treaty())
    record(database, "made-up", "FRA accession 2001-06-01")
    results = at_once(
        lambda: correct(database, "made-up/1", "FRA accession 2001-05-01", recorded_on="2001-09-01")
    )
    assert "made-up/1 was corrected already, by made-up/2. Correct that one." in results
    assert rows(database)["treaty_action"] == 2


def test_acts_on_two_treaties_that_refer_to_each_other_do_not_block(database: Database) -> None:
    load(database, treaty(named="older"))
    load(database, treaty(parent="older"))
    acts = {"older": "FRA accession 2001-06-01", "made-up": "KEN accession 2001-07-01"}
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(record, database, name, line) for name, line in acts.items()]
        assert [len(each.result().acts) for each in both] == [1, 1]


def test_an_indicator_keeps_every_digit(database: Database) -> None:
    figures = Indicator("gdp", "made up", {"FRA": Decimal("12345678901234567890.0000000001")})
    load(database, SHARED, figures)
    assert dossier(database, "made-up").indicators["gdp"] == figures

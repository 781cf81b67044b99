"""The demonstration is filed whole, once, and tells the same story on any first day."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url, select

from app.cli import main
from app.commands.ledger import SOURCES
from app.commands.seed import ANCHOR, OWN, PRECEDENTS, months_between, seeded
from app.correspondence import queries as correspondence
from app.correspondence.values import LetterSelection, Selection
from app.declarations.models import DeclarationDraft
from app.declarations.queries import chains
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Hands
from app.declarations.values.filing import Status as Stands
from app.desk.queries import is_demonstration
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from app.migration import migrate
from app.obligations.queries import rows as rows_of
from app.obligations.values import Basis, Cell, Flag
from app.treaties import queries
from app.treaties.operations import ceremonies, corrections, intake
from app.treaties.operations.steps import Hand
from app.treaties.queries import intake as desk
from app.treaties.rules.delays import months_after
from app.treaties.values.acts import ActionKind
from app.treaties.values.intake import State
from app.treaties.values.status import Status, TreatyStatus
from tests.conftest import KINDS, NOON, StoppedClock, runtime_on
from tests.databases import database_on, plain_role
from tests.treaties.builders import treaty
from tests.treaties.register import dossier, load, rows
from tests.treaties.vectors import everyone

DEPOSITED = (date(2026, 6, 22), date(2026, 6, 12))
RECORDED = (date(2026, 6, 24), date(2026, 7, 3))
"""When Korea's acceptance was deposited, and recorded: wrongly first, as the story was written."""


def moved(on: date) -> date:
    """Give a day of the story as the demonstration of these tests' own day has it."""
    return months_after(on, months_between(ANCHOR, NOON.date()))


def status(
    runtime: Runtime, name: str, *, as_of: date, known_on: date | None = None
) -> TreatyStatus:
    with runtime.database.read(by=SYSTEM) as session:
        return queries.course(session, name, roll=everyone(), known_on=known_on).on(as_of)


def what_lies_on_the_desk(runtime: Runtime, on: date) -> None:
    """Assert that each kind of thing lies where a step waits, and can be taken by the other."""
    with runtime.database.read(by=SYSTEM) as session:
        lying = desk.instruments(session, states=list(State))
        assert [(each.participant, each.state) for each in lying] == [
            ("KOR", State.RETURNED),
            ("PRT", State.UNDER_EXAMINATION),
            ("JPN", State.HELD),
            ("AUS", State.IN_GOOD_ORDER),
            ("NOR", State.RECEIVED),
        ]
        [correction] = desk.corrections(session, states=[State.IN_GOOD_ORDER])
        [ceremony] = desk.ceremonies(session, states=[State.IN_GOOD_ORDER])
        assert ceremony.held_on == on
        hand = Hand(by=SYSTEM, at=runtime.clock.now(), today=on, key=uuid4())
        how: Any = {"roll": everyone(), "hand": hand}
        for found in (
            intake.preview(session, lying[3].particulars, number=None, **how),
            ceremonies.preview(session, ceremony.list, None, **how),
            corrections.preview(session, correction.proposal, **how),
        ):
            assert found.comparison is not None
        pieces, _count = correspondence.pieces(session, Selection())
        [right] = [each for each in pieces if each.corrects]
        assert str(right.corrects) == f"GAIMA/IN/{on.year}/3"
        letters, _count = correspondence.letters(session, LetterSelection(text="Ishii"))
        assert "instrument_held" in {each.template for each in letters}


@pytest.fixture(scope="module")
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runtime]:
    """Give the demonstration, which no test changes; in the long run that of another first day, on
    PostgreSQL where there is one.
    """
    if "postgresql" not in KINDS or not request.config.getoption("--long"):
        yield request.getfixturevalue("demonstration")
        return
    clock = StoppedClock(datetime(2028, 2, 29, 12, tzinfo=UTC))
    server = make_url(os.environ["TEST_DATABASE_URL"])
    with plain_role(server) as owner, database_on(server, owner=owner) as url:
        migrate(url)
        database = Database(url)
        runtime = runtime_on(database, tmp_path_factory.mktemp("loaded"), clock)
        assert seeded(runtime) is True
        yield runtime
        database.engine.dispose()


def test_it_is_loaded_once_and_marks_the_store_for_ever(loaded: Runtime) -> None:
    runtime, database = loaded, loaded.database
    before = rows(database)
    assert seeded(runtime) is False
    assert rows(database) == before
    assert before["treaty"] == len(PRECEDENTS) + len(OWN)
    with database.read(by=SYSTEM) as session:
        assert is_demonstration(session)
        openings = chain.from_iterable(of(session) for of in SOURCES)
        assert audited(session, openings).size == before["ledger_entry"]


def test_all_its_acts_are_there(demonstration: Runtime) -> None:
    assert rows(demonstration.database)["treaty_action"] == 2417


def test_it_goes_only_into_an_empty_store(runtime: Runtime) -> None:
    load(runtime.database, treaty())
    before = rows(runtime.database)
    with pytest.raises(Conflict, match="This store holds treaties of its own"):
        seeded(runtime)
    assert rows(runtime.database) == before


def test_the_story_has_its_dates_moved_by_whole_months(demonstration: Runtime) -> None:
    told = dossier(demonstration.database, "gaima-statute")
    assert told.definition.adopted_on == moved(date(2026, 2, 18))
    wrong, right = told.acts[32], told.acts[34]
    assert (wrong.number, wrong.participant, wrong.kind) == (33, "KOR", ActionKind.ACCEPTANCE)
    assert (right.replaces, right.participant) == (33, "KOR")
    assert (wrong.deposited_on, right.deposited_on) == tuple(map(moved, DEPOSITED))
    assert (wrong.recorded_on, right.recorded_on) == tuple(map(moved, RECORDED))


def test_the_story_has_every_stage(demonstration: Runtime) -> None:
    found = status(demonstration, "gaima-statute", as_of=demonstration.today())
    by_code = {each.code: each.status for each in found.participants}
    assert by_code["EU"] is Status.CONTRACTING
    assert by_code["CHE"] is Status.PROVISIONALLY_APPLYING
    assert by_code["CHL"] is Status.SIGNATORY, "it withdrew its consent"
    assert by_code["USA"] is by_code["CHN"] is Status.NON_SIGNATORY
    assert found.counts.signatories == 30
    assert found.entry_into_force.on is None
    assert [each.met_on is None for each in found.entry_into_force.conditions] == [True, True]


def test_before_the_correction_the_register_knew_the_wrong_day(demonstration: Runtime) -> None:
    def consented_on(known_on: date) -> date:
        found = status(
            demonstration, "gaima-statute", as_of=demonstration.today(), known_on=known_on
        )
        [korea] = [each for each in found.participants if each.code == "KOR"]
        assert korea.consent is not None
        return korea.consent.on

    wrong, right = map(moved, DEPOSITED)
    known = moved(date(2026, 7, 3))
    assert consented_on(known - timedelta(days=1)) == wrong
    assert consented_on(known) == right


def test_on_any_first_day_the_story_is_the_same(loaded: Runtime) -> None:
    runtime, on = loaded, loaded.today()
    months = months_between(ANCHOR, on)
    found = status(runtime, "gaima-statute", as_of=on)
    assert (found.counts.signatories, found.counts.contracting) == (30, 12)
    told = dossier(runtime.database, "gaima-statute")
    assert told.definition.adopted_on == months_after(date(2026, 2, 18), months)
    assert max(act.recorded_on for act in told.acts) <= on
    assert max(act.recorded_on for act in told.acts) > on - timedelta(days=60)
    what_lies_on_the_desk(runtime, on)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_whole_months_never_reach_into_the_future(on: date) -> None:
    months = months_between(ANCHOR, on)
    assert months_after(ANCHOR, months) <= on < months_after(ANCHOR, months + 1)


@pytest.mark.parametrize("first_day", ["demonstration", "loaded"])
def test_twenty_states_have_filed_and_their_filings_stand_in_every_state(
    request: pytest.FixtureRequest, first_day: str
) -> None:
    loaded: Runtime = request.getfixturevalue(first_day)
    with loaded.database.read(by=SYSTEM) as session:
        found = chains.filed(session, by=SYSTEM)
        asked = session.scalars(select(DeclarationDraft.asked_at)).all()
    versions = [each.version for each in found]
    assert len({each.declaration.participant for each in found}) == 20
    assert {each.status for each in versions} == set(Stands) - {Stands.DRAFT}
    assert {each.outcome for each in versions} == set(Outcome)
    assert {each.hands for each in versions} == {Hands.TWO, Hands.SECRETARIAT}
    assert {(each.major, each.minor) for each in versions} == {(1, 0), (1, 1), (2, 0)}
    assert {each.declaration.form for each in found} == {"F1", "F2", "F3", "F4", "F5", "F6"}
    assert {at is None for at in asked} == {True, False}, "one waits, another is still drafted"
    assert all(each.submitted_at <= loaded.clock.now() for each in versions)


def test_reporting_shows_whatever_can_become_of_a_deadline(
    demonstration: Runtime,
) -> None:
    with demonstration.database.read(by=SYSTEM) as session:
        duties = rows_of(session, SYSTEM, at=demonstration.clock.now(), seat=demonstration.seat)
    assert {each.basis for each in duties} >= {Basis.ARRANGEMENT, Basis.VOLUNTARY}
    assert {each.standing.cell for each in duties} >= set(Cell) - {Cell.DUE}
    assert {flag for each in duties for flag in each.standing.flags} >= {
        Flag.EXTENDED,
        Flag.RECALLED,
    }


def test_a_store_that_is_to_be_live_is_not_seeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECRETARIAT_DEMONSTRATION", "no")
    assert main(["seed", "--data", str(tmp_path / "store")]) == 1
    assert "this store is no demonstration" in capsys.readouterr().err


@pytest.mark.long  # a whole demonstration, which the served one loads too
def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ["seed", "--data", str(tmp_path / "store")]
    assert (main(here), main(here)) == (0, 0)
    assert capsys.readouterr().out == (
        "The demonstration is loaded.\nThe demonstration was loaded before.\n"
    )

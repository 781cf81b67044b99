"""Whoever adopts, breaks or is killed at the instant, a silence has one outcome, told once.

By default a handful of texts run out at once before eight workers, race with breaks, and lose
workers between adoption and letters; ``--long`` has hundreds.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from app import routine
from app.bodies.models import (
    Body,
    Decision,
    DecisionCorrection,
    SilenceBreak,
    SilenceExtension,
    SilenceProcedure,
)
from app.bodies.operations.silence import adopt, break_silence, locked, tell_of_adoption
from app.bodies.queries import openings
from app.bodies.values import Outcome
from app.bodies.values.silence import Break, SilenceState
from app.correspondence.models import Letter
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid, Unavailable
from app.kernel.runtime import Runtime
from app.ledger.models import LedgerEntry
from app.ledger.queries import audited
from tests.bodies.silences import END, GROUND, HOUR, MINUTE, SECOND, Circle, hand, under_silence
from tests.conftest import KINDS, StoppedClock, runtime_on
from tests.faults.crowds import Act, at_once, crowd

SEED = 20270314
EIGHT = 8
HOLD = 30 * MINUTE
PEOPLE = 4
"""Three representatives and the secretary are told."""


ON_SQLITE, ON_THE_OTHER = (
    pytest.mark.parametrize("database_url", [KINDS[place]], indirect=True) for place in (0, -1)
)
"""On one database alone; the long run has each on both. The other is PostgreSQL, where one is."""


@dataclass
class Table:
    """A working group before which texts lie under silence, and a worker's runtime to fork."""

    runtime: Runtime
    ids: list[UUID] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """Give what a clock shows that all processes share, and that stood at the end just now."""
        return END + timedelta(seconds=time.monotonic() - self.began)

    def lay(self, ends: Sequence[datetime]) -> None:
        """Put a text under silence for each instant at which one is to run out.

        One more has run out before: what is adopted and told here is not prepared in each process.
        """
        circle = Circle(self.runtime.database)
        circle.gather()
        with circle.database.write(by=SYSTEM) as session:
            body = session.scalars(select(Body)).one()
            for place, end in enumerate((END - HOUR, *ends)):
                opened = under_silence(
                    session, body, circle.secretary,
                    at=end - timedelta(hours=72), expires_at=end, title=f"Text {place}",
                )  # fmt: skip
                self.ids.append(opened.id)
        self.japan = circle.people["JPN"].actor
        with circle.database.write(by=SYSTEM) as session:
            assert adopt(session, self.ids[0], hand=hand(at=END - HOUR), ground=GROUND)
            assert tell_of_adoption(session, self.ids[0], hand=hand(at=END - HOLD), ground=GROUND)
        circle.database.engine.dispose()

    def ticking(self, *moments: datetime) -> Act:
        """Give what a worker does at some instants, at each until nothing is left."""
        return self.forked(partial(_ticked, self.runtime, moments))

    def forked(self, act: Act) -> Act:
        """Give an act for a process of its own: it leaves the parent's connections alone."""

        def alone() -> None:
            self.runtime.database.engine.dispose(close=False)
            act()

        return alone

    def check(self) -> Counter[SilenceState]:
        """See that whatever was written agrees, and count the outcomes but the first text's."""
        with self.runtime.database.read(by=SYSTEM) as session:
            audited(session, openings(session))
            annulled = set(session.scalars(select(DecisionCorrection.decision_id)))
            broken = set(session.scalars(select(SilenceBreak.procedure_id)))
            procedures = session.scalars(select(SilenceProcedure)).all()
            decisions = {each.id: each for each in session.scalars(select(Decision))}
            kinds = Counter(session.scalars(select(LedgerEntry.kind)))
        found = Counter(each.state for each in procedures)
        for each in procedures:
            decision, ends = decisions[each.decision_id], each.state
            adopted = ends in {SilenceState.ADOPTED, SilenceState.ANNULLED}
            assert (decision.outcome is Outcome.ADOPTED) is adopted
            assert (each.decision_id in annulled) is (ends is SilenceState.ANNULLED)
            assert (each.id in broken) is (ends in {SilenceState.BROKEN, SilenceState.ANNULLED})
        numbers = sorted(each.serial for each in decisions.values() if each.serial)
        assert numbers == list(range(1, len(numbers) + 1)), "no number is left out or taken twice"
        assert kinds["decision.adopted"] == len(numbers)
        assert kinds["silence.annulled"] == found[SilenceState.ANNULLED]
        assert kinds["silence.broken"] == found[SilenceState.BROKEN]
        return +(found - Counter([SilenceState.ADOPTED]))

    def letters(self) -> Counter[str]:
        """Count the letters owed so far, by template, but the first text's."""
        with self.runtime.database.read(by=SYSTEM) as session:
            found = Counter(session.scalars(select(Letter.template)))
        return found - Counter({"decision_adopted": PEOPLE})


def _ticked(runtime: Runtime, moments: Sequence[datetime]) -> None:
    """Tick until nothing is left; a tick that the database keeps waiting too long comes again."""
    for at in moments:
        left = True
        while left:
            try:
                left = bool(routine.adopt_silences(runtime, at))
            except Unavailable:
                continue


@pytest.fixture
def table(database: Database, tmp_path: Path) -> Table:
    """Give a working group, once in a database of each kind."""
    return Table(runtime_on(database, tmp_path, StoppedClock()))


def test_eight_workers_at_the_instant_adopt_each_text_once_and_tell_once(table: Table) -> None:
    adopted_by_eight(table, number=2)


@pytest.mark.long
def test_eight_workers_adopt_a_hundred_texts_at_one_instant(table: Table) -> None:
    began = time.monotonic()
    adopted_by_eight(table, number=100)
    sys.stdout.write(f"100 texts, eight workers: {time.monotonic() - began:.1f} s\n")


def adopted_by_eight(table: Table, *, number: int) -> None:
    table.lay([END] * number)
    assert at_once([table.ticking(END, END + HOLD)] * EIGHT) == [0] * EIGHT
    assert table.check() == {SilenceState.ADOPTED: number}
    assert table.letters()["decision_adopted"] == PEOPLE * number


@pytest.mark.long
def test_eight_workers_that_come_back_prolong_once_and_adopt_nothing(table: Table) -> None:
    table.lay([END, END])
    routine.adopt_silences(table.runtime, END - HOUR)
    table.runtime.database.engine.dispose()
    assert at_once([table.ticking(END + HOUR)] * EIGHT) == [0] * EIGHT
    assert table.check() == {SilenceState.RUNNING: 2}
    assert table.letters()["silence_extended"] == 2 * PEOPLE
    with table.runtime.database.read(by=SYSTEM) as session:
        assert len(session.scalars(select(SilenceExtension)).all()) == 2


@ON_THE_OTHER
def test_a_break_within_the_same_second_has_one_outcome(table: Table) -> None:
    raced(table, rounds=5)


@pytest.mark.long
def test_two_hundred_breaks_within_the_same_second_have_one_outcome_each(table: Table) -> None:
    outcomes = raced(table, rounds=200)
    sys.stdout.write(f"200 races: {dict(outcomes)}\n")


def raced(table: Table, *, rounds: int) -> Counter[SilenceState]:
    """Let two workers tick and a member break, each within 10 ms of the instant."""
    ends = [END + SECOND / 4 + timedelta(milliseconds=40 * place) for place in range(rounds)]
    table.lay(ends)
    table.began = time.monotonic()
    until = ends[-1] + timedelta(milliseconds=60)
    ticking = table.forked(partial(_tick_until, table, until))
    breaking = table.forked(partial(_break_each, table, ends))
    assert at_once([ticking, ticking, breaking]) == [0] * 3
    outcomes = table.check()
    assert sum(outcomes.values()) == rounds
    assert SilenceState.RUNNING not in outcomes
    in_time = outcomes[SilenceState.BROKEN] + outcomes[SilenceState.ANNULLED]
    assert table.letters()["silence_broken"] == PEOPLE * in_time
    return outcomes


def _break_each(table: Table, ends: Sequence[datetime]) -> None:
    """Break each silence within 10 ms of its end; what came too late is refused."""
    chance, database = random.Random(SEED), table.runtime.database  # noqa: S311 (the same each time)
    for id_, end in zip(table.ids[1:], ends, strict=True):
        at = end + timedelta(milliseconds=chance.uniform(-10, 10))
        time.sleep(max(0.0, (at - table.now()).total_seconds()))
        now = table.now()
        given = Break(participant="JPN", received_at=now)
        try:
            with database.write(by=SYSTEM) as session:
                acts = hand(table.japan, now)
                break_silence(session, locked(session, id_), given, hand=acts, ground=GROUND)
            assert now < end
        except Invalid:
            assert now >= end


def _tick_until(table: Table, until: datetime) -> None:
    """Tick as a worker does, every few milliseconds."""
    while (now := table.now()) < until:
        routine.adopt_silences(table.runtime, now)
        time.sleep(0.01)
    while routine.adopt_silences(table.runtime, until):
        pass


@ON_SQLITE
def test_workers_killed_between_adoption_and_letters_leave_letters_that_come_once(
    table: Table,
) -> None:
    killed(table, number=4, kills=2)


@pytest.mark.long
def test_a_hundred_and_twenty_workers_killed_leave_letters_that_come_once(table: Table) -> None:
    killed(table, number=100, kills=60)


def killed(table: Table, *, number: int, kills: int) -> None:
    """Kill workers while they adopt and while they owe letters; then let one do what is left."""
    chance = random.Random(SEED)  # noqa: S311 (the same each time)
    table.lay([END] * number)
    for _ in range(kills):
        with crowd([table.ticking(END), table.ticking(END + HOLD)]) as workers:
            workers.let_go()
            time.sleep(chance.uniform(0.01, 0.05))
            workers.kill(0)
            workers.kill(1)
            assert set(workers.ends()) <= {0, -9}
    assert at_once([table.ticking(END, END + HOUR)] * 2) == [0, 0]
    assert table.check() == {SilenceState.ADOPTED: number}
    assert table.letters()["decision_adopted"] == PEOPLE * number

"""Heartbeats: rows by which a worker, the beat and the tick say that they are alive."""

import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.desk.queries import pulses
from app.desk.values import Pulse, Reporter
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.services import eventually
from workers import heartbeats, process


@pytest.fixture(autouse=True)
def own_runtime(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "runtime", lambda: runtime)
    monkeypatch.setattr(heartbeats, "_reported", {})


def seen(runtime: Runtime) -> dict[Reporter, Pulse]:
    with runtime.database.read(by=SYSTEM) as session:
        return pulses(session)


def test_it_is_renewed_every_few_seconds_at_most(runtime: Runtime, clock: StoppedClock) -> None:
    heartbeats.alive("beat@here", Reporter.BEAT)
    clock.at = NOON + timedelta(seconds=2)
    heartbeats.alive("beat@here", Reporter.BEAT)
    assert seen(runtime)[Reporter.BEAT].at == NOON
    clock.at = NOON + timedelta(seconds=4)
    heartbeats.alive("beat@here", Reporter.BEAT)
    assert seen(runtime)[Reporter.BEAT].at == clock.at


def test_of_all_tasks_only_the_tick_is_reported(runtime: Runtime) -> None:
    heartbeats.ticked(SimpleNamespace(name="documents.print"))
    assert seen(runtime) == {}
    heartbeats.ticked(SimpleNamespace(name="tick"))
    assert seen(runtime).keys() == {Reporter.TICK}


def test_a_worker_finds_out_whether_it_can_print_and_reports_it(
    runtime: Runtime, clock: StoppedClock
) -> None:
    sender = SimpleNamespace(eventer=SimpleNamespace(hostname="worker@here"))

    def told() -> bool:
        clock.at += timedelta(seconds=4)
        heartbeats.worker_alive(sender)
        return seen(runtime)[Reporter.WORKER].printing == "yes"

    eventually(told)


def test_a_worker_whose_database_is_away_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: StoppedClock
) -> None:
    away = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'register.db'}")
    monkeypatch.setattr(heartbeats, "runtime", lambda: runtime_on(away, tmp_path, clock))
    heartbeats.alive("worker@here", Reporter.WORKER)
    assert heartbeats._reported == {}


def test_each_process_that_forks_builds_a_runtime_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built: list[int] = []
    monkeypatch.setattr(process, "_of", built.append)
    process.runtime()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    process.runtime()
    assert len(set(built)) == 2

"""A worker notifies what became of a late reservation, once, and writes only when there is any."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.kernel.runtime import Runtime
from app.treaties.values.clauses import Reservations
from tests.conftest import StoppedClock
from tests.treaties.desk import OURS
from tests.treaties.register import load
from tests.treaties.test_conclusions import ACCEPTED, CIRCULATED, act, kinds
from workers import treaties


def test_the_outcome_is_notified_once_its_time_limit_has_run_out(
    runtime: Runtime, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(treaties, "runtime", lambda: runtime)
    clauses = replace(OURS.final_clauses, reservations=Reservations.ALLOWED)
    load(runtime.database, replace(OURS, final_clauses=clauses))
    act(runtime.database, "FRA ratification 2026-01-05")
    act(runtime.database, "FRA reservation 2026-03-14")
    told = []
    for _ in range(3):
        treaties.conclude_circulations()
        told.append(kinds(runtime.database))
        clock.at += timedelta(days=1)
    assert told == [[CIRCULATED], [CIRCULATED, ACCEPTED], [CIRCULATED, ACCEPTED]]

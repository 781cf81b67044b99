"""Every treaty vector: who was bound since when, as the depositaries published it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.treaties.values.status import Entry, Period, Standing
from tests.treaties.vectors import (
    DAYS,
    INDICATORS,
    NAMES,
    PRECEDENTS,
    VECTORS,
    course,
    dossier,
    expected,
)

TOLERANCE = 0.0001
EVER_AFTER = date(2100, 1, 1)


def as_dates(periods: Sequence[Period]) -> list[dict[str, str | None]]:
    return [
        {"from": each.since.isoformat(), "to": each.to.isoformat() if each.to else None}
        for each in periods
    ]


def assert_entry(entry: Entry, wanted: Mapping[str, Any]) -> None:
    assert (entry.on.isoformat() if entry.on else None) == wanted["on"]
    assert (entry.trigger_on.isoformat() if entry.trigger_on else None) == wanted["trigger_on"]
    assert list(entry.trigger_participants) == wanted["trigger_participants"]
    assert list(entry.missing) == wanted["missing"]
    assert entry.lapsed_on is None
    for progress, condition in zip(entry.conditions, wanted["conditions"], strict=True):
        assert progress.kind == condition["kind"]
        assert float(progress.required) == pytest.approx(condition["required"], abs=TOLERANCE)
        assert float(progress.reached) == pytest.approx(condition["reached"], abs=TOLERANCE)
        assert (progress.met_on.isoformat() if progress.met_on else None) == condition["met_on"]
        assert progress.indicator == condition.get("indicator")


def differences(standing: Standing, wanted: Mapping[str, Any]) -> list[str]:
    found = {
        "status": standing.status.value,
        "in_force_on": standing.in_force_on.isoformat() if standing.in_force_on else None,
        "periods": as_dates(standing.periods),
    }
    return [
        f"{standing.code}: {key} is {found[key]}, not {value}"
        for key, value in wanted.items()
        if key in found and found[key] != value
    ]


@pytest.mark.parametrize(
    ("name", "day", "snapshot"), DAYS, ids=[f"{name}-{day}" for name, day, _ in DAYS]
)
def test_the_status_of_a_real_treaty_is_the_published_one(
    name: str, day: str, snapshot: Mapping[str, Any]
) -> None:
    on = date.fromisoformat(day)
    status = course(name).on(on)
    assert_entry(status.entry_into_force, snapshot["entry_into_force"])
    counts = snapshot.get("counts_without_historical", snapshot["counts"])
    found = status.counts
    assert counts == {
        "signatories": found.signatories,
        "contracting": found.contracting,
        "parties": found.parties,
        "former": found.former,
    }
    by_code = {standing.code: standing for standing in status.participants}
    wrong = [
        line
        for code, wanted in snapshot["participants"].items()
        for line in differences(by_code[code], wanted)
    ]
    assert wrong == []
    listed_as_ended = [standing.code for standing in status.participants if standing.historical]
    assert listed_as_ended == snapshot.get("historical", [])
    later = [each.code for each in status.participants if each.consent and each.consent.on > on]
    assert later == snapshot.get("retroactive", [])


@pytest.mark.parametrize("name", NAMES)
def test_the_entry_into_force_after_all_acts_is_the_published_one(name: str) -> None:
    assert_entry(course(name).on(EVER_AFTER).entry_into_force, expected(name)["entry_into_force"])


@pytest.mark.parametrize("name", NAMES)
def test_the_precedents_that_come_with_the_product_are_the_vectors(name: str) -> None:
    ours, theirs = dossier(name, folder=PRECEDENTS), dossier(name)
    assert replace(ours.definition, precedent=False) == theirs.definition
    assert ours.acts == theirs.acts
    assert ours.indicators == theirs.indicators


def test_every_folder_of_vectors_is_tested() -> None:
    assert len(NAMES) == 8
    files = {path.stem for path in VECTORS.glob("*/*.csv")} - {"actions"}
    assert files == set(INDICATORS.values())

"""What may be written down about a thing, and what is wrong with the rest."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participants.queries import roll
from app.registry.rules.complaints import wrong_with, wrong_with_reason
from app.registry.rules.records import differences, referring
from app.registry.rules.surroundings import Surroundings, lands
from app.registry.values import PARTICULARS, Identifier, Kind, Thing, identifier

FACTS = Path(__file__).resolve().parents[2] / "config" / "facts"
TODAY = date(2027, 3, 14)


def thing(key: str, **written: Any) -> Thing:
    name = identifier(key)
    assert name
    at = datetime(2027, 3, 14, tzinfo=UTC)
    return Thing(name, 1, written, struck=False, reason="", recorded_at=at, recorded_by=7,
                 ledger_index=0)  # fmt: skip


KEPT = [
    thing("OPR-CAN-0001", name="Northern Compute Inc.", country="CAN"),
    thing("DEV-CAN-0001", name="Aurora Labs", country="CAN"),
    thing("MOD-CAN-0001", name="Aurora One", developer="DEV-CAN-0001"),
    thing("MOD-CAN-0002", name="Aurora Two", developer="DEV-CAN-0001", parent="MOD-CAN-0001"),
    thing("MOD-CAN-0003", name="Aurora Three", developer="DEV-CAN-0001", parent="MOD-CAN-0002"),
]
FACILITY = {
    "name": "Laurentides",
    "operator": "OPR-CAN-0001",
    "region": "CA-QC",
    "status": "operating",
}
OPERATOR = {"name": "Prairie Cloud", "country": "CAN"}
MODEL = {"name": "Boreal", "developer": "DEV-CAN-0001"}
RUN = {"name": "Boreal, first run", "developer": "DEV-CAN-0001"}


def around() -> Surroundings:
    return Surroundings.of(roll(FACTS), "CAN", on=TODAY, things=KEPT)


def fields_of(kind: Kind, written: dict[str, str], key: str | None = None) -> list[str | None]:
    return [each.field for each in wrong_with(kind, written, around(), key=key)]


@pytest.mark.parametrize(
    ("kind", "written", "changed", "fields"),
    [
        (Kind.FACILITY, FACILITY, {}, []),
        (Kind.FACILITY, FACILITY, {"opens_on": "2026-05-01", "note": "Two\nlines"}, []),
        (Kind.FACILITY, FACILITY, {"status": "closed", "closed_on": "2026-05-01"}, []),
        (Kind.FACILITY, FACILITY, {"status": "closed"}, ["closed_on"]),
        (Kind.FACILITY, FACILITY, {"closed_on": "2026-05-01"}, ["closed_on"]),
        (
            Kind.FACILITY,
            FACILITY,
            {"status": "closed", "opens_on": "2026-05-02", "closed_on": "2026-05-01"},
            ["closed_on"],
        ),
        (Kind.FACILITY, FACILITY, {"opens_on": "2026-02-30"}, ["opens_on"]),
        (Kind.FACILITY, FACILITY, {"opens_on": "1949-12-31"}, ["opens_on"]),
        (Kind.FACILITY, FACILITY, {"status": "open"}, ["status"]),
        (Kind.FACILITY, FACILITY, {"region": "Quebec"}, ["region"]),
        (Kind.FACILITY, FACILITY, {"region": "US-NY"}, ["region"]),
        (Kind.FACILITY, FACILITY, {"operator": "OPR-CAN-0002"}, ["operator"]),
        (Kind.FACILITY, FACILITY, {"operator": "OPR-JPN-0001"}, ["operator"]),
        (Kind.FACILITY, FACILITY, {"operator": "DEV-CAN-0001"}, ["operator"]),
        (Kind.FACILITY, FACILITY, {"name": "x" * 301}, ["name"]),
        (Kind.FACILITY, FACILITY, {"name": "Lau\u202erentides"}, ["name"]),
        (Kind.FACILITY, FACILITY, {"name": "Two\nlines"}, ["name"]),
        (Kind.FACILITY, FACILITY, {"note": "x" * 1_000_000}, ["note"]),
        (Kind.FACILITY, {}, {}, ["name", "operator", "region", "status"]),
        (Kind.OPERATOR, OPERATOR, {"registered_as": "BN 123456789"}, []),
        (Kind.OPERATOR, OPERATOR, {"name": "northern  compute inc."}, ["name"]),
        (Kind.OPERATOR, OPERATOR, {"country": "Canada"}, ["country"]),
        (Kind.OPERATOR, OPERATOR, {"country": "EU"}, ["country"]),
        (Kind.OPERATOR, OPERATOR, {"country": "YUG"}, ["country"]),
        (Kind.DEVELOPER, OPERATOR, {"name": "Northern Compute Inc."}, []),
        (Kind.MODEL, MODEL, {"parent": "MOD-CAN-0003"}, []),
        (Kind.MODEL, MODEL, {"parent": "MOD-CAN-0009"}, ["parent"]),
        (Kind.RUN, RUN, {"model": "MOD-CAN-0001", "begins_on": "2027-09-01"}, []),
        (Kind.RUN, RUN, {"developer": "OPR-CAN-0001"}, ["developer"]),
    ],
)  # fmt: skip
def test_what_is_written_is_held_against_its_shape_and_against_what_is_there(
    kind: Kind, written: dict[str, str], changed: dict[str, str], fields: list[str]
) -> None:
    assert fields_of(kind, written | changed) == fields


def test_a_model_comes_out_of_no_descendant_of_its_own() -> None:
    one = dict(KEPT[2].written)
    assert fields_of(Kind.MODEL, one | {"parent": "MOD-CAN-0003"}, "MOD-CAN-0001") == ["parent"]
    assert fields_of(Kind.MODEL, one | {"parent": "MOD-CAN-0001"}, "MOD-CAN-0001") == ["parent"]
    assert fields_of(Kind.MODEL, one, "MOD-CAN-0001") == []
    three = dict(KEPT[4].written)
    assert fields_of(Kind.MODEL, three | {"parent": "MOD-CAN-0001"}, "MOD-CAN-0003") == []


def test_what_is_renamed_leaves_its_old_name_to_others() -> None:
    known = around()
    before, after = KEPT[0].written, {"name": "Southern Compute Inc.", "country": "CAN"}
    known.add("OPR-CAN-0001", Kind.OPERATOR, after, before=before)
    assert known.namesake(Kind.OPERATOR, "Northern Compute Inc.") is None
    assert known.namesake(Kind.OPERATOR, "Southern Compute Inc.") == "OPR-CAN-0001"
    assert known.namesake(Kind.DEVELOPER, "Southern Compute Inc.") is None


def test_a_regional_organisation_keeps_facilities_in_the_lands_of_its_members() -> None:
    assert "FR" in lands(roll(FACTS), "EU", on=TODAY)
    assert "GB" not in lands(roll(FACTS), "EU", on=TODAY)
    assert lands(roll(FACTS), "FRA", on=TODAY) == {"FR"}


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [("It opened.", 0), ("", 1), ("x" * 500, 0), ("x" * 501, 1), ("a\u202eb", 1)],
)
def test_a_change_has_a_reason(reason: str, wrong: int) -> None:
    assert len(list(wrong_with_reason(reason))) == wrong


@given(st.sampled_from(Kind), st.sampled_from(["CAN", "EU"]), st.integers(1, 999_999))
def test_an_identifier_is_read_as_it_is_written(kind: Kind, state: str, serial: int) -> None:
    written = Identifier(kind, state, serial)
    assert identifier(str(written)) == written


@pytest.mark.parametrize(
    "text", ["", "FAC-CAN-0000", "FAC-CAN-00012", "FAC-CAN-1", "fac-can-0001", "XXX-CAN-0001",
             "FAC-CAN-0001\n", "FAC-CAN-٠٠٠١", "FAC-CANADA-0001"],
)  # fmt: skip
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert identifier(text) is None


def test_a_version_says_what_it_changed() -> None:
    after = thing("OPR-CAN-0001", name="Northern Compute Inc.", country="USA", note="Moved.")
    assert differences(KEPT[0].written, after) == [
        ("country", "CAN", "USA"),
        ("note", "", "Moved."),
    ]


def test_what_names_a_thing_is_found() -> None:
    assert [str(each.id) for each in referring(KEPT, "DEV-CAN-0001")] == [
        "MOD-CAN-0001",
        "MOD-CAN-0002",
        "MOD-CAN-0003",
    ]
    noted = thing("OPR-CAN-0002", name="DEV-CAN-0001", country="CAN")
    assert list(referring([noted], "DEV-CAN-0001")) == []


def test_every_kind_has_a_name_and_every_needed_particular_a_sentence() -> None:
    for kind in Kind:
        assert PARTICULARS[kind][0].name == "name"
        needed = [each.name for each in PARTICULARS[kind] if each.needed]
        assert fields_of(kind, {}) == needed

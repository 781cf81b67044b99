"""The documents that outsiders rely on keep their keys, their order and their meaning."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from app.treaties.api.answers import ActTold, ScenarioTold, StatusTold, TreatyTold
from app.treaties.forms import definition
from app.treaties.rules.course import course_of
from app.treaties.rules.definition import definition_document, treaty_document
from app.treaties.rules.document import acts_document, short_name, status_document
from app.treaties.rules.scenario import explored, scenario_document
from app.treaties.values.acts import Act, ActionKind
from tests.treaties import vectors
from tests.treaties.vectors import DAYS, NAMES, PRECEDENTS, VECTORS, everyone

DEFINITIONS = sorted(path.parent.name for path in PRECEDENTS.glob("*/treaty.json"))
ENTRY_DAY = date(1999, 3, 1)

WRONG = Act("KOR", ActionKind.ACCEPTANCE, date(2026, 6, 11), date(2026, 6, 12), number=1)
RIGHT = replace(
    WRONG,
    deposited_on=date(2026, 6, 12),
    recorded_on=date(2026, 7, 3),
    number=2,
    replaces=1,
    reason="The date of receipt had been misread.",
)


def status_of(name: str, on: date, *, language: str = "en") -> dict[str, Any]:
    return status_document(vectors.course(name).on(on), roll=everyone(), language=language)


def read(model: type[BaseModel], document: Any) -> Any:
    """Read a document strictly, as a client in another language would."""
    return model.model_validate_json(json.dumps(document))


def test_a_status_has_the_promised_keys_in_the_promised_order() -> None:
    document = status_of("mine-ban", ENTRY_DAY)
    assert list(document) == [
        "treaty",
        "as_of",
        "known_on",
        "entry_into_force",
        "counts",
        "participants",
    ]
    assert list(document["entry_into_force"])[:5] == [
        "on",
        "trigger_on",
        "trigger_participants",
        "conditions",
        "missing",
    ]
    assert list(document["counts"]) == ["signatories", "contracting", "parties", "former"]
    assert list(document["participants"][0])[:8] == [
        "code",
        "name",
        "status",
        "signed_on",
        "consent",
        "in_force_on",
        "periods",
        "withdrawal",
    ]


def test_the_mine_ban_conventions_entry_into_force_reads_as_promised() -> None:
    document = status_of("mine-ban", ENTRY_DAY)
    assert document["treaty"] == "mine-ban"
    assert document["as_of"] == "1999-03-01"
    assert document["known_on"] is None
    assert document["entry_into_force"] == {
        "on": "1999-03-01",
        "trigger_on": "1998-09-16",
        "trigger_participants": ["BFA", "GNQ"],
        "conditions": [{"kind": "count", "required": 40, "reached": 40, "met_on": "1998-09-16"}],
        "missing": [],
        "lapsed_on": None,
    }


def test_a_participant_who_waits_reads_as_promised() -> None:
    [australia] = [
        each for each in status_of("mine-ban", ENTRY_DAY)["participants"] if each["code"] == "AUS"
    ]
    assert australia == {
        "code": "AUS",
        "name": "Australia",
        "status": "contracting",
        "signed_on": "1997-12-03",
        "consent": {"action": "ratification", "on": "1999-01-14"},
        "in_force_on": "1999-07-01",
        "periods": [{"from": "1999-07-01", "to": None}],
        "withdrawal": None,
        "provisional_since": None,
        "historical": False,
    }


def test_a_share_is_a_number_and_names_its_indicator() -> None:
    conditions = status_of("kyoto-protocol", date(2005, 2, 16))["entry_into_force"]["conditions"]
    [share] = [condition for condition in conditions if condition["kind"] == "share"]
    assert share["required"] == 0.55
    assert isinstance(share["reached"], float)
    assert share["indicator"] == "annex-i-co2-1990"


def test_names_come_in_the_language_asked_for() -> None:
    named = {
        each["code"]: each["name"]
        for each in status_of("ctbt", ENTRY_DAY, language="fr")["participants"]
    }
    assert named["DEU"] == "Allemagne"


def test_a_code_that_the_roll_lacks_stands_for_itself() -> None:
    assert short_name("XXX", roll=everyone()) == "XXX"


@pytest.mark.parametrize(("name", "on"), [(name, on) for name, on, _ in DAYS])
def test_every_status_is_what_the_description_says(name: str, on: str) -> None:
    document = status_of(name, date.fromisoformat(on))
    told = read(StatusTold, document)
    assert told.model_dump(mode="json", by_alias=True, exclude_unset=True) == document


def test_a_scenario_is_what_the_description_says() -> None:
    act = Act("USA", ActionKind.RATIFICATION, date(2027, 5, 3), date(2027, 5, 3))
    compared = explored(
        vectors.dossier("ctbt"), [act], roll=everyone(), as_of=None, today=date(2027, 3, 14)
    )
    document = scenario_document(compared, roll=everyone())
    told = read(ScenarioTold, document)
    assert told.model_dump(mode="json", by_alias=True, exclude_unset=True) == document


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_that_is_written_reads_back_the_same(name: str) -> None:
    given = definition((PRECEDENTS / name / "treaty.json").read_bytes(), roll=everyone())
    written = json.dumps(definition_document(given)).encode()
    assert definition(written, roll=everyone()) == given


@pytest.mark.parametrize("name", NAMES)
def test_a_written_definition_keeps_every_key_of_the_file(name: str) -> None:
    path = VECTORS / name / "treaty.json"
    document = definition_document(definition(path.read_bytes(), roll=everyone()))

    def lacking(given: Any, written: Any, path: str) -> list[str]:
        if isinstance(given, dict):
            return [
                wrong
                for key, value in given.items()
                for wrong in (
                    lacking(value, written[key], f"{path}.{key}")
                    if key in written
                    else [f"{path}.{key}"]
                )
            ]
        return [] if isinstance(given, list) or given == written else [path]

    assert lacking(json.loads(path.read_text()), document, "") == []


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_treaty_is_what_the_description_says(name: str) -> None:
    given = definition((PRECEDENTS / name / "treaty.json").read_bytes(), roll=everyone())
    document = treaty_document(given, revision=3, links={"self": "/api/v1/treaties/x"})
    told = read(TreatyTold, document)
    assert told.model_dump(mode="json", by_alias=True, exclude_unset=True) == document


def test_a_corrected_record_names_what_replaced_it() -> None:
    wrong, right = acts_document("x", [RIGHT, WRONG], roll=everyone())
    assert (wrong["id"], wrong["replaced_by"], wrong["reason"]) == ("x/1", 2, None)
    assert (right["replaces"], right["replaced_by"]) == (1, None)
    assert right["reason"] == "The date of receipt had been misread."
    assert read(ActTold, right).number == 2


def test_a_correction_made_later_leaves_no_trace_in_what_was_known_before() -> None:
    [wrong] = acts_document("x", [WRONG, RIGHT], roll=everyone(), known_on=date(2026, 7, 2))
    assert wrong["replaced_by"] is None


def test_what_is_empty_is_null() -> None:
    [act] = acts_document("x", [WRONG], roll=everyone())
    assert [act[key] for key in ("territory", "text", "reference", "effective_on")] == [None] * 4


def test_the_status_of_the_day_says_as_known_on_which() -> None:
    course = course_of(vectors.dossier("ctbt"), everyone(), known_on=date(2000, 1, 1))
    document = status_document(course.on(ENTRY_DAY), roll=everyone())
    assert document["known_on"] == "2000-01-01"

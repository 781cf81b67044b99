"""The examples of docs/formats.md are true: each is read, or computed, as it stands there."""

import json
import re
from datetime import date
from typing import Any

import pytest

from app.treaties.api.questions import ScenarioAsked
from app.treaties.forms import actions, definition, indicator, scenario
from app.treaties.rules.definition import definition_document
from app.treaties.rules.document import status_document
from app.treaties.rules.export import STATUS_HEADER
from app.treaties.rules.notification_export import HEADER, notification_document
from app.treaties.values.acts import ActionKind
from app.treaties.values.notifications import NotificationNumber, Occasion, OccasionKind
from tests.treaties import vectors
from tests.treaties.vectors import ROOT, everyone

TEXT = (ROOT / "docs" / "formats.md").read_text()
BLOCKS = re.findall(r"```(json|csv)\n(.*?)```", TEXT, re.DOTALL)
DEFINITION, DELAYS, CONDITIONS, STATUS, SCENARIO, NOTIFICATION, *_OTHER_DOCUMENTS = [
    block for kind, block in BLOCKS if kind == "json"
]
INDICATOR, ACTIONS, *_OTHER_TABLES = [block for kind, block in BLOCKS if kind == "csv"]


def clause(**changes: Any) -> bytes:
    """Give the definition of the page with its rule for entry into force changed."""
    document = json.loads(DEFINITION)
    document["final_clauses"]["entry_into_force"] |= changes
    return json.dumps(document).encode()


def test_the_definition_is_that_of_the_mine_ban_convention_with_every_key() -> None:
    read = definition(DEFINITION.encode(), roll=everyone())
    assert read == vectors.dossier("mine-ban", folder=vectors.PRECEDENTS).definition
    assert definition_document(read) == json.loads(DEFINITION)


@pytest.mark.parametrize("line", DELAYS.splitlines())
def test_every_delay_is_read(line: str) -> None:
    read = definition(clause(delay=json.loads(line)), roll=everyone())
    written = definition_document(read)["final_clauses"]["entry_into_force"]["delay"]
    assert written == json.loads(line)


@pytest.mark.parametrize("line", CONDITIONS.splitlines())
def test_every_condition_is_read(line: str) -> None:
    read = definition(clause(conditions=[json.loads(line)]), roll=everyone())
    written = definition_document(read)["final_clauses"]["entry_into_force"]["conditions"]
    assert written == [json.loads(line)]


def test_the_indicator_is_read() -> None:
    read = indicator(INDICATOR.encode(), named="x", roll=everyone())
    assert read.values["AUS"] == 288965


def test_the_actions_are_read_and_the_page_names_every_kind() -> None:
    read = actions(ACTIONS.encode(), roll=everyone(), known_from=None)
    assert [act.kind for act in read.values()] == [
        ActionKind.SIGNATURE,
        ActionKind.RATIFICATION,
    ]
    [row] = [line for line in TEXT.splitlines() if line.startswith("| `action` |")]
    assert row.split("|")[2].strip().split(", ") == [kind.value for kind in ActionKind]


def test_the_status_is_what_is_computed() -> None:
    document = status_document(vectors.course("mine-ban").on(date(1999, 3, 1)), roll=everyone())
    document["participants"] = [each for each in document["participants"] if each["code"] == "AUS"]
    assert document == json.loads(STATUS)


def test_the_page_names_every_column_of_the_table() -> None:
    assert all(f"`{column}`" in TEXT for column in STATUS_HEADER)


def test_the_scenario_is_accepted() -> None:
    asked = ScenarioAsked.model_validate_json(SCENARIO)
    rows = [act.model_dump(mode="json", exclude_none=True) for act in asked.actions]
    [act] = scenario(rows, roll=everyone(), on=date(2027, 3, 14))
    assert (act.participant, act.kind) == ("USA", ActionKind.RATIFICATION)


def test_a_notification_is_told_as_it_stands_there() -> None:
    told = json.loads(NOTIFICATION)
    occasion = Occasion(
        kind=OccasionKind(told["kind"]),
        treaty=told["treaty"],
        subject=told["subject"],
        participant=told["participant"],
        facts=told["facts"],
    )
    number, issued_on = NotificationNumber(2027, 12), date.fromisoformat(told["issued_on"])
    written = notification_document(number, occasion, issued_on=issued_on, roll=everyone())
    assert written == told
    assert list(written) == list(told)
    assert f"`{','.join(HEADER)}`" in TEXT

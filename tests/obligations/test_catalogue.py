"""The obligations that come with the product say what the Statute says."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.obligations import forms
from app.obligations.queries import catalogue
from app.obligations.rules.due import of_year, once
from app.obligations.values import (
    AfterEvent,
    AfterPeriod,
    Arrangement,
    BeforePeriod,
    ByDate,
    Competence,
    EndState,
    Initial,
    Meeting,
    Obligation,
    Publication,
)
from app.participants.queries import roll
from tests.conftest import ROOT
from tests.obligations.builders import day

FOLDER = ROOT / "config" / "obligations"
KNOWN = catalogue(FOLDER)


def described() -> dict[str, str]:
    """Say of each obligation when the year 2026, or a state bound since 1 March 2027, is due."""
    said = {}
    for code, each in KNOWN.obligations.items():
        match each.rule:
            case Initial() | EndState() as rule:
                said[code] = f"once {once(rule, day('2027-03-01'))}"
            case ByDate() | AfterPeriod() | BeforePeriod() as rule:
                said[code] = f"2026 {of_year(rule, 2026)}"
            case AfterEvent(hours=int() as hours):
                said[code] = f"{hours} h after"
            case AfterEvent(days=days):
                said[code] = f"{days} d after"
            case rule:
                said[code] = rule.kind
    return said


def test_the_six_forms_are_due_as_the_statute_says() -> None:
    assert described() == {
        "f1-initial": "once 2027-03-31",
        "f1-change": "14 d after",
        "f1": "2026 2027-01-31",
        "f2": "2026 2027-03-31",
        "f3-a": "before_event",
        "f3-b": "14 d after",
        "f3-c": "30 d after",
        "f3-d": "after_event_unlimited",
        "f4": "2026 2027-03-31",
        "f5-notice": "72 h after",
        "f5-danger": "24 h after",
        "f5-update": "15 d after",
        "f5-final": "60 d after",
        "f5": "2026 2027-03-31",
        "f6-initial": "once 2027-08-28",
        "f6": "2026 2027-06-30",
    }


def test_that_a_run_or_an_incident_was_declared_is_not_public() -> None:
    for each in KNOWN.obligations.values():
        public = each.publication is Publication.PUBLIC
        assert public == (each.form in {"F1", "F2", "F4", "F6"})


def test_whatever_a_file_names_is_there() -> None:
    everybody = roll(ROOT / "config" / "facts")
    for each in KNOWN.obligations.values():
        assert each.following is None or each.following in KNOWN.obligations
        assert (ROOT / "config" / "treaties" / each.treaty).is_dir()
    assert all(each.organisation in everybody for each in KNOWN.competences)
    for arrangement in KNOWN.arrangements:
        assert all(code in everybody for code in arrangement.participants)
    assert len(KNOWN.digest) == 64


def names(of: Any) -> set[str]:
    return {each.name for each in fields(of)}


def test_no_file_says_what_nobody_reads() -> None:
    for file in FOLDER.glob("*.json"):
        document = json.loads(Path(file).read_text())
        assert document.keys() <= {
            "treaty",
            "obligations",
            "arrangements",
            "meetings",
            "competences",
        }
        for each in document["obligations"]:
            assert each.keys() < names(Obligation)
            rule = KNOWN.obligations[each["code"]].rule
            assert each["rule"].keys() <= names(type(rule))
        for each in document["arrangements"]:
            assert each.keys() == names(Arrangement)
        for each in document["meetings"]:
            assert each.keys() == names(Meeting)
        for each in document["competences"]:
            assert each.keys() == names(Competence)


def written(**changes: object) -> bytes:
    one = {
        "code": "x", "title": "X", "form": "F1", "source": "art. 1",
        "rule": {"kind": "initial", "days": 30},
    }  # fmt: skip
    document = {
        "treaty": "t", "obligations": [one | changes], "arrangements": [], "meetings": [],
        "competences": [],
    }  # fmt: skip
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "changes",
    [{"rule": {"kind": "weekly"}}, {"rule": {"kind": "initial"}}, {"publication": "sometimes"}],
)
def test_an_obligation_that_says_too_little_is_not_read(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        forms.catalogue([written(**changes)])


def test_a_code_stands_once_and_another_file_has_another_digest() -> None:
    with pytest.raises(ValueError, match="one code"):
        forms.catalogue([written(), written()])
    one, other = forms.catalogue([written()]), forms.catalogue([written(title="Y")])
    assert one.digest != other.digest

"""The treaty vectors: real treaties with what their depositaries published about them."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.participants.queries import roll as roll_of
from app.participants.values import Roll
from app.treaties.forms.definitions import definition
from app.treaties.forms.deposits import actions
from app.treaties.forms.indicators import indicator
from app.treaties.rules.course import Course, course_of
from app.treaties.values.dossier import Dossier

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests/data/treaty-vectors"
PRECEDENTS = ROOT / "config/treaties"
NAMES = sorted(path.parent.name for path in VECTORS.glob("*/treaty.json"))
INDICATORS = {"kyoto-protocol": "annex-i-co2-1990", "paris-agreement": "ghg-emissions-2015"}


@cache
def everyone() -> Roll:
    return roll_of(ROOT / "config/facts")


@cache
def dossier(name: str, *, folder: Path = VECTORS) -> Dossier:
    home = folder / name
    roll = everyone()
    acts = actions((home / "actions.csv").read_bytes(), roll=roll, known_from=None)
    figures = [
        indicator((home / f"{name}.csv").read_bytes(), named=name, roll=roll)
        for name in filter(None, [INDICATORS.get(name)])
    ]
    return Dossier(
        definition=definition((home / "treaty.json").read_bytes(), roll=roll),
        acts=tuple(acts.values()),
        indicators={figure.id: figure for figure in figures},
    )


@cache
def course(name: str) -> Course:
    return course_of(dossier(name), everyone())


@cache
def expected(name: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads((VECTORS / name / "expected.json").read_text())
    return content


DAYS = [
    (name, snapshot["date"], snapshot) for name in NAMES for snapshot in expected(name)["as_of"]
]

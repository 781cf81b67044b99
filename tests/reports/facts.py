"""Facts of reports on real treaties, as the product ships them."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from app.documents.rules import frozen
from app.participants.queries import roll as roll_of
from app.participants.values import Roll
from app.reports.rules import ratification_status
from app.reports.values import Publisher, Question, Seal
from app.treaties.forms import actions, definition, indicator
from app.treaties.values.acts import Act
from app.treaties.values.dossier import Dossier
from tests.conftest import ROOT

TREATIES = ROOT / "config" / "treaties"
SEAL = Seal(index=1234, commitment="c0" * 32)
LATE = date(2026, 11, 24)


@cache
def everyone() -> Roll:
    return roll_of(ROOT / "config" / "facts")


@cache
def dossier(treaty: str) -> Dossier:
    home = TREATIES / treaty
    figures = [
        indicator(file.read_bytes(), named=file.stem, roll=everyone())
        for file in sorted(home.glob("*.csv"))
        if file.stem not in {"actions", "correction"}
    ]
    acts = actions((home / "actions.csv").read_bytes(), roll=everyone(), known_from=None)
    return Dossier(
        definition=definition((home / "treaty.json").read_bytes(), roll=everyone()),
        acts=tuple(replace(act, number=place) for place, act in enumerate(acts.values(), 1)),
        indicators={figure.id: figure for figure in figures},
    )


def facts_of(
    held: Dossier, *, as_of: date = LATE, known_on: date = LATE, demonstration: bool = False
) -> dict[str, Any]:
    """Give a treaty's facts as the press gets them."""
    facts = ratification_status(
        held,
        Question(as_of=as_of, known_on=known_on),
        roll=everyone(),
        seal=SEAL,
        publisher=Publisher("Global AI Monitoring Agency", demonstration),
    )
    return frozen(facts)[0]


def short(*acts: Act, treaty: str = "gaima-statute") -> Dossier:
    """Give a treaty with its first acts and some more, so that it prints in a second."""
    held = dossier(treaty)
    return replace(held, acts=(*held.acts[:9], *acts))

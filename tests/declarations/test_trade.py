"""Who declares transfers, and with whom: judged through the operation, with what is known."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.declarations.forms import published
from app.declarations.operations import judging, opening
from app.declarations.rules.trade import trade
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty, Filing
from app.declarations.values.problems import Severity
from app.kernel.actor import Actor, Role
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.obligations.values import Basis, Competence, Tenure
from tests.declarations.filing import AT, DRAFTER, KNOWN, ask, begun, content_of, fill, hand

F4 = published("F4")


@pytest.fixture
def store(sqlite_url: str) -> Database:
    return Database(sqlite_url)


def traded(partner: str) -> dict[str, Any]:
    content = content_of("F4", "2026")
    content["transfers"]["line"][0] |= {"partner": partner, "type": "ACC-B200"}
    content["stock"]["change"][0]["type"] = "ACC-B200"
    return deepcopy(content)


def told(database: Database, participant: str, partner: str) -> list[tuple[Severity, str]]:
    """Give what is said of the partner of a state's one line."""
    by = Actor(Role.DRAFTER, account=21, participant=participant)
    with database.write(by=by) as session:
        declaration = opening.begin(
            session, KNOWN.laws.obligations["f4"], Duty("f4", participant, "2026"),
            Filing(basis=Basis.VOLUNTARY), form=F4, hand=hand(by),
        )  # fmt: skip
        problems = judging.judged(
            session, declaration, F4, traded(partner), outcome=Outcome.FILED, known=KNOWN, at=AT
        )
    return [
        (each.severity, each.sentence.message % each.sentence.places)
        for each in problems
        if each.path.endswith("partner")
    ]


REFUSED, WARNED = Severity.REFUSAL, Severity.WARNING
INSIDE = "Movements inside the regional organisation are not declared. Take this line out."
BY_THE_EU = "By the declaration of competence EU declares this trade."


LINES = [
    ("CAN", "CAN", [(REFUSED, "The partner is another state.")]),
    ("CAN", "JPN", []),
    ("CAN", "EU", []),
    ("CAN", "DEU", []),
    ("CAN", "BRA",
     [(WARNED, "BRA is no party and declares nothing: this line will stay unmatched.")]),
    ("EU", "DEU", [(REFUSED, INSIDE)]),
    ("EU", "CAN", []),
    ("FRA", "DEU", [(REFUSED, INSIDE), (REFUSED, BY_THE_EU)]),
    ("FRA", "CAN", [(REFUSED, BY_THE_EU)]),
    ("GBR", "DEU", []),
]  # fmt: skip


def test_a_line_is_judged_by_who_is_bound_and_who_declares_for_whom(store: Database) -> None:
    for participant, partner, said in LINES:
        assert told(store, participant, partner) == said, (participant, partner)


def test_a_line_that_is_refused_keeps_the_declaration_from_being_submitted(
    store: Database,
) -> None:
    with store.write(by=DRAFTER) as session:
        declaration = begun(session, "F4")
        fill(session, declaration, content=traded("CAN"))
        with pytest.raises(Invalid) as refused:
            ask(session, declaration)
    assert [each.field for each in refused.value.complaints] == ["transfers.line.0.partner"]


EU_SAYS = Competence("EU", "ours", "F4", "organisation", date(2026, 1, 1), "a declaration")
ON_2025 = replace(EU_SAYS, declared_by="members", since=date(2025, 1, 1))
HELD = (Tenure(Basis.PARTY, date(2025, 7, 1), None, date(2025, 7, 1)),)


@pytest.mark.parametrize(
    ("year", "bound", "competences", "union", "declared_by"),
    [
        (2024, ("EU",), (EU_SAYS, ON_2025), set(), None),
        (2025, ("EU",), (EU_SAYS, ON_2025), {"EU", "DEU"}, "members"),
        (2026, ("EU",), (EU_SAYS, ON_2025), {"EU", "DEU"}, "organisation"),
        (2026, ("EU",), (), {"EU", "DEU"}, None),
        (2026, ("FRA",), (EU_SAYS,), set(), None),
    ],
)
def test_an_organisation_counts_once_it_is_bound_by_the_declaration_that_holds(
    year: int,
    bound: tuple[str, ...],
    competences: tuple[Competence, ...],
    union: set[str],
    declared_by: str | None,
) -> None:
    found = trade(
        "FRA", year, bound=dict.fromkeys(bound, HELD), roll=KNOWN.roll, competences=competences
    )
    assert found.union & {"EU", "DEU", "CAN"} == union
    assert ("DEU" in found.parties) is (declared_by == "organisation")
    who = {"members": {"FRA", "DEU"}, "organisation": {"EU"}}.get(declared_by or "", set())
    assert who <= (found.declared_by or set())
    assert (found.declared_by is None) is (declared_by is None)

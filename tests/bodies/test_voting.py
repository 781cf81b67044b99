"""Who votes with how many votes, and what carries: tables of cases."""

from datetime import date

import pytest

from app.bodies.queries.voters import voters
from app.bodies.rules.voting import (
    ballots,
    counted,
    electorate,
    presence_of,
    result,
    wrong_with_presence,
    wrong_with_roll_call,
)
from app.bodies.values import Choice, Counts, Outcome
from app.bodies.values.procedure import Base, NumberPresent, SharePresent
from app.bodies.values.procedure import Share as Part
from app.bodies.values.voting import Ballot, Electorate
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from tests.bodies.builders import founded
from tests.obligations.builders import record
from tests.treaties.builders import treaty
from tests.treaties.register import load
from tests.treaties.vectors import everyone

ON = date(2027, 3, 14)
HALF, TWO_THIRDS = Part(1, 2, exceeded=True), Part(2, 3)
MEMBERS = ("CAN", "JPN", "GBR", "FRA", "DEU", "EU")
YES, NO, ABSTAIN, ABSENT = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.ABSENT


def entitled(*members: str, parties: frozenset[str] | None = None, on: date = ON) -> Electorate:
    return electorate(members or MEMBERS, parties=parties, roll=everyone(), on=on)


def refusals(cast: dict[str, Choice], of: Electorate) -> list[str]:
    return [each.sentence for each in wrong_with_roll_call(cast, of, roll=everyone())]


def counts_of(cast: dict[str, Choice], of: Electorate) -> Counts:
    return counted(ballots(cast, of), of)


@pytest.mark.parametrize(
    ("members", "parties", "on", "states", "organisations"),
    [
        (MEMBERS, None, ON, "CAN DEU FRA GBR JPN", {"EU": ("DEU", "FRA")}),
        (MEMBERS, {"CAN", "FRA", "EU"}, ON, "CAN FRA", {"EU": ("FRA",)}),
        (MEMBERS, {"CAN", "FRA"}, ON, "CAN FRA", {}),
        (MEMBERS, {"CAN", "EU"}, ON, "CAN", {}),
        (MEMBERS, set(), ON, "", {}),
        (("CAN", "EU"), None, ON, "CAN", {}),
        (MEMBERS, None, date(2019, 6, 1), "CAN DEU FRA GBR JPN", {"EU": ("DEU", "FRA", "GBR")}),
        (("EU", "GBR"), None, date(2020, 1, 31), "GBR", {"EU": ("GBR",)}),
        (("EU", "GBR"), None, date(2020, 2, 1), "GBR", {}),
    ],
)
def test_an_organisation_has_the_votes_of_its_members_that_have_one_on_the_day(
    members: tuple[str, ...],
    parties: set[str] | None,
    on: date,
    states: str,
    organisations: dict[str, tuple[str, ...]],
) -> None:
    among = None if parties is None else frozenset(parties)
    found = entitled(*members, parties=among, on=on)
    assert (found.states, found.organisations) == (frozenset(states.split()), organisations)
    assert found.size == len(states.split())
    assert all(found.weight(code) == len(own) for code, own in organisations.items())


@pytest.mark.parametrize(
    ("cast", "refused"),
    [
        ({"CAN": YES, "EU": YES, "FRA": ABSENT}, []),
        ({"CAN": YES, "FRA": NO, "DEU": YES}, []),
        ({"USA": YES}, ["United States of America has no vote in this body on that day."]),
        ({"USA": ABSENT}, []),
        (
            {"EU": YES, "FRA": NO, "DEU": ABSTAIN},
            [
                "European Union votes with the votes of its members: either it votes or they do. "
                "Germany, France voted beside it."
            ],
        ),
    ],
)
def test_nobody_votes_without_a_vote_and_no_vote_is_cast_twice(
    cast: dict[str, Choice], refused: list[str]
) -> None:
    assert refusals(cast, entitled()) == refused


def test_an_organisation_without_a_member_that_votes_here_has_no_vote() -> None:
    assert refusals({"EU": YES}, entitled("CAN", "EU")) == [
        "European Union has no vote in this body on that day."
    ]


def test_who_is_voted_for_has_no_ballot_of_its_own() -> None:
    of = entitled()
    assert ballots({"EU": NO, "CAN": YES, "FRA": ABSENT}, of) == (
        Ballot("CAN", YES),
        Ballot("EU", NO, 2, ("DEU", "FRA")),
        Ballot("GBR", ABSENT),
        Ballot("JPN", ABSENT),
    )
    assert counts_of({"EU": NO, "CAN": YES}, of) == Counts(1, 2, 0, 2, 5)
    assert counts_of({"EU": ABSENT, "FRA": NO}, of) == Counts(0, 1, 0, 4, 5)
    assert of.weight("CAN") == 1


@pytest.mark.parametrize(
    ("votes_for", "against", "abstained", "majority", "needed", "outcome"),
    [
        (3, 2, 0, HALF, 3, Outcome.ADOPTED),
        (2, 2, 5, HALF, 3, Outcome.NOT_ADOPTED),
        (1, 0, 9, HALF, 1, Outcome.ADOPTED),
        (0, 0, 9, HALF, 1, Outcome.NOT_ADOPTED),
        (0, 0, 0, TWO_THIRDS, 1, Outcome.NOT_ADOPTED),
        (4, 2, 3, TWO_THIRDS, 4, Outcome.ADOPTED),
        (5, 3, 0, TWO_THIRDS, 6, Outcome.NOT_ADOPTED),
        (6, 3, 0, TWO_THIRDS, 6, Outcome.ADOPTED),
        (5, 5, 0, Part(1, 2), 5, Outcome.NOT_ADOPTED),
        (2, 3, 0, Part(1, 3), 2, Outcome.NOT_ADOPTED),
        (9, 0, 0, Part(1, 1), 9, Outcome.ADOPTED),
        (9, 1, 0, Part(1, 1), 10, Outcome.NOT_ADOPTED),
    ],
)
def test_of_those_present_and_voting_the_majority_carries_and_a_tie_does_not(
    *, votes_for: int, against: int, abstained: int, majority: Part, needed: int, outcome: Outcome
) -> None:
    found = result(Counts(votes_for, against, abstained, 0, 20), majority)
    assert (found.needed, found.outcome) == (needed, outcome)


@pytest.mark.parametrize(
    ("present", "whole", "quorum", "enough"),
    [
        (3, 5, SharePresent("share", Base.MEMBERS, HALF), True),
        (3, 6, SharePresent("share", Base.MEMBERS, HALF), False),
        (4, 6, SharePresent("share", Base.MEMBERS, HALF), True),
        (4, 6, SharePresent("share", Base.MEMBERS, TWO_THIRDS), True),
        (0, 0, SharePresent("share", Base.MEMBERS, HALF), False),
        (5, 40, NumberPresent("number", 5), True),
        (4, 40, NumberPresent("number", 5), False),
    ],
)
def test_without_a_quorum_nothing_is_decided(
    present: int, whole: int, quorum: SharePresent | NumberPresent, *, enough: bool
) -> None:
    found = list(wrong_with_presence(presence_of(Counts(present, 0, 0, 0, whole), quorum)))
    assert (not found) is enough
    assert all(each.sentence.startswith("There is no quorum: ") for each in found)


def test_who_abstains_is_present() -> None:
    assert presence_of(Counts(1, 1, 3, 4, 9), NumberPresent("number", 5)).is_quorum


def test_the_parties_of_the_day_vote_where_the_rules_say_so(database: Database) -> None:
    load(database, treaty())
    record(database, "CAN ratification 2026-01-05", "FRA ratification 2026-02-01")
    with database.write(by=SYSTEM) as session:
        body = founded(session, "c", members=MEMBERS)
        among = [
            voters(session, body, base, treaty=code, roll=everyone(), on=on).states
            for base, code, on in (
                (Base.PARTIES, treaty().id, ON), (Base.PARTIES, "no-such-treaty", ON),
                (Base.MEMBERS, treaty().id, ON), (Base.PARTIES, treaty().id, date(2026, 1, 1)),
            )
        ]  # fmt: skip
    assert among == [{"CAN", "FRA"}, set(), {"CAN", "DEU", "FRA", "GBR", "JPN"}, set()]

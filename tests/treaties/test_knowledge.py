"""What the register knew on a day, and in which order its acts count."""

from dataclasses import replace

import pytest

from app.treaties.rules.course import course_of
from app.treaties.rules.knowledge import acts_known
from app.treaties.values.acts import Act
from app.treaties.values.dossier import Dossier
from tests.treaties.builders import acts, course, day, ratified, standing, story, treaty
from tests.treaties.vectors import everyone


def corrected(act: Act, *, by: int, recorded_on: str, **changes: object) -> Act:
    """Give the record that replaces an act."""
    new = replace(act, number=by, replaces=act.number, recorded_on=day(recorded_on))
    return replace(new, **changes)  # type: ignore[arg-type]


FIRST = acts("FRA ratification 2001-01-01")[0]
SECOND = corrected(FIRST, by=2, recorded_on="2001-02-01", deposited_on=day("2001-01-02"))
THIRD = corrected(SECOND, by=3, recorded_on="2001-03-01", deposited_on=day("2001-01-03"))

KNOWN = [
    ("2000-12-31", []),
    ("2001-01-01", [1]),
    ("2001-01-31", [1]),
    ("2001-02-01", [2]),
    ("2001-02-28", [2]),
    ("2001-03-01", [3]),
    (None, [3]),
]


@pytest.mark.parametrize(("known_on", "numbers"), KNOWN)
def test_a_correction_counts_from_the_day_it_was_recorded(
    known_on: str | None, numbers: list[int]
) -> None:
    on = day(known_on) if known_on else None
    for rows in ([FIRST, SECOND, THIRD], [THIRD, FIRST, SECOND]):
        assert [act.number for act in acts_known(rows, on)] == numbers


def test_an_act_recorded_late_counts_from_its_deposit_once_it_is_known() -> None:
    late = replace(FIRST, recorded_on=day("2001-05-01"))
    other = acts("DEU ratification 2001-01-01")[0]
    held = Dossier(treaty(), (late, replace(other, number=2)))
    before = course_of(held, everyone(), known_on=day("2001-04-30"))
    after = course_of(held, everyone(), known_on=day("2001-05-01"))
    assert story(before, "FRA", "2001-06-01") == ["non_signatory"]
    assert story(after, "FRA", "2001-06-01") == ["party"]
    assert before.on(day("2001-06-01")).known_on == day("2001-04-30")


def test_acts_of_one_day_stand_in_the_order_in_which_they_are_done() -> None:
    kinds = [
        "withdrawal_of_consent",
        "rescission_of_withdrawal",
        "withdrawal",
        "communication",
        "succession",
        "ratification",
        "succession_to_signature",
        "signature",
    ]
    rows = acts("CHE accession 2001-01-02", *[f"FRA {kind} 2001-01-01" for kind in kinds])
    known = acts_known(rows, None)
    assert [act.kind.value for act in known[:-1]] == kinds[::-1]
    assert known[-1].participant == "CHE"
    assert (
        course(treaty(), "FRA ratification 2001-01-01", "FRA signature 2001-01-01")
        .acts[0]
        .kind.is_signature
    )


def test_a_related_treaty_is_seen_as_it_was_known_on_the_same_day() -> None:
    late = replace(FIRST, recorded_on=day("2001-05-01"))
    parent = Dossier(treaty(named="parent"), (late,))
    held = Dossier(treaty(parent="parent"), (), related={"parent": parent})
    assert course_of(held, everyone(), known_on=day("2001-04-30")).acts == ()


def test_an_act_is_of_no_effect_before_its_deposit() -> None:
    found = course(treaty(), *ratified(["FRA", "DEU"], "2001-01-01"), "ITA signature 2001-01-01")
    assert story(found, "ITA", "2000-12-31", "2001-01-01") == ["non_signatory", "signatory"]
    assert standing(found, "FRA", "2000-12-31").consent is None

"""An armed conflict defers a withdrawal; a provisional application ends without one."""

from dataclasses import replace

import pytest

from app.treaties.rules.acceptance import examined
from app.treaties.rules.table import rows
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Dossier
from tests.treaties.builders import (
    LEAVING,
    acts,
    clauses,
    course,
    day,
    periods,
    standing,
    story,
    treaty,
)
from tests.treaties.vectors import everyone

MINES = treaty(clauses(withdrawal=replace(LEAVING, deferred_by_armed_conflict=True)))
"""As the Mine Ban Convention, article 20: six months, and deferred by an armed conflict."""
IN_FORCE = ("FRA ratification 2001-01-01", "DEU ratification 2001-01-01")
NOTICE = "FRA withdrawal 2010-01-10"


def refused(*lines: str, definition: Definition = MINES) -> list[str]:
    """Give why the last of some acts is refused."""
    *earlier, last = acts(*lines)
    found = examined(
        Dossier(definition, tuple(earlier)), [last], roll=everyone(), today=day("2020-01-01")
    )
    return [finding.complaint.message for finding in found.refusals]


def remark(*lines: str, on: str) -> str:
    """Give what the status table remarks of France on a day."""
    found = standing(course(MINES, *lines), "FRA", on)
    [row] = rows([found], roll=everyone(), language="en")
    [sentence] = row.remarks
    return sentence.message


def test_a_notice_that_a_conflict_defers_does_not_end_until_the_conflict_does() -> None:
    deferred = (*IN_FORCE, NOTICE, "FRA deferral_of_withdrawal 2010-06-01")
    found = course(MINES, *deferred)
    assert story(found, "FRA", "2010-06-01", "2010-07-10", "2019-01-01") == ["withdrawing"] * 3
    notice = standing(found, "FRA", "2019-01-01").withdrawal
    assert notice is not None
    assert (notice.on, notice.due_on, notice.effective_on) == (
        day("2010-01-10"),
        day("2010-07-10"),
        None,
    )
    assert "It takes effect" not in remark(*IN_FORCE, NOTICE, on="2010-05-31")
    assert "takes effect when that conflict ends" in remark(*deferred, on="2019-01-01")


@pytest.mark.parametrize(
    ("ended", "out"),
    [("2012-03-01", "2012-03-01"), ("2010-06-15", "2010-07-10"), ("2012-05-01", "2012-05-01")],
)
def test_once_the_conflict_has_ended_the_notice_takes_effect_not_before_it_was_due(
    ended: str, out: str
) -> None:
    lines = (
        *IN_FORCE,
        NOTICE,
        "FRA deferral_of_withdrawal 2010-06-01",
        f"FRA deferral_of_withdrawal 2012-04-01 {ended}",
    )
    found = course(MINES, *lines)
    assert story(found, "FRA", "2012-03-31") == ["withdrawing"]
    assert periods(found, "FRA")[-1].endswith(f"..{out}")
    assert standing(found, "FRA", "2012-05-01").status.value == "former_party"


def test_a_known_end_is_told_beside_the_day_it_was_due() -> None:
    lines = (*IN_FORCE, NOTICE, "FRA deferral_of_withdrawal 2010-06-01 2011-01-01")
    assert "defers it to %(effective)s" in remark(*lines, on="2010-06-01")


def test_a_deferred_notice_can_still_be_rescinded() -> None:
    lines = (
        *IN_FORCE,
        NOTICE,
        "FRA deferral_of_withdrawal 2010-06-01",
        "FRA rescission_of_withdrawal 2011-01-01",
    )
    found = course(MINES, *lines)
    assert story(found, "FRA", "2010-12-31", "2011-01-01") == ["withdrawing", "party"]
    assert periods(found, "FRA")[-1].endswith("..")


def test_the_parent_treatys_deferral_defers_leaving_its_protocol() -> None:
    parent = Dossier(
        replace(MINES, id="parent"),
        acts(
            *IN_FORCE,
            NOTICE,
            "FRA deferral_of_withdrawal 2010-06-01",
            "FRA deferral_of_withdrawal 2012-04-01 2012-05-01",
        ),
    )
    protocol = treaty(
        clauses(withdrawal=replace(LEAVING, with_parent=True)), named="protocol", parent="parent"
    )
    found = course(protocol, *IN_FORCE, related={"parent": parent})
    days = ("2010-05-01", "2010-07-10", "2012-04-30", "2012-05-01")
    assert story(found, "FRA", *days) == ["withdrawing", "party", "withdrawing", "former_party"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([*IN_FORCE, "FRA deferral_of_withdrawal 2010-06-01"], "no notice of withdrawal pending"),
        (
            [*IN_FORCE, NOTICE, "FRA deferral_of_withdrawal 2010-07-10"],
            "no notice of withdrawal pending",
        ),
        (
            [*IN_FORCE, NOTICE, "FRA deferral_of_withdrawal 2010-06-01 2010-07-10"],
            "takes effect on %(due)s in any case",
        ),
    ],
)
def test_there_must_be_a_notice_and_something_to_defer(lines: list[str], words: str) -> None:
    assert words in " ".join(refused(*lines))


def test_a_treaty_that_knows_no_deferral_has_none() -> None:
    lines = (*IN_FORCE, NOTICE, "FRA deferral_of_withdrawal 2010-06-01")
    assert "does not let an armed conflict" in " ".join(refused(*lines, definition=treaty()))
    assert story(course(treaty(), *lines), "FRA", "2010-07-10") == ["former_party"]


PROVISIONAL = "FRA provisional_application 2001-02-01"


def test_who_consented_and_is_not_bound_ends_its_provisional_application_and_stays_consenting() -> (
    None
):
    lines = ("FRA ratification 2001-01-01", PROVISIONAL, "FRA withdrawal 2001-06-01")
    assert refused(*lines, definition=treaty()) == []
    assert story(course(treaty(), *lines), "FRA", "2001-05-31", "2001-06-01") == [
        "provisionally_applying",
        "contracting",
    ]
    bound = course(treaty(), *lines, "DEU ratification 2002-01-01")
    assert story(bound, "FRA", "2002-01-31") == ["party"]


def test_an_application_that_has_not_begun_can_be_ended() -> None:
    lines = ("FRA provisional_application 2001-02-01 2001-09-01", "FRA withdrawal 2001-06-01")
    assert refused(*lines, definition=treaty()) == []
    assert story(course(treaty(), *lines), "FRA", "2001-09-01") == ["non_signatory"]


def test_a_party_that_applied_provisionally_before_withdraws_as_a_party() -> None:
    lines = (PROVISIONAL, *IN_FORCE, "FRA withdrawal 2010-01-10")
    assert story(course(treaty(), *lines), "FRA", "2010-01-10") == ["withdrawing"]

"""F5, a serious incident: what happened comes before what was known of it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from app.declarations.rules.kinds import instant
from app.declarations.rules.reading import Group, Reading
from app.declarations.values.problems import Problem

FIRST = "first"
CHAIN = ("occurred_from", "developer_aware", "authority_aware")
"""Each of these is no later than the next one."""

KEPT = ("developer_aware", "authority_aware")
RANGES = (("affected_least", "affected_most"), ("damage_least", "damage_most"))


def known_after_it_occurred(reading: Reading) -> Iterator[Problem]:
    """It occurred, the developer became aware, the authority became aware, it is filed."""
    notice = reading.of("notice")
    told = [(name, at) for name in CHAIN if (at := _at(notice, name)) is not None]
    for (_, earlier), (name, later) in pairwise(told):
        if later < earlier:
            yield notice.problem(name, "This lies before what has to come before it.")
    for name, at in told:
        if at > reading.context.at:
            yield notice.problem(name, "This lies in the future.")


def ranges_run_forwards(reading: Reading) -> Iterator[Problem]:
    """The least is no more than the most, the beginning no later than the end."""
    notice, harm = reading.of("notice"), reading.of("harm")
    begun, ended = _at(notice, "occurred_from"), _at(notice, "occurred_to")
    if begun and ended and ended < begun:
        yield notice.problem("occurred_to", "The end lies before the beginning.")
    for least, most in RANGES:
        low, high = harm.number(least), harm.number(most)
        if low is not None and high is not None and high < low:
            yield harm.problem(most, "The most is less than the least.")


def later_stages_follow_a_first(reading: Reading) -> Iterator[Problem]:
    """An update or a final report supplements a first notice."""
    stage = reading.of("notice").text("stage")
    if stage not in ("", FIRST) and FIRST not in reading.context.stages:
        yield reading.of("notice").problem(
            "stage", "There is no first notice of this incident. File it first."
        )


def stages_never_overwrite(reading: Reading) -> Iterator[Problem]:
    """The periods run from when the incident became known; no later stage moves that."""
    first, notice = reading.context.stages.get(FIRST), reading.of("notice")
    if first is None or notice.text("stage") == FIRST:
        return
    before = Reading(reading.form, first, reading.context).of("notice")
    for name in KEPT:
        if _at(before, name) and _at(notice, name) != _at(before, name):
            yield notice.problem(
                name,
                "The first notice says %(before)s. Repeat that here; to correct it, amend the "
                "first notice.",
                before=before.text(name),
            )


def _at(notice: Group, name: str) -> datetime | None:
    return instant(notice.value(name))


RULES = (
    known_after_it_occurred,
    ranges_run_forwards,
    later_stages_follow_a_first,
    stages_never_overwrite,
)

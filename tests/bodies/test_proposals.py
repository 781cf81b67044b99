"""Proposals: what is refused, how they change, come back and are listed, and by whom."""

from uuid import uuid4

import pytest

from app.bodies.models import (
    Decision,
)
from app.kernel.runtime import Runtime
from tests.bodies.circle import Circle
from tests.bodies.deciding import (
    CONSENSUS,
    PROPOSED,
    TODAY,
    decided,
    proposed,
    rows,
    the,
    voted,
    voting,
)


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return voting(runtime)


NO_PROPOSALS: list[tuple[dict[str, object], list[str]]] = [
    (
        {"title": "", "text": " ", "matter": "weather", "sort": "", "participant": "Atlantis",
         "paper": "GAIMA/WG.1/2027/4"},
        ["Give the decision a title.", "Write what is to be decided.", "Say what it is about.",
         "Choose who may read it.", "There is no participant of this name.",
         "Choose one of this body, from the list."],
    ),
    (
        {"matter": "waiver", "meeting": str(uuid4()), "follow_up": "Report back"},
        ["Say about which participant it is.", "Choose one of this body, from the list.",
         "Give the day by which that is to be done."],
    ),
    (
        {"again_of": str(uuid4()), "follow_up_by": TODAY},
        ["Choose one of this body, from the list.", "Say what is to be done by that day.",
         "Give a day to come."],
    ),
]  # fmt: skip


def test_a_proposal_that_lacks_something_is_told_all_of_it_at_once(group: Circle) -> None:
    for changes, refused in NO_PROPOSALS:
        answer = group.post("secretary", "/decisions", PROPOSED | changes)
        missing = [each for each in refused if each not in answer.text]
        assert (answer.status_code, missing) == (422, []), changes
    assert not rows(group, Decision)


NO_OUTCOMES: list[tuple[dict[str, object], list[str]]] = [
    ({"outcome": "", "on": ""}, ["Say what became of it.", "Give the day on which"]),
    ({"outcome": "not_adopted"}, ["That it was not adopted follows from a vote."]),
    (
        {"outcome": "deferred", "on": "2028-01-01"},
        ["Say why.", "This day is still to come."],
    ),
]


def test_an_outcome_that_cannot_be_is_refused_with_a_sentence(group: Circle) -> None:
    at = proposed(group)
    for changes, refused in NO_OUTCOMES:
        answer = decided(group, at, **changes)
        missing = [each for each in refused if each not in answer.text]
        assert (answer.status_code, missing) == (422, []), changes
    assert the(group).outcome is None


def test_a_proposal_changes_until_it_is_decided_and_by_one_at_a_time(group: Circle) -> None:
    at, version = proposed(group), the(group).version
    before = the(group).sha256
    shown = group.get("secretary", f"{at}/change").text
    assert str(PROPOSED["text"]) in shown
    other = PROPOSED | {"text": "The report is adopted as amended.", "version": str(version)}
    assert group.post("secretary", f"{at}/change", other).status_code == 303
    assert the(group).sha256 != before
    stale = group.post("secretary", f"{at}/change", other)
    assert (stale.status_code, "has changed this since" in stale.text) == (409, True)
    decided(group, at)
    late = group.post("secretary", f"{at}/change", other | {"version": str(the(group).version)})
    assert (late.status_code, "stands as it was decided" in late.text) == (409, True)
    for answer in (
        decided(group, at, outcome="withdrawn", note="No."),
        voted(group, at, JPN="for"),
    ):
        assert answer.status_code == 409


def test_what_came_to_nothing_is_put_again_as_a_new_act(group: Circle) -> None:
    at = proposed(group)
    decided(group, at, outcome="no_consensus")
    first = the(group)
    assert str(PROPOSED["text"]) in group.get("secretary", f"/decisions/new?again={first.id}").text
    again = proposed(group, again_of=str(first.id))
    assert again != at
    assert "Puts again" in group.get(None, again).text
    assert "Put again as" in group.get(None, at).text


ASKED = [
        ("?outcome=adopted", "Kept"), ("?outcome=no_consensus", "Dropped"),
        ("?outcome=proposed", "Open"), ("?matter=budget", "Kept"), ("?year=1999", ""),
        ("?year=2027&q=drop", "Dropped"), ("?q=wg.1/d.1", "Kept"), ("?year=x&outcome=y", "all"),
]  # fmt: skip


def test_the_list_is_narrowed_by_outcome_matter_year_and_words(group: Circle) -> None:
    decided(group, proposed(group, title="Kept", matter="budget"))
    decided(group, proposed(group, title="Dropped"), outcome="no_consensus")
    proposed(group, title="Open")
    visitor = group.browser(None)
    for asked, shown in ASKED:
        text = visitor.get(f"{group.address}/decisions.csv{asked}").text
        found = {name for name in ("Kept", "Dropped", "Open") if f",{name}," in text}
        assert found == ({"Kept", "Dropped", "Open"} if shown == "all" else {shown} - {""}), asked
    assert visitor.get(f"{group.address}/decisions?outcome=adopted").status_code == 200


def test_nobody_but_the_secretary_proposes_or_decides(group: Circle) -> None:
    at = proposed(group)
    assert group.post("Japan", "/decisions", PROPOSED).status_code == 404
    for end in ("outcome", "vote", "change"):
        assert group.post("Japan", f"{at}/{end}", CONSENSUS).status_code == 404
    for end in ("outcome", "vote", "change", "statement"):
        assert group.get("secretary", f"{at}/{end}").status_code == 200
    assert group.get("secretary", "/decisions/nothing").status_code == 404
    assert group.get("secretary", "/decisions/d-7").status_code == 404

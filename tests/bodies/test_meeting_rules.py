"""When a meeting may be convened, changed, registered for, attended, summed up; and a quorum."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from app.bodies.rules import meetings as rules
from app.bodies.rules.quorum import presence
from app.bodies.values import Class
from app.bodies.values.meetings import (
    MOST_ITEMS,
    Item,
    MeetingPlan,
    MeetingState,
    Presence,
    Sitting,
)
from app.bodies.values.procedure import Base, NumberPresent, Share, SharePresent
from app.kernel.errors import Complaint
from app.kernel.languages import Language

NOW = datetime(2027, 3, 14, 12, tzinfo=UTC)
OPENS_ON = date(2027, 4, 20)
PLAN = MeetingPlan(
    opens_at=datetime(2027, 4, 20, 8, tzinfo=UTC),
    closes_at=datetime(2027, 4, 21, 16, tzinfo=UTC),
    place="Vienna",
    link="",
    languages=(Language.ENGLISH,),
    sort=Class.UNCLASSIFIED,
    papers_due_on=date(2027, 4, 6),
)
PLANNED, HELD, CANCELLED = MeetingState.PLANNED, MeetingState.HELD, MeetingState.CANCELLED
BEFORE, AFTER = PLAN.opens_at - timedelta(hours=1), PLAN.opens_at + timedelta(hours=1)


def fields(complaints: Iterable[Complaint]) -> list[str | None]:
    return [each.field for each in complaints]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"link": "https://meet.example.org/1", "place": ""}, []),
        ({"papers_due_on": None}, []),
        ({"papers_due_on": date(2027, 4, 19)}, []),
        ({"opens_at": NOW}, ["opens_at"]),
        ({"closes_at": PLAN.opens_at}, ["closes_at"]),
        ({"place": ""}, ["place"]),
        ({"link": "http://meet.example.org/1"}, ["link"]),
        ({"languages": ()}, ["languages"]),
        ({"papers_due_on": OPENS_ON}, ["papers_due_on"]),
        ({"papers_due_on": date(2027, 3, 13)}, ["papers_due_on"]),
        ({"place": "", "languages": ()}, ["place", "languages"]),
    ],
    ids=str,
)
def test_a_plan_lies_ahead_and_says_where(changes: dict[str, object], wrong: list[str]) -> None:
    plan = replace(PLAN, **changes)  # type: ignore[arg-type]  # a table of several types
    found = rules.wrong_with_plan(plan, at=NOW, opens_on=OPENS_ON, today=NOW.date())
    assert fields(found) == wrong


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [([1, 2, 3], 0), ([], 1), ([1, 2, 2], 1), ([1, 1, 2, 2], 2), (range(1, MOST_ITEMS + 2), 1)],
)
def test_an_agenda_has_items_each_of_its_own_number(numbers: Iterable[int], wrong: int) -> None:
    found = rules.wrong_with_agenda([Item(number=each, title="x") for each in numbers])
    assert fields(found) == ["agenda"] * wrong


@pytest.mark.parametrize(
    ("state", "at", "changed", "cancelled", "registered", "by_secretary", "attended", "summed_up"),
    [
        (PLANNED, BEFORE, True, True, True, True, False, False),
        (PLANNED, PLAN.opens_at, False, True, False, True, True, False),
        (HELD, AFTER, False, False, False, True, True, True),
        (CANCELLED, BEFORE, False, False, False, False, False, False),
        (CANCELLED, AFTER, False, False, False, False, False, False),
    ],
)
def test_what_is_done_with_a_meeting_follows_its_state_and_the_hour(
    state: MeetingState,
    at: datetime,
    *,
    changed: bool,
    cancelled: bool,
    registered: bool,
    by_secretary: bool,
    attended: bool,
    summed_up: bool,
) -> None:
    opens = PLAN.opens_at
    found = [
        rules.wrong_with_changing(state, opens, at=at),
        rules.wrong_with_cancelling(state),
        rules.wrong_with_registering(state, opens, at=at, by_secretary=False),
        rules.wrong_with_registering(state, opens, at=at, by_secretary=True),
        rules.wrong_with_attending(state, opens, at=at),
        rules.wrong_with_summing_up(state),
    ]
    may = [changed, cancelled, registered, by_secretary, attended, summed_up]
    assert [not list(each) for each in found] == may


@pytest.mark.parametrize(
    ("changes", "anew"),
    [
        ({}, False),
        ({"papers_due_on": None, "languages": (Language.FRENCH,)}, False),
        ({"place": "Geneva"}, True),
        ({"link": "https://meet.example.org/2"}, True),
        ({"opens_at": PLAN.opens_at + timedelta(minutes=30)}, True),
        ({"closes_at": PLAN.closes_at + timedelta(days=1)}, True),
    ],
    ids=str,
)
def test_another_time_or_place_is_told_anew(changes: dict[str, object], anew: bool) -> None:  # noqa: FBT001 (a table)
    assert rules.is_told_anew(PLAN, replace(PLAN, **changes)) is anew  # type: ignore[arg-type]


JAPAN, KOREA, CANADA, ALTERNATE, EXPERT = (UUID(int=each) for each in range(1, 6))
SEATS = [
    Sitting(JAPAN, "JPN", is_member=True),
    Sitting(KOREA, "KOR", is_member=True),
    Sitting(CANADA, "CAN", is_member=True),
    Sitting(ALTERNATE, "JPN", is_member=True, alternate_to=JAPAN),
    Sitting(EXPERT, None, is_member=False),
]
HALF = SharePresent("share", Base.MEMBERS, Share(1, 2, exceeded=True))
OF_PARTIES = SharePresent("share", Base.PARTIES, Share(2, 3))


@pytest.mark.parametrize(
    ("rule", "present", "expected"),
    [
        (HALF, {JAPAN, KOREA}, Presence(2, 3, 2)),
        (HALF, {JAPAN}, Presence(1, 3, 2)),
        (HALF, {ALTERNATE, KOREA}, Presence(2, 3, 2)),
        (HALF, {JAPAN, ALTERNATE}, Presence(1, 3, 2)),
        (HALF, {EXPERT}, Presence(0, 3, 2)),
        (NumberPresent("number", 3), {JAPAN, KOREA, CANADA}, Presence(3, 3, 3)),
        (OF_PARTIES, {JAPAN, KOREA, CANADA}, Presence(2, 2, 2)),
        (OF_PARTIES, {CANADA}, Presence(0, 2, 2)),
    ],
)
def test_a_quorum_counts_each_member_once_its_alternate_in_its_stead(
    rule: SharePresent | NumberPresent, present: set[UUID], expected: Presence
) -> None:
    found = presence(rule, SEATS, present, parties={"JPN", "KOR"})
    assert found == expected
    assert found.is_quorum is (expected.present >= expected.needed)

"""Bodies: what keeps one from being proposed, set up, changed, prolonged and moved."""

from datetime import date
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies import queries
from app.bodies.operations import bodies as operations
from app.bodies.rules.bodies import (
    MOVES,
    cites_decision,
    slug_of,
    wrong_with_authority,
    wrong_with_charter,
    wrong_with_mandate,
    wrong_with_move,
    wrong_with_plan,
    wrong_with_term,
)
from app.bodies.rules.timeline import MOST_TICKS, Course, timeline
from app.bodies.values import BodyKind, BodyState, Hand, Span
from app.bodies.values.bodies import Charter, Move, Plan
from app.deadlines.queries import deadlines
from app.kernel.actor import SYSTEM
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from tests.bodies.builders import AT, founded
from tests.treaties.vectors import everyone

VIENNA = ZoneInfo("Europe/Vienna")
TODAY = date(2027, 3, 14)
HAND = Hand(by=SYSTEM, at=AT, today=TODAY)
CITED = "Statute, article 4"


def plan(**changed: object) -> Plan:
    usual: dict[str, object] = {
        "symbol": "GAIMA/WG.3",
        "kind": BodyKind.WORKING_GROUP,
        "name": "Working Group 3",
        "mandate": "To say what terms mean.",
        "public": True,
    }
    return Plan(**(usual | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("symbol", "slug"),
    [("GAIMA/C", "c"), ("GAIMA/WG.1", "wg-1"), ("GAIMA/EC.2.11", "ec-2-11")],
)
def test_the_symbol_of_a_body_gives_its_address(symbol: str, slug: str) -> None:
    assert slug_of(symbol) == slug
    assert list(wrong_with_plan(plan(symbol=symbol), taken=False)) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"symbol": ""}, "symbol"),
        ({"symbol": "WG.1"}, "symbol"),
        ({"symbol": "GAIMA/wg.1"}, "symbol"),
        ({"symbol": "GAIMA/WG.01"}, "symbol"),
        ({"symbol": "GAIMA/WG.1/2027/4"}, "symbol"),
        ({"symbol": "GAIMA/TIMELINE"}, "symbol"),
        ({"symbol": "GAIMA/PROPOSE"}, "symbol"),
        ({"symbol": "GAIMA/\u0391"}, "symbol"),
        ({"name": ""}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"name": "n" * 201}, "name"),
        ({"mandate": ""}, "mandate"),
        ({"mandate": "m" * 20_001}, "mandate"),
        ({"mandate": "with \x00 within"}, "mandate"),
    ],
)
def test_a_body_is_not_proposed_without_what_it_needs(
    changed: dict[str, object], field: str
) -> None:
    assert [each.field for each in wrong_with_plan(plan(**changed), taken=False)] == [field]


def test_two_bodies_do_not_have_one_symbol(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        operations.propose(session, plan(), hand=HAND)
    with (
        pytest.raises(Invalid, match="a body of this symbol already"),
        runtime.database.write(by=SYSTEM) as session,
    ):
        operations.propose(session, plan(name="Another"), hand=HAND)
    with (
        pytest.raises(Invalid, match="one of the bodies offered"),
        runtime.database.write(by=SYSTEM) as session,
    ):
        operations.propose(session, plan(symbol="GAIMA/WG.4", parent="none"), hand=HAND)


@pytest.mark.parametrize(
    ("authority", "adopted", "refused"),
    [
        ("Statute, article 4", False, False),
        ("GAIMA/C/D.4", True, False),
        ("GAIMA/C/D.4", False, True),
        ("GAIMA/WG.1/D.12", False, True),
        ("GAIMA/C/2027/4", False, False),
        ("", False, True),
        ("art. 4", False, True),
        ("12", False, True),
        ("two\nlines", False, True),
        ("x" * 201, False, True),
    ],
)
def test_a_change_rests_on_an_adopted_decision_or_on_a_citation(
    authority: str, *, adopted: bool, refused: bool
) -> None:
    found = list(wrong_with_authority(authority, adopted=adopted))
    assert bool(found) is refused
    assert {each.field for each in found} <= {"authority"}


def test_what_only_resembles_a_symbol_is_a_citation() -> None:
    assert cites_decision("GAIMA/EC/D.10")
    assert not cites_decision("Decision GAIMA/EC/D.10 of 2 May")


@pytest.mark.parametrize(
    ("state", "on", "until", "refused"),
    [
        (BodyState.PROPOSED, TODAY, None, False),
        (BodyState.PROPOSED, TODAY, TODAY, False),
        (BodyState.ACTIVE, TODAY, None, True),
        (BodyState.CONCLUDED, TODAY, None, True),
        (BodyState.PROPOSED, date(2027, 3, 15), None, True),
        (BodyState.PROPOSED, date(2027, 1, 31), None, True),
        (BodyState.PROPOSED, TODAY, date(2027, 3, 13), True),
    ],
)
def test_a_body_is_set_up_once_on_a_day_after_its_proposal(
    state: BodyState, on: date, until: date | None, *, refused: bool
) -> None:
    charter = Charter(authority=CITED, on=on, mandate="To see to it.", until=until)
    found = wrong_with_charter(charter, state=state, proposed_on=date(2027, 2, 1), today=TODAY)
    assert bool(list(found)) is refused


FIRST = Span(date(2027, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("since", "until", "before", "field"),
    [
        ("2027-07-01", "2027-12-31", [FIRST], None),
        ("2027-09-01", "2027-12-31", [FIRST], None),
        ("2027-06-30", "2027-12-31", [FIRST], "since"),
        ("2027-01-01", "2027-03-01", [FIRST], "since"),
        ("2027-07-01", "2027-06-30", [FIRST], "until"),
        ("2027-07-01", None, [FIRST], "until"),
    ],
)
def test_terms_follow_one_another(
    since: str, until: str | None, before: list[Span], field: str | None
) -> None:
    wanted = Span(date.fromisoformat(since), date.fromisoformat(until) if until else None)
    found = [each.field for each in wrong_with_term(wanted, before)]
    assert found == ([field] if field else [])


def test_a_body_that_stands_for_good_has_no_term_to_extend() -> None:
    wanted = Span(date(2028, 1, 1), date(2028, 6, 30))
    [refused] = wrong_with_term(wanted, [Span(date(2027, 1, 1))])
    assert "no term to extend" in refused.message


def test_a_body_moves_as_the_table_says_and_no_other_way() -> None:
    for state, to in product(BodyState, BodyState):
        wanted = Move(to=to, authority=CITED, on=TODAY, reason="It is done.")
        found = list(wrong_with_move(wanted, state=state, since=TODAY, today=TODAY))
        assert bool(found) is (to not in MOVES[state]), (state, to)


@pytest.mark.parametrize(
    ("on", "reason", "fields"),
    [
        (TODAY, "It is done.", []),
        (TODAY, "", ["reason"]),
        (date(2027, 2, 28), "It is done.", ["on"]),
        (date(2027, 3, 15), "It is done.", ["on"]),
        (TODAY, "r" * 2_001, ["reason"]),
    ],
)
def test_a_step_comes_after_the_one_before_and_not_ahead_of_its_day(
    on: date, reason: str, fields: list[str]
) -> None:
    wanted = Move(to=BodyState.CONCLUDED, authority=CITED, on=on, reason=reason)
    found = wrong_with_move(wanted, state=BodyState.ACTIVE, since=date(2027, 3, 1), today=TODAY)
    assert [each.field for each in found] == fields


def test_a_change_of_the_mandate_changes_it() -> None:
    assert list(wrong_with_mandate("To do more.", before="To do less.")) == []
    [refused] = wrong_with_mandate("To do more.", before="To do more.")
    assert "stands already" in refused.message


def test_what_was_concluded_changes_no_more(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session)
        end = Move(to=BodyState.CONCLUDED, authority=CITED, on=TODAY, reason="It is done.")
        operations.move(session, body, end, hand=HAND)
        term = Span(date(2029, 1, 1), date(2029, 6, 30))
        with pytest.raises(Invalid, match="nothing of it changes any more"):
            operations.extend(session, body, term, authority=CITED, hand=HAND, zone=VIENNA)
        with pytest.raises(Invalid, match="nothing of it changes any more"):
            operations.change_mandate(
                session, body, "To do more.", authority=CITED, on=TODAY, hand=HAND
            )


def test_a_decision_that_is_named_has_to_stand(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session)
        with pytest.raises(Invalid, match="No decision of this symbol stands adopted"):
            operations.change_mandate(
                session, body, "To do more.", authority="GAIMA/C/D.4", on=TODAY, hand=HAND
            )
        assert len(queries.mandates(session, body)) == 1


def test_an_extension_moves_the_deadline_of_the_term(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = operations.propose(session, plan(), hand=HAND)
        charter = Charter(
            authority=CITED, on=TODAY, mandate="To see.", until=date(2027, 6, 30), members=("CAN",)
        )
        operations.establish(session, body, charter, roll=everyone(), hand=HAND, zone=VIENNA)
        term = Span(date(2027, 7, 1), date(2027, 12, 31))
        operations.extend(session, body, term, authority=CITED, hand=HAND, zone=VIENNA)
        [found] = deadlines(session, "body_term", [str(body.id)]).values()
        assert found.due_at.isoformat() == "2027-12-31T23:00:00+00:00"
        assert [each.participant for each in queries.seats(session, body)] == ["CAN"]


def test_a_member_from_the_past_is_none_today(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        body = operations.propose(session, plan(), hand=HAND)
        charter = Charter(authority=CITED, on=TODAY, mandate="To see.", members=("CAN", "YUG"))
        with pytest.raises(Invalid, match="YUG"):
            operations.establish(session, body, charter, roll=everyone(), hand=HAND, zone=VIENNA)


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2027, 1, 20), date(2027, 4, 2), [2, 3, 4, 5]),
        (date(2026, 3, 10), date(2027, 8, 1), [7, 1, 7]),
        (date(2020, 5, 1), date(2027, 5, 1), [1, 1, 1]),
    ],
)
def test_the_marks_of_the_chart_divide_the_year(
    since: date, until: date, months: list[int]
) -> None:
    steps = [(since, BodyState.ACTIVE)]
    course = Course(slug="c", symbol="GAIMA/C", name="C", steps=steps, terms=[Span(since, until)])
    drawn = timeline([course], today=since)
    assert drawn
    assert [each.on.month for each in drawn.ticks] == months


@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.sampled_from(BodyState)), max_size=5))
def test_whatever_bodies_there_are_the_chart_keeps_within_its_width(
    given_: list[tuple[date, date | None, BodyState]],
) -> None:
    courses = [
        Course(
            slug=f"wg-{place}", symbol=f"GAIMA/WG.{place}", name="A group",
            steps=[(min(since, TODAY), BodyState.PROPOSED), (TODAY, state)],
            terms=[Span(since, max(until, since) if until else None)],
        )
        for place, (since, until, state) in enumerate(given_)
    ]  # fmt: skip
    for each in courses:
        assert each.concluded_on == (TODAY if each.steps[-1][1] is BodyState.CONCLUDED else None)
    drawn = timeline(courses, today=TODAY)
    assert (drawn is None) is not bool(courses)
    marks = drawn.ticks if drawn else ()
    assert len(marks) <= MOST_TICKS + 1
    assert all(0 <= each.left <= 100 for each in marks)
    for line in drawn.lines if drawn else ():
        for stroke in line.stretches:
            assert stroke.left >= 0
            assert stroke.width >= 0
            assert stroke.left + stroke.width <= 100.01
        assert all(0 <= end <= 100 for end in line.ends)

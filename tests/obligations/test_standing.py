"""How deadlines stand: late is not missing, and nobody is born overdue."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deadlines.values import Outcome
from app.obligations.rules.standing import Facts, counts, standing
from app.obligations.values import Basis, Cell, FilingState, Flag, Row, Standing, Timeliness
from tests.obligations.builders import SEAT, day, instant

DUE = instant("2027-03-31T22:00")  # the end of 31 March in Vienna, where it is summer time
FACTS = Facts(
    basis=Basis.PARTY, opens_on=day("2026-12-31"), due_at=DUE, recorded_on=day("2026-01-01")
)
S, T = FilingState, Timeliness


def at(instant_: str, facts: Facts = FACTS) -> tuple[FilingState, Timeliness | None, int]:
    found = standing(facts, at=instant(instant_), seat=SEAT)
    return found.state, found.timeliness, found.days_late


def filed(on: str, outcome: Outcome = Outcome.FILED) -> Facts:
    return replace(FACTS, met_at=instant(on), outcome=outcome)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-30T22:59", (S.NOT_DUE, None, 0)),
        ("2026-12-30T23:00", (S.DUE, None, 0)),
        ("2027-03-31T21:59", (S.DUE, None, 0)),
        ("2027-03-31T22:00", (S.DUE, T.OVERDUE, 1)),
        ("2027-04-01T21:59", (S.DUE, T.OVERDUE, 1)),
        ("2027-04-10T12:00", (S.DUE, T.OVERDUE, 10)),
    ],
)
def test_what_nobody_has_filed_becomes_due_and_then_overdue(
    now: str, expected: tuple[FilingState, Timeliness | None, int]
) -> None:
    assert at(now) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (filed("2027-01-05"), (S.FILED, T.ON_TIME, 0)),
        (filed("2027-03-31T21:59:59"), (S.FILED, T.ON_TIME, 0)),
        (filed("2027-03-31T22:00"), (S.FILED, T.LATE, 1)),
        (filed("2027-04-20T09:00"), (S.FILED, T.LATE, 20)),
        (filed("2027-03-01", Outcome.NIL), (S.NIL, T.ON_TIME, 0)),
        (filed("2027-04-02", Outcome.NO_CHANGE), (S.NO_CHANGE, T.LATE, 2)),
        (filed("2027-05-01", Outcome.WAIVED), (S.WAIVED, None, 0)),
    ],
)
def test_what_was_filed_stays_in_time_or_late_for_ever(
    facts: Facts, expected: tuple[FilingState, Timeliness | None, int]
) -> None:
    assert at("2029-01-01", facts) == expected


def test_what_a_participant_files_of_its_own_accord_is_neither_late_nor_overdue() -> None:
    free = replace(FACTS, basis=Basis.VOLUNTARY)
    assert at("2028-01-01", free) == (S.DUE, None, 0)
    assert at("2028-01-01", replace(filed("2027-09-01"), basis=Basis.VOLUNTARY)) == (
        S.FILED,
        None,
        0,
    )


@pytest.mark.parametrize("basis", [Basis.PARTY, Basis.PROVISIONAL, Basis.ARRANGEMENT])
def test_on_the_three_other_bases_it_can_be_overdue(basis: Basis) -> None:
    assert at("2027-04-10", replace(FACTS, basis=basis))[1] is T.OVERDUE


def test_what_was_due_before_the_register_knew_is_not_born_overdue() -> None:
    late = replace(FACTS, recorded_on=day("2027-04-01"))
    found = standing(late, at=instant("2027-04-10"), seat=SEAT)
    assert found == Standing(S.DUE, flags=frozenset({Flag.DUE_BEFORE_RECORDED}))
    extended = replace(late, due_at=instant("2027-06-30T22:00"), extended=True)
    assert at("2027-07-10", extended)[1] is T.OVERDUE, "a decision has set another day"
    known = replace(FACTS, recorded_on=day("2027-03-31"))
    assert at("2027-04-10", known)[1] is T.OVERDUE, "it was recorded on the last day itself"


def test_each_flag_shows_what_it_stands_for() -> None:
    facts = replace(FACTS, recalled=True, extended=True, moved_by_outage=True)
    found = standing(facts, at=instant("2027-01-05"), seat=SEAT)
    assert found.flags == {Flag.EXTENDED, Flag.MOVED_BY_OUTAGE, Flag.RECALLED}
    again = replace(facts, met_at=instant("2027-01-06"), outcome=Outcome.FILED)
    assert Flag.RECALLED not in standing(again, at=instant("2027-01-07"), seat=SEAT).flags


def row(code: str, facts: Facts, now: str) -> Row:
    return Row(
        obligation="f", participant=code, period="2022", basis=facts.basis, due_at=facts.due_at,
        original_due_at=facts.due_at, met_at=facts.met_at,
        standing=standing(facts, at=instant(now), seat=SEAT),
    )  # fmt: skip


def test_case_22_late_is_not_missing() -> None:
    owed = replace(FACTS, due_at=instant("2023-09-30T22:00"), recorded_on=day("2000-01-01"))

    def met(on: str) -> Facts:
        return replace(owed, met_at=instant(on), outcome=Outcome.FILED)

    now = "2023-12-31T12:00"
    rows = [row(f"A{number:02}", met("2023-09-30T12:00"), now) for number in range(175)]
    rows += [row(f"B{number:02}", met(f"2023-10-{number + 1:02}"), now) for number in range(20)]
    rows += [row(code, owed, now) for code in ("KAZ", "PRK", "SMR")]
    found = counts(rows)
    assert (found[Cell.ON_TIME], found[Cell.LATE], found[Cell.OVERDUE]) == (175, 20, 3)
    assert sum(found.values()) == 198
    late = [each.standing.days_late for each in rows if each.standing.cell is Cell.LATE]
    assert late == list(range(1, 21))


FACT = st.builds(
    Facts,
    basis=st.sampled_from(Basis),
    opens_on=st.just(day("2026-12-31")),
    due_at=st.just(DUE),
    recorded_on=st.dates(day("2026-01-01"), day("2028-01-01")),
    met_at=st.none(),
    recalled=st.booleans(),
    extended=st.booleans(),
)


@given(st.lists(st.tuples(FACT, st.sampled_from([None, *Outcome])), max_size=30), st.integers(1, 9))
def test_the_counts_are_the_rows(given_: list[tuple[Facts, Outcome | None]], month: int) -> None:
    rows = [
        row(
            "X", replace(f, met_at=DUE if outcome else None, outcome=outcome), f"2027-{month:02}-01"
        )
        for f, outcome in given_
    ]
    found = counts(rows)
    assert sum(found.values()) == len(rows)
    for each in rows:
        assert found[each.standing.cell] > 0
        assert (each.standing.days_late > 0) == (each.standing.timeliness in {T.LATE, T.OVERDUE})

"""The rules of papers: each deadline counts once, and what is reserved not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from app.declarations.values.filing import Status, Step
from app.kernel.clock import end_of_day
from app.kernel.errors import NotFound
from app.obligations.queries import catalogue
from app.obligations.values import (
    Basis,
    FilingState,
    Flag,
    Row,
    Standing,
    Timeliness,
)
from app.participants.values import RegionalGroup
from app.reports.forms import papers as forms
from app.reports.rules import papers
from app.reports.rules.papers.annual import STANDINGS, WORDS
from app.reports.rules.papers.timeliness import bases, exported
from app.reports.rules.papers.timing import SHEET
from app.reports.values import Among, House, Publisher, Span, Timing
from tests.conftest import ROOT, SEAT
from tests.reports.facts import everyone

S, T = FilingState, Timeliness
ON = date(2027, 3, 14)


@cache
def house() -> House:
    return House(
        publisher=Publisher("Global AI Monitoring Agency", demonstration=False),
        site="http://localhost:8000",
        seat=SEAT,
        origin="localhost/ledger",
        verifier=None,
        sign=lambda _: None,
        obligations=catalogue(ROOT / "config" / "obligations").obligations,
    )


def row(
    standing: Standing,
    *,
    due: str = "2026-03-31",
    obligation: str = "f2",
    participant: str = "CAN",
    period: str = "2025",
    basis: Basis = Basis.PARTY,
) -> Row:
    due_at = end_of_day(date.fromisoformat(due), SEAT)
    return Row(
        obligation=obligation,
        participant=participant,
        period=period,
        basis=basis,
        due_at=due_at,
        original_due_at=due_at,
        met_at=due_at if standing.state in {S.FILED, S.NIL, S.NO_CHANGE} else None,
        standing=standing,
    )


ON_TIME, LATE = Standing(S.FILED, T.ON_TIME), Standing(S.FILED, T.LATE, 12)
OVERDUE, FREELY = Standing(S.DUE, T.OVERDUE, 30), Standing(S.FILED)


@pytest.mark.parametrize(
    ("standing", "word"),
    [
        (ON_TIME, Timing.ON_TIME),
        (Standing(S.NIL, T.ON_TIME), Timing.ON_TIME),
        (Standing(S.NIL, T.LATE, 3), Timing.LATE),
        (Standing(S.NO_CHANGE, T.LATE, 3), Timing.LATE),
        (LATE, Timing.LATE),
        (FREELY, Timing.RECEIVED),
        (Standing(S.NIL, flags=frozenset({Flag.DUE_BEFORE_RECORDED})), Timing.RECEIVED),
        (OVERDUE, Timing.OVERDUE),
        (Standing(S.NOT_DUE, T.OVERDUE, 1), Timing.OVERDUE),
        (Standing(S.DUE), Timing.DUE),
        (Standing(S.NOT_DUE), Timing.NOT_DUE),
        (Standing(S.WAIVED), Timing.WAIVED),
    ],
)
def test_a_deadline_is_counted_under_one_word(standing: Standing, word: Timing) -> None:
    assert papers.timing(row(standing)) is word


EVERY = [Standing(state, timing, 4) for state in S for timing in (None, *T)]


@pytest.mark.parametrize("most", [0, 1, 7, len(EVERY)])
def test_the_words_of_a_tally_add_up_to_its_deadlines(most: int) -> None:
    counted = papers.tally(map(row, EVERY[:most]))
    assert sum(counted[word.value] for word in Timing) == counted["count"] == most
    drawn = sum(part["width"] for part in papers.bar(counted, most=most))
    assert drawn == (SHEET if most else 0)


@pytest.mark.parametrize(
    ("days", "median"),
    [([], None), ([7], 7), ([1, 9, 3], 3), ([5, 2], Decimal("3.5")), ([2, 4], 3)],
)
def test_the_median_is_exact(days: list[int], median: int | Decimal | None) -> None:
    assert papers.median_of(days) == median


def test_a_bar_is_drawn_to_the_scale_of_the_longest() -> None:
    counted = papers.tally([row(ON_TIME), row(ON_TIME), row(OVERDUE)])
    assert papers.bar(counted, most=6) == [
        {"timing": "on_time", "place": 0, "width": 333},
        {"timing": "overdue", "place": 333, "width": 167},
    ]
    assert papers.bar(papers.tally([]), most=0) == []


ROWS = (
    row(ON_TIME),
    row(LATE, participant="JPN"),
    row(OVERDUE, participant="BRA", obligation="f4"),
    row(Standing(S.DUE, flags=frozenset({Flag.EXTENDED})), participant="EU"),
    row(ON_TIME, participant="JPN", basis=Basis.ARRANGEMENT),
    row(FREELY, participant="FRA", basis=Basis.VOLUNTARY),
    row(ON_TIME, due="2024-03-31"),
    row(OVERDUE, due="2021-03-31"),
)


def test_bases_are_counted_apart_each_by_obligation_and_by_group_with_the_same_total() -> None:
    facts = papers.timeliness_paper(2026, ROWS, roll=everyone(), on=ON, house=house())
    assert facts["count"] == sum(each["total"]["count"] for each in facts["bases"]) == 6
    assert [each["basis"] for each in facts["bases"]] == ["party", "arrangement", "voluntary"]
    for each in facts["bases"]:
        for lines in (each["obligations"], each["groups"]):
            for word in ("count", *(word.value for word in Timing), "extended"):
                assert sum(line[word] for line in lines) == each["total"][word]
    [party, *_] = facts["bases"]
    assert [line["group"] for line in party["groups"]] == [
        RegionalGroup.ASIA_PACIFIC,
        RegionalGroup.LATIN_AMERICA,
        RegionalGroup.WESTERN_EUROPE,
        None,
    ]
    assert (party["total"]["median_days_late"], party["total"]["extended"]) == (12, 1)


def test_a_trend_looks_back_over_five_years_and_leaves_out_those_in_which_nothing_was_due() -> None:
    [party, *_] = bases(ROWS, range(2022, 2027), roll=everyone(), house=house())
    assert [(each["year"], each["count"]) for each in party["trend"]] == [(2024, 1), (2026, 4)]
    assert [each and each["count"] for each in party["over_years"][0]["years"]] == [
        *(None, None, 1, None, 3)
    ]


def test_the_table_of_the_paper_has_its_lines() -> None:
    facts = papers.timeliness_paper(2026, ROWS, roll=everyone(), on=ON, house=house())
    lines = list(exported(facts))
    assert sum(int(line[4] or 0) for line in lines if line[2]) == facts["count"]
    assert sum(int(line[4] or 0) for line in lines if line[3]) == facts["count"]


def test_years_are_those_in_which_something_was_due_and_this_one() -> None:
    assert papers.years_with(ROWS, house(), today=ON) == [2027, 2026, 2024, 2021]
    assert papers.years_with([], house(), today=ON) == [2027]


def test_papers_say_nothing_of_what_is_reserved() -> None:
    spoken_of = {code for code, each in house().obligations.items() if papers.is_counted(each)}
    assert {each.partition("-")[0] for each in spoken_of} == {"f1", "f2", "f4", "f6"}
    reserved = {c for c, each in house().obligations.items() if each.form in {"F3", "F5"}}
    assert reserved & spoken_of == set()


@pytest.mark.parametrize(
    ("period", "paper"),
    [
        ("2025", "2025"),
        ("initial", "initial"),
        ("initial-arrangement", "initial"),
        ("initial-2", "initial"),
        ("end-state", "end-state"),
        ("C-1", "C-1"),
    ],
)
def test_what_is_owed_once_stands_together(period: str, paper: str) -> None:
    assert papers.period_of(row(ON_TIME, period=period)) == paper


def test_periods_are_listed_the_latest_first_and_without_what_an_event_calls_for() -> None:
    rows = [
        row(ON_TIME, period=period, obligation=code)
        for code, period in (
            ("f1-initial", "initial"),
            ("f2", "2024"),
            ("f2", "2025"),
            ("f1-change", "NEW-1"),
            ("f5", "2026"),
        )
    ]
    assert papers.periods_with(rows, house()) == ["2025", "2024", "initial"]
    assert len(papers.of_period(rows, "initial", house())) == 1


def test_the_usual_period_is_the_latest_of_which_something_is_due() -> None:
    coming = row(Standing(S.NOT_DUE), period="2026", due="2027-03-31")
    assert papers.usual_period([coming, row(OVERDUE), row(ON_TIME)], house()) == "2025"
    assert papers.usual_period([coming], house()) == "2026"
    assert papers.usual_period([], house()) is None


def test_the_status_of_submission_has_a_line_for_each_participant_and_counts_its_cells() -> None:
    again = replace(row(OVERDUE, obligation="f1-initial", period="initial-2"), met_at=None)
    rows = [*ROWS[:6], row(ON_TIME, obligation="f1-initial", period="initial"), again]
    facts = papers.submissions_paper("2025", rows, name=str, on=ON, house=house())
    [party, *_] = facts["bases"]
    assert [line["name"] for line in party["lines"]] == ["BRA", "CAN", "EU", "JPN"]
    assert [each["code"] for each in facts["obligations"]] == ["f1-initial", "f2", "f4"]
    canada = party["lines"][1]["cells"]
    assert [[cell["timing"] for cell in cells] for cells in canada] == [
        ["on_time", "overdue"],
        ["on_time"],
        [],
    ]
    for part in facts["bases"]:
        cells = [cell for line in part["lines"] for cells in line["cells"] for cell in cells]
        assert len(cells) == part["count"] == sum(part["all"])
        assert sum(sum(total["figures"]) for total in part["totals"]) == part["count"]
    assert sum(part["count"] for part in facts["bases"]) == facts["count"] == len(rows)


def test_where_versions_stand_adds_up() -> None:
    assert set(STANDINGS) == set(Status) - {Status.DRAFT}
    assert set(STANDINGS.values()) == set(WORDS)
    assert Step.SUBMIT not in papers.annual.REVIEWS


@pytest.mark.parametrize(("year", "until"), [(2026, "2026-12-31"), (2027, "2027-03-14")])
def test_a_report_tells_of_a_year_as_far_as_it_has_come(year: int, until: str) -> None:
    span = papers.span_of(year, today=ON)
    assert span == Span(date(year, 1, 1), date.fromisoformat(until))
    assert span.holds(span.since)
    assert span.holds(span.until)
    assert not span.holds(date(year - 1, 12, 31))
    assert not span.holds(None)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: forms.year({"year": "1999"}, [2027, 2026]),
        lambda: forms.year({"year": "MMXXVI"}, [2027, 2026]),
        lambda: forms.period({"period": "1999"}, ["2025"], usual="2025"),
        lambda: forms.period({}, [], usual=None),
        lambda: forms.known_on({"known_on": "31 June"}, today=ON),
        lambda: forms.known_on({"known_on": "2027-03-15"}, today=ON),
    ],
)
def test_what_has_no_paper_is_refused_with_a_sentence(ask: Callable[[], object]) -> None:
    with pytest.raises(NotFound):
        ask()


def test_what_is_not_asked_is_the_latest() -> None:
    assert forms.year({}, [2027, 2026]) == 2027
    assert forms.period({}, ["2025", "2024"], usual="2024") == "2024"
    assert forms.period({"period": "2025"}, ["2025", "2024"], usual="2024") == "2025"
    assert forms.known_on({}, today=ON) == ON
    assert (forms.among({}), forms.among({"among": "some"})) == (Among.OWN, Among.OWN)

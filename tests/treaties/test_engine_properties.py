"""What holds of every treaty and every history, however strange."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.participants.values import Name, Participant, ParticipantKind, Roll
from app.treaties.rules.course import course_of
from app.treaties.values.acts import CONSENTS, Act, ActionKind
from app.treaties.values.clauses import (
    Condition,
    Count,
    Days,
    Delay,
    Duration,
    DurationUnit,
    EntryIntoForce,
    FinalClauses,
    FirstOfNthMonthAfterMonth,
    FractionOfParties,
    Immediate,
    LaterJoiners,
    Named,
    OwnDelayRunsAfter,
    RegionalOrganisations,
    Require,
    Reservations,
    Share,
    TreatyInForce,
    WithdrawalClause,
)
from app.treaties.values.dossier import Dossier, Indicator
from app.treaties.values.status import Standing
from tests.treaties.builders import treaty
from tests.treaties.naive import Life, Row, row

BEGINS = date(2020, 1, 1)
LENGTH = 60
DAYS = [BEGINS + timedelta(days=number) for number in range(LENGTH)]
LAST = DAYS[-1]
AFTER = LAST + timedelta(days=400)
CODES = ["AAA", "BBB", "CCC", "OLD", "ORG"]
FIGURES = {"AAA": Decimal(10), "BBB": Decimal(30), "CCC": Decimal(25), "ORG": Decimal(40)}
LIVED = 12
LIVED_LONG = 400
EXAMPLES = 15

days = st.sampled_from(DAYS)
some_codes = st.frozensets(st.sampled_from(CODES), min_size=1)


def participant(code: str) -> Participant:
    return Participant(
        code=code,
        kind=ParticipantKind.REIO if code == "ORG" else ParticipantKind.STATE,
        names={"en": Name(code, code)},
        existed_since=DAYS[15] if code == "CCC" else None,
        existed_until=DAYS[30] if code == "OLD" else None,
    )


ROLL = Roll({code: participant(code) for code in CODES})

delays: st.SearchStrategy[Delay] = st.one_of(
    st.just(Immediate()),
    st.builds(Days, st.integers(0, 8)),
    st.builds(FirstOfNthMonthAfterMonth, st.just(1)),
)
durations = st.builds(Duration, st.sampled_from([0, 0, 5, 9]), st.just(DurationUnit.DAYS))


def conditions(*, beside: bool) -> st.SearchStrategy[Condition]:
    own: list[st.SearchStrategy[Condition]] = [
        st.builds(
            Count,
            st.integers(1, 3),
            st.none() | st.frozensets(st.sampled_from(sorted(CONSENTS)), min_size=3),
            st.none() | some_codes,
        ),
        st.builds(Named, some_codes),
        st.builds(
            Share,
            st.just("gdp"),
            st.sampled_from([Decimal("0.3"), Decimal("0.55")]),
            st.none() | some_codes,
        ),
    ]
    other: list[st.SearchStrategy[Condition]] = [
        st.builds(TreatyInForce, st.just("parent")),
        st.builds(
            FractionOfParties, st.just("parent"), st.just(2), st.just(3), st.sampled_from([None, 4])
        ),
    ]
    return st.one_of(*own, *other) if beside else st.one_of(*own)


@st.composite
def final_clauses(draw: st.DrawFn, *, beside: bool) -> FinalClauses:
    held = draw(st.lists(conditions(beside=beside), max_size=2))
    return FinalClauses(
        entry_into_force=EntryIntoForce(
            conditions=tuple(held),
            delay=draw(delays),
            require=draw(st.sampled_from(Require)),
            fixed_date=draw(st.none() | days),
            not_before=draw(st.none() | days),
            lapses_below=draw(st.sampled_from([None, 1, 2])),
        ),
        later_joiners=LaterJoiners(draw(delays), draw(st.sampled_from(OwnDelayRunsAfter))),
        regional_organisations=draw(st.sampled_from(RegionalOrganisations)),
        withdrawal=draw(
            st.builds(WithdrawalClause, durations, delays | durations, with_parent=st.booleans())
            | st.none()
        ),
        reservations=Reservations.NONE,
        provisional_application=draw(st.booleans()),
    )


JOINING = [ActionKind.RATIFICATION, ActionKind.RATIFICATION, *sorted(CONSENTS)]
KINDS = [
    *JOINING,
    *[ActionKind.WITHDRAWAL] * 8,
    *[ActionKind.RESCISSION_OF_WITHDRAWAL] * 3,
    *[ActionKind.WITHDRAWAL_OF_CONSENT] * 2,
    *[ActionKind.PROVISIONAL_APPLICATION] * 2,
    ActionKind.SIGNATURE,
    ActionKind.SUCCESSION_TO_SIGNATURE,
    ActionKind.COMMUNICATION,
]
DATED = {ActionKind.SUCCESSION, ActionKind.WITHDRAWAL, ActionKind.PROVISIONAL_APPLICATION}


@st.composite
def careers(draw: st.DrawFn, code: str) -> list[Act]:
    """What one participant does, beginning with a consent more often than not."""
    first = draw(st.sampled_from([*JOINING, ActionKind.PROVISIONAL_APPLICATION]))
    later = draw(st.lists(st.sampled_from(KINDS), min_size=3, max_size=8))
    found, on = [], draw(st.sampled_from(DAYS[:20]))
    for kind in (first, *later):
        found.append(
            Act(
                participant=code,
                kind=kind,
                deposited_on=on,
                recorded_on=on + timedelta(days=draw(st.integers(0, 9))),
                effective_on=draw(st.none() | days) if kind in DATED else None,
            )
        )
        on = min(LAST, on + timedelta(days=draw(st.integers(0, 14))))
    return found


def numbered(found: Sequence[Sequence[Act]]) -> tuple[Act, ...]:
    acts = chain.from_iterable(found)
    return tuple(replace(act, number=number) for number, act in enumerate(acts, start=1))


histories = st.tuples(*map(careers, CODES)).map(numbered)
GDP = {"gdp": Indicator("gdp", "made up", FIGURES)}


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    parent = treaty(draw(final_clauses(beside=False)), named="parent")
    definition = treaty(draw(final_clauses(beside=True)), parent="parent")
    return Dossier(
        definition=definition,
        acts=draw(histories),
        indicators=GDP,
        related={"parent": Dossier(parent, draw(histories), indicators=GDP)},
    )


def alone(final_clauses: FinalClauses, acts: tuple[Act, ...]) -> Dossier:
    return Dossier(treaty(final_clauses), acts, indicators=GDP)


alone_dossiers = st.builds(alone, final_clauses(beside=False), histories)


def begun(dossier: Dossier, parent: Callable[[date], Life] | None = None) -> Life:
    """Give a treaty's life on the eve of its first day."""
    eve = BEGINS - timedelta(days=1)
    return Life(dossier.definition.final_clauses, dossier.acts, ROLL, FIGURES, eve, parent)


def assert_lived(dossier: Dossier) -> None:
    """Live through every day of a treaty and its parent, and compare."""
    course = course_of(dossier, ROLL)
    parents = {on: begun(dossier.related["parent"]).live_until(on) for on in DAYS}
    at_last = begun(dossier, parents.__getitem__).live_until(LAST)
    life = begun(dossier, parents.__getitem__)
    for on in DAYS:
        life.live_until(on)
        status = course.on(on)
        entry = status.entry_into_force
        assert (entry.trigger_on, entry.on) == (life.trigger, life.general)
        assert entry.lapsed_on == life.lapsed
        assert {each.code: lived(each) for each in status.participants} == {
            each.code: row(each.code, life, at_last) for each in status.participants
        }
        if life.trigger in {None, on}:
            held = dossier.definition.final_clauses.entry_into_force.conditions
            assert [each.reached for each in entry.conditions] == [life.reached(c) for c in held]
            assert [each.required for each in entry.conditions] == [life.required(c) for c in held]


@settings(max_examples=LIVED, derandomize=True, deadline=None)
@given(dossier=dossiers())
def test_the_course_is_what_living_through_every_day_gives(dossier: Dossier) -> None:
    assert_lived(dossier)


@pytest.mark.long
@settings(max_examples=LIVED_LONG, derandomize=True, deadline=None)
@given(dossier=dossiers())
def test_the_course_of_many_treaties_is_what_living_through_every_day_gives(
    dossier: Dossier,
) -> None:
    assert_lived(dossier)


def lived(standing: Standing) -> Row:
    return Row(
        status=standing.status,
        in_force_on=standing.in_force_on,
        periods=tuple((period.since, period.to) for period in standing.periods),
        leaves_on=standing.withdrawal.effective_on if standing.withdrawal else None,
    )


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(dossier=dossiers())
def test_many_dates_are_answered_as_each_of_them_is(dossier: Dossier) -> None:
    course = course_of(dossier, ROLL)
    there_and_back = [*DAYS, AFTER, *DAYS[::-7]]
    statuses = course.statuses(there_and_back)
    counts = course.counts(there_and_back)
    for on, by_code, figures in zip(there_and_back, statuses, counts, strict=True):
        status = course.on(on)
        assert by_code == {each.code: each.status for each in status.participants}
        assert figures == status.counts


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(dossier=dossiers())
def test_the_counts_are_those_of_the_rows(dossier: Dossier) -> None:
    course = course_of(dossier, ROLL)
    for on in DAYS[::5]:
        status = course.on(on)
        rows = [each for each in status.participants if not each.historical]
        assert status.counts.signatories == sum(each.signed_on is not None for each in rows)
        assert status.counts.parties == sum(each.status.is_bound for each in rows)
        assert status.counts.former == sum(each.status == "former_party" for each in rows)
        waiting = sum(each.status == "contracting" for each in rows)
        applying = sum(each.status == "provisionally_applying" for each in rows)
        assert waiting <= status.counts.contracting <= waiting + applying
        codes = [each.code for each in status.participants]
        assert codes == sorted(set(codes))


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(dossier=dossiers())
def test_every_period_is_well_formed(dossier: Dossier) -> None:
    course = course_of(dossier, ROLL)
    for on in DAYS[::5]:
        status = course.on(on)
        general = status.entry_into_force.on
        for standing in status.participants:
            ends = [general or date.max]
            for period in standing.periods:
                assert ends[-1] <= period.since
                assert period.to is None or period.since < period.to
                ends.append(period.to or date.max)
            assert date.max not in ends[1:-1]


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(dossier=dossiers(), data=st.data())
def test_the_order_of_rows_is_irrelevant(dossier: Dossier, data: st.DataObject) -> None:
    shuffled = replace(dossier, acts=tuple(data.draw(st.permutations(dossier.acts))))
    renumbered = replace(shuffled, acts=numbered([shuffled.acts]))
    course = course_of(dossier, ROLL)
    for other in (shuffled, renumbered):
        found = course_of(other, ROLL)
        assert [course.on(on) for on in DAYS[::5]] == [found.on(on) for on in DAYS[::5]]


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(dossier=dossiers(), known_on=days, data=st.data())
def test_what_was_recorded_later_changes_nothing_that_was_known_before(
    dossier: Dossier, known_on: date, data: st.DataObject
) -> None:
    later = data.draw(histories)
    late = [
        replace(
            act,
            number=1000 + act.number,
            recorded_on=max(act.recorded_on, known_on + timedelta(days=1)),
            replaces=data.draw(st.none() | st.integers(1, len(dossier.acts))),
        )
        for act in later
    ]
    course = course_of(dossier, ROLL, known_on=known_on)
    found = course_of(replace(dossier, acts=(*dossier.acts, *late)), ROLL, known_on=known_on)
    assert found.acts == course.acts
    assert [course.on(on) for on in DAYS[::5]] == [found.on(on) for on in DAYS[::5]]


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(dossier=alone_dossiers, more=histories)
def test_more_consents_never_delay_the_entry_into_force(
    dossier: Dossier, more: tuple[Act, ...]
) -> None:
    consents = tuple(act for act in more if act.kind in CONSENTS)
    fewer = course_of(dossier, ROLL).entry
    found = course_of(replace(dossier, acts=(*dossier.acts, *consents)), ROLL).entry
    assert (found.trigger_on or date.max) <= (fewer.trigger_on or date.max)
    assert (found.on or date.max) <= (fewer.on or date.max)

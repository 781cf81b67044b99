"""One course asked for many dates, and what it tells another treaty."""

from app.treaties.values.clauses import Count
from app.treaties.values.dossier import Dossier
from app.treaties.values.status import Notice
from tests.treaties.builders import clauses, course, day, entry, ratified, treaty
from tests.treaties.vectors import DAYS, NAMES
from tests.treaties.vectors import course as real

FOUNDING = ratified(["FRA", "DEU"], "2001-01-01")
DATES = [
    "1985-01-01",
    "1992-12-31",
    "1993-01-01",
    "2000-06-01",
    "2001-01-15",
    "2001-01-31",
    "2002-01-15",
    "2002-07-15",
    "2000-12-31",
    "1985-01-01",
]


def test_many_dates_in_any_order_are_answered_as_each_is() -> None:
    few = frozenset({"CSK", "FRA", "DEU", "CHE"})
    found = course(
        treaty(clauses(eligible=few)),
        *FOUNDING,
        "CHE provisional_application 2000-06-01",
        "FRA withdrawal 2002-01-15",
    )
    dates = [day(on) for on in DATES]
    by_date = zip(dates, found.statuses(dates), found.counts(dates), strict=True)
    for on, statuses, counts in by_date:
        status = found.on(on)
        assert statuses == {each.code: each.status for each in status.participants}
        assert counts == status.counts


def test_many_dates_of_real_treaties_are_answered_as_each_is() -> None:
    for name in NAMES:
        dates = [day(on) for of, on, _ in DAYS if of == name]
        found = real(name)
        assert list(found.counts(dates)) == [found.on(on).counts for on in dates]
        assert list(found.statuses(dates)) == [
            {each.code: each.status for each in found.on(on).participants} for on in dates
        ]


def test_one_participant_stands_where_the_list_shows_it() -> None:
    found = course(treaty(), *FOUNDING)
    on = day("2001-01-15")
    listed = {each.code: each for each in found.on(on).participants}
    assert found.of("FRA", on) == listed["FRA"]
    assert found.of("USA", on) == listed["USA"]
    assert found.of("YUG", on) is None


def test_another_treaty_sees_the_parties_of_each_day_and_every_notice() -> None:
    found = course(
        treaty(clauses(entry(Count(2), lapses_below=1))),
        *FOUNDING,
        "YUG ratification 1990-01-01",
        "CSK ratification 1990-01-01",
        "HRV succession 2001-06-01 1991-10-08",
        "FRA withdrawal 2002-01-15",
        "FRA rescission_of_withdrawal 2002-02-15",
        "FRA withdrawal 2003-01-15",
    )
    seen = found.seen_by_another()
    assert seen.in_force_on == day("1990-01-31")
    assert seen.parties_on(day("1990-01-30")) == frozenset()
    assert seen.parties_on(day("1990-01-31")) == {"YUG", "CSK"}
    assert seen.parties_on(day("1992-04-27")) == {"CSK"}
    assert seen.parties_on(day("2001-05-31")) == {"FRA", "DEU"}
    assert seen.parties_on(day("2001-06-01")) == {"FRA", "DEU", "HRV"}
    assert seen.parties_on(day("2003-07-15")) == {"DEU", "HRV"}
    assert seen.notices["FRA"] == (
        Notice(day("2002-01-15"), day("2002-07-15"), rescinded_on=day("2002-02-15")),
        Notice(day("2003-01-15"), day("2003-07-15")),
    )
    assert seen.is_in_force(day("2010-01-01"))


def test_who_was_never_bound_has_nothing_to_leave() -> None:
    found = course(
        treaty(clauses(entry(Count(2), lapses_below=2))),
        "YUG ratification 1992-04-20",
        "CSK ratification 1992-04-20",
        "CSK withdrawal 1992-05-20",
        "FRA ratification 1992-11-10",
        "DEU ratification 1992-11-10",
        "DEU withdrawal_of_consent 1992-11-11",
    )
    seen = found.seen_by_another()
    assert seen.lapsed_on == day("1992-11-20")
    assert [seen.notices[code] for code in ("FRA", "DEU")] == [(), ()]
    assert seen.notices["CSK"] == (Notice(day("1992-05-20"), day("1992-11-20")),)
    assert "YUG" not in {code for _, parties in seen.parties for code in parties}


def test_a_treaty_that_no_clause_refers_to_is_not_looked_at() -> None:
    unrelated = Dossier(treaty(named="other"), ())
    assert course(treaty(), *FOUNDING, related={"other": unrelated}).entry.on == day("2001-01-31")

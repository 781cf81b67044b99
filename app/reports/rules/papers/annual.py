"""The annual report on implementation: what a year brought, as figures and lists of its paragraphs.

What is reserved stands nowhere in it: neither that something was filed nor how often.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.declarations.values.filing import Status, Step
from app.documents.values import OVERSIGHT
from app.kernel.clock import date_at
from app.kernel.languages import long_instant
from app.obligations.rules.status import Name
from app.obligations.values import Row
from app.participants.values import Roll
from app.reports.rules.freezing import Facts
from app.reports.rules.papers import register, timeliness
from app.reports.rules.papers.frame import frame
from app.reports.rules.papers.timing import median_of
from app.reports.values import (
    Decided,
    House,
    Question,
    Received,
    Seal,
    Span,
    Stepped,
    Stopped,
)

STANDINGS: Mapping[Status, str] = {
    Status.SUBMITTED: "waiting",
    Status.UNDER_REVIEW: "waiting",
    Status.IN_GOOD_ORDER: "in_good_order",
    Status.RETURNED: "returned",
    Status.RECALLED: "recalled",
    Status.SUPERSEDED: "superseded",
}
"""Under which word a version is counted."""

WORDS = tuple(dict.fromkeys(STANDINGS.values()))
REVIEWS = (Step.TAKE_UP, Step.FIND_IN_GOOD_ORDER, Step.RETURN, Step.RECALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the register holds of a year."""

    treaties: register.Register
    """The Agency's own, as known on the day that is asked for."""
    notifications: Sequence[register.Told]
    """Those of the year, the first one first."""
    rows: Sequence[Row]
    """The deadlines of every year of which papers speak."""
    received: Sequence[Received]
    steps: Sequence[Stepped]
    decisions: Sequence[Decided]
    outages: Sequence[Stopped]


def span_of(year: int, *, today: date) -> Span:
    """Give the days of a year of which a report made today can tell."""
    return Span(date(year, 1, 1), min(date(year, 12, 31), today))


def years_of(
    treaties: register.Register, rows: Iterable[Row], *, today: date, house: House
) -> list[int]:
    """Give the years of which there is a report, the latest first.

    The first is that of the first adoption, or of the first deadline where an arrangement came
    before the treaty.
    """
    own = register.own(treaties, until=today)
    begun = [
        today.year,
        *(course.definition.adopted_on.year for _, course in own),
        *timeliness.years_with(rows, house, today=today),
    ]
    return list(range(today.year, min(begun) - 1, -1))


def annual_report(
    span: Span,
    gathered: Gathered,
    question: Question,
    *,
    name: Name,
    roll: Roll,
    on: date,
    seal: Seal | None,
    house: House,
) -> Facts:
    """Give the facts of the report that is made on a day, with the register as the question asks.

    What the register is bitemporal in stands as known on the question's second day; how deadlines
    and declarations stand, as it is on the day on which the report is made.
    """
    year = span.since.year
    years = range(year - timeliness.MOST_YEARS + 1, year + 1)
    return {
        **frame(
            f"Annual report on implementation, {year}",
            file_name=f"annual-report-{year}-{on}",
            subject=f"/papers/annual?year={year}&known_on={question.known_on}",
            on=on,
            audience=OVERSIGHT,
            publisher=house.publisher,
        ),
        "year": year,
        "since": span.since,
        "until": span.until,
        "whole": span.until == date(year, 12, 31),
        "register_on": question.known_on,
        "membership": [register.membership(c, span, name=name) for _, c in gathered.treaties],
        "acts": register.acts(gathered.treaties, span, gathered.notifications, name=name),
        "notifications": [str(number) for number, _, _ in gathered.notifications],
        "corrections": register.corrections(gathered.treaties, question, span, name=name),
        "sheet": register.sheet(gathered.treaties, question, name=name),
        "received": _received(gathered.received, house),
        "years": list(years),
        "bases": list(timeliness.bases(gathered.rows, years, roll=roll, house=house)),
        "decisions": [_decision(each, name, house) for each in gathered.decisions],
        "review": _review(gathered.steps, house),
        "outages": [_outage(each, house) for each in gathered.outages],
        "ledger": {"index": seal.index, "commitment": seal.commitment} if seal else None,
    }


def _received(found: Sequence[Received], house: House) -> Facts:
    """Count the versions that came in the year, by the form on which they were filed."""
    return {
        **_counted(found),
        "participants": len({each.participant for each in found}),
        "on_paper": sum(each.on_paper for each in found),
        "forms": list(_by_form(found, house)),
        "bases": [
            {"basis": basis.value, "count": sum(each.basis is basis for each in found)}
            for basis in timeliness.BASES
            if any(each.basis is basis for each in found)
        ],
    }


def _by_form(found: Iterable[Received], house: House) -> Iterator[Facts]:
    obligations = timeliness.counted(house)
    for form in dict.fromkeys(each.form for each in obligations):
        mine = [each for each in found if each.form == form]
        titles = [each.title for each in obligations if each.form == form]
        if mine:
            yield {"form": form, "title": titles[0].partition(":")[0], **_counted(mine)}


def _counted(found: Sequence[Received]) -> Facts:
    """Count versions: first ones and later ones add up to all, and so do their standings."""
    first = sum(each.number == 1 for each in found)
    standings = Counter(STANDINGS[each.status] for each in found)
    return {
        "count": len(found),
        "first": first,
        "later": len(found) - first,
        **{word: standings[word] for word in WORDS},
    }


def _review(steps: Iterable[Stepped], house: House) -> Facts:
    """Count what was done with versions in the year, whenever they had come."""
    found = list(steps)
    done = Counter(each.step for each in found)
    waited = (
        (date_at(each.at, house.seat) - date_at(each.received_at, house.seat)).days
        for each in found
        if each.step is Step.FIND_IN_GOOD_ORDER
    )
    return {**{step.value: done[step] for step in REVIEWS}, "median_days": median_of(waited)}


def _decision(decided: Decided, name: Name, house: House) -> Facts:
    obligation = house.obligations.get(decided.obligation)
    return {
        "name": name(decided.participant),
        "obligation": obligation.title if obligation else decided.obligation,
        "form": obligation.form if obligation else "",
        "period": decided.period,
        "kind": decided.decision.kind.value,
        "symbol": decided.decision.symbol,
        "until": decided.decision.until,
        "on": date_at(decided.confirmed_at, house.seat),
    }


def _outage(stopped: Stopped, house: House) -> Facts:
    return {
        "since": long_instant(stopped.since, house.seat),
        "until": long_instant(stopped.until, house.seat),
        "reason": stopped.reason,
        "moved": stopped.moved,
    }

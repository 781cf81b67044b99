"""What the annual report tells from the depositary's register: who joined, who left, what was
deposited, what was corrected.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from app.obligations.rules.status import Name
from app.participants.rules import filed
from app.reports.rules.freezing import Facts
from app.reports.rules.papers.ratification import body, looked
from app.reports.values import Among, Question, Span
from app.treaties.rules.course import Course
from app.treaties.rules.notifications import subject_of
from app.treaties.rules.wording import KINDS
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Dossier
from app.treaties.values.notifications import NotificationNumber, Occasion, OccasionKind
from app.treaties.values.status import Standing

Register = Sequence[tuple[Dossier, Course]]
Told = tuple[NotificationNumber, Occasion, date]
"""A depositary notification: its number, what it is about, and its day."""

A_DAY = timedelta(days=1)

RECORDED = (OccasionKind.ACT, OccasionKind.CORRECTION_OF_THE_REGISTER)
"""By which the depositary notifies one act."""


def own(treaties: Register, *, until: date) -> Register:
    """Give the Agency's own treaties that were adopted by a day, a protocol after its parent."""
    found = [
        (dossier, course)
        for dossier, course in treaties
        if not course.definition.precedent and course.definition.adopted_on <= until
    ]
    return sorted(found, key=lambda each: each[1].definition.parent is not None)


def membership(course: Course, span: Span, *, name: Name) -> Facts:
    """Give who was bound by a treaty before and after, and who came and went between."""
    before, after = course.on(span.since - A_DAY), course.on(span.until)
    entry = after.entry_into_force
    return {
        "id": course.definition.id,
        "title": course.definition.title,
        "short_title": course.definition.short_title,
        "in_force_on": entry.on,
        "entered_in_the_year": span.holds(entry.on),
        "before": asdict(before.counts),
        "after": asdict(after.counts),
        "became": _named(after.participants, span, name=name, leaving=False),
        "left": _named(after.participants, span, name=name, leaving=True),
    }


def acts(treaties: Register, span: Span, notifications: Iterable[Told], *, name: Name) -> Facts:
    """Give every act of the span, by day, treaty and name, with its notification."""
    numbers = {
        each.subject: str(number) for number, each, _ in notifications if each.kind in RECORDED
    }
    found = [
        (act, course.definition)
        for _, course in treaties
        for act in course.acts
        if span.holds(act.deposited_on)
    ]
    counted = Counter(act.kind for act, _ in found)
    lines = [_act(act, definition, numbers, name) for act, definition in found]
    return {
        "lines": sorted(lines, key=lambda each: (each["on"], each["treaty"], filed(each["name"]))),
        "kinds": [
            {"kind": noun, "count": counted[kind]} for kind, noun in KINDS.items() if counted[kind]
        ],
    }


def corrections(treaties: Register, question: Question, span: Span, *, name: Name) -> list[Facts]:
    """Give what was found to be recorded wrongly, and what stands in its place since the span."""
    found = [
        _correction(act, wrong, dossier, name)
        for dossier, _ in treaties
        for act, wrong in _replaced(dossier.acts)
        if span.holds(act.recorded_on) and act.recorded_on <= question.known_on
    ]
    return sorted(found, key=lambda each: each["recorded_on"])


def sheet(treaties: Register, question: Question, *, name: Name) -> Facts:
    """Give the status of the Agency's treaties on the last day, for the annex."""
    courses = [course for _, course in treaties]
    return body(looked(courses, Among.OWN, as_of=question.as_of), name=name)


def _named(standings: Iterable[Standing], span: Span, *, name: Name, leaving: bool) -> list[Facts]:
    """Name those for whom a treaty came into force in the span, or ceased to be, with the day."""
    found = [
        {"name": name(standing.code), "on": period.to if leaving else period.since}
        for standing in standings
        for period in standing.periods
        if span.holds(period.to if leaving else period.since)
    ]
    return sorted(found, key=lambda each: (each["on"], filed(str(each["name"]))))


def _act(act: Act, definition: Definition, numbers: Mapping[str, str], name: Name) -> Facts:
    return {
        "on": act.deposited_on,
        "name": name(act.participant),
        "kind": KINDS[act.kind],
        "treaty": definition.short_title,
        "notification": numbers.get(subject_of(definition.id, act.number)),
    }


def _replaced(acts: Sequence[Act]) -> Iterator[tuple[Act, Act]]:
    by_number = {act.number: act for act in acts}
    return ((act, by_number[act.replaces]) for act in acts if act.replaces is not None)


def _correction(right: Act, wrong: Act, dossier: Dossier, name: Name) -> Facts:
    return {
        "name": name(right.participant),
        "treaty": dossier.definition.short_title,
        "recorded_on": right.recorded_on,
        "wrong": {"kind": KINDS[wrong.kind], "on": wrong.deposited_on},
        "right": {"kind": KINDS[right.kind], "on": right.deposited_on},
        "reason": right.reason,
    }

"""Treaties and acts for tests: everything is filled in but what the test is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.treaties.rules.course import Course, course_of
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.clauses import (
    Condition,
    Count,
    Days,
    Definition,
    Duration,
    DurationUnit,
    EntryIntoForce,
    FinalClauses,
    LaterJoiners,
    OwnDelayRunsAfter,
    RegionalOrganisations,
    Reservations,
    WithdrawalClause,
)
from app.treaties.values.dossier import Dossier, Indicator
from app.treaties.values.status import Standing
from tests.treaties.vectors import everyone

TRIGGER = OwnDelayRunsAfter.TRIGGER
NO_LOCKOUT = Duration(0, DurationUnit.YEARS)
SIX_MONTHS = Duration(6, DurationUnit.MONTHS)
LEAVING = WithdrawalClause(lockout=NO_LOCKOUT, notice=SIX_MONTHS)


def day(text: str) -> date:
    return date.fromisoformat(text)


def entry(*conditions: Condition, **parts: object) -> EntryIntoForce:
    return replace(EntryIntoForce(conditions, Days(30)), **parts)  # type: ignore[arg-type]


def clauses(entry_into_force: EntryIntoForce | None = None, **parts: object) -> FinalClauses:
    plain = FinalClauses(
        entry_into_force=entry_into_force or entry(Count(2)),
        later_joiners=LaterJoiners(Days(30), TRIGGER),
        regional_organisations=RegionalOrganisations.NOT_ADDITIONAL,
        withdrawal=LEAVING,
        reservations=Reservations.NONE,
        provisional_application=True,
    )
    return replace(plain, **parts)  # type: ignore[arg-type]


def treaty(
    final_clauses: FinalClauses | None = None, *, named: str = "made-up", parent: str | None = None
) -> Definition:
    return Definition(
        id=named,
        title="A made-up treaty",
        short_title="Made up",
        adopted_on=date(2000, 1, 1),
        adopted_at="Nowhere",
        depositary="GAIMA",
        open_for_signature=None,
        final_clauses=final_clauses or clauses(),
        parent=parent,
    )


def acts(*lines: str) -> tuple[Act, ...]:
    """Read ``"FRA ratification 2001-02-03"``, with the day of effect where there is one."""
    return tuple(_act(number, *line.split()) for number, line in enumerate(lines, start=1))


def _act(number: int, code: str, kind: str, on: str, effective_on: str | None = None) -> Act:
    return Act(
        participant=code,
        kind=ActionKind(kind),
        deposited_on=day(on),
        recorded_on=day(on),
        effective_on=day(effective_on) if effective_on else None,
        number=number,
    )


def ratified(codes: Sequence[str], on: str, kind: str = "ratification") -> list[str]:
    return [f"{code} {kind} {on}" for code in codes]


def states(count: int) -> list[str]:
    """Give so many codes of states that exist."""
    codes = [each.code for each in everyone() if not each.existed_until and each.code != "EU"]
    return codes[:count]


def indicator(named: str, **figures: int) -> Indicator:
    return Indicator(named, "made up", {code: Decimal(figure) for code, figure in figures.items()})


def course(
    definition: Definition,
    *lines: str,
    indicators: Sequence[Indicator] = (),
    related: Mapping[str, Dossier] | None = None,
    known_on: str | None = None,
) -> Course:
    figures = {each.id: each for each in indicators}
    held = Dossier(definition, acts(*lines), indicators=figures, related=related or {})
    return course_of(held, everyone(), known_on=day(known_on) if known_on else None)


def standing(course: Course, code: str, on: str) -> Standing:
    found = {each.code: each for each in course.on(day(on)).participants}
    return found[code]


def story(course: Course, code: str, *days: str) -> list[str]:
    """Give a participant's status on each of the days."""
    return [standing(course, code, on).status.value for on in days]


def periods(course: Course, code: str, on: str = "2100-01-01") -> list[str]:
    """Give a participant's periods as ``since..to``."""
    return [f"{each.since}..{each.to or ''}" for each in standing(course, code, on).periods]

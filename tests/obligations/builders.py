"""Obligations, times of owing and duties for tests, in one line each."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.obligations.rules.due import last_day
from app.obligations.rules.owing import owed
from app.obligations.values import Basis, Catalogue, Obligation, Owed, Rule, Tenure

SEAT = ZoneInfo("Europe/Vienna")


def day(text: str) -> date:
    return date.fromisoformat(text)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def obligation(rule: Rule, code: str = "x", *, following: str | None = None) -> Obligation:
    return Obligation(
        code=code, title=code, form="X", treaty="t", source="art. 1", rule=rule, following=following
    )


def tenure(
    since: str, to: str | None = None, basis: Basis = Basis.PARTY, recorded: str | None = None
) -> Tenure:
    return Tenure(basis, day(since), day(to) if to else None, day(recorded or since))


def owing(
    what: Obligation, *tenures: Tenure, until: int = 2030, others: tuple[Obligation, ...] = ()
) -> list[Owed]:
    catalogue = Catalogue({each.code: each for each in (what, *others)})
    return list(owed(what, "CAN", tenures, catalogue=catalogue, until=until, seat=SEAT))


def dues(
    what: Obligation, *tenures: Tenure, until: int = 2030, others: tuple[Obligation, ...] = ()
) -> dict[str, str]:
    """Give the last day of each period that is owed."""
    found = owing(what, *tenures, until=until, others=others)
    return {each.period: str(last_day(each.due_at, seat=SEAT)) for each in found}

"""A treaty's status as a terminal shows it."""

from collections.abc import Iterator, Sequence
from datetime import date
from gettext import NullTranslations

from app.kernel.languages import said
from app.participants.values import Roll
from app.treaties.rules.document import number, short_name
from app.treaties.rules.headline import explanation, headline
from app.treaties.values.clauses import Definition
from app.treaties.values.status import ConditionProgress, Standing, TreatyStatus

HEADER = ("code", "name", "status", "signed", "consented", "in force")
SOURCE = NullTranslations()


def lines(definition: Definition, status: TreatyStatus, *, roll: Roll) -> Iterator[str]:
    """Give the entry into force, its conditions, the counts, and a row for each participant."""
    known = "" if status.known_on is None else f", as known on {status.known_on}"
    yield f"{definition.title}"
    yield f"As of {status.as_of}{known}."
    yield ""
    yield said(headline(definition, status), SOURCE)
    for sentence in explanation(status.entry_into_force, name=lambda code: _name(code, roll)):
        yield said(sentence, SOURCE)
    yield from map(_condition, status.entry_into_force.conditions)
    counts = status.counts
    yield (
        f"Signatories: {counts.signatories}. Consented, not yet in force: {counts.contracting}. "
        f"Parties: {counts.parties}. Former parties: {counts.former}."
    )
    yield ""
    yield from _aligned([HEADER, *(_row(each, roll) for each in status.participants)])


def _name(code: str, roll: Roll) -> str:
    return short_name(code, roll=roll)


def _condition(progress: ConditionProgress) -> str:
    about = progress.indicator or progress.treaty
    kind = progress.kind.replace("_", " ") + (f" ({about})" if about else "")
    met = f"met on {progress.met_on}" if progress.met_on else "not met"
    return f"- {kind}: {number(progress.reached)} of {number(progress.required)}, {met}"


def _row(standing: Standing, roll: Roll) -> Sequence[str]:
    consented_on = standing.consent.on if standing.consent else None
    dates = (standing.signed_on, consented_on, standing.in_force_on)
    name = _name(standing.code, roll)
    return (standing.code, name, standing.status.value, *map(_day, dates))


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()

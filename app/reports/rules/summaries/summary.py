"""What a compliance summary says, on screen and in print alike.

It shows what the register holds: dates, filings, requests, decisions. Whether a participant
complies is a finding that a body makes; nothing here computes one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.kernel.clock import date_at
from app.kernel.languages import Language
from app.obligations.values import Cell, address_of
from app.participants.values import RegionalGroup, Roll
from app.reports.rules.freezing import LANGUAGE, Facts
from app.reports.rules.summaries.course import (
    MOST_NEXT,
    STACKED,
    Told,
    steps,
    strip,
    told,
    years,
)
from app.reports.rules.summaries.lines import comparable, counted, of_year, still_owed
from app.reports.values.prints import House
from app.reports.values.summaries import FEWEST, Copy, Figures, Line, Next
from app.treaties.rules.course import Course
from app.treaties.rules.involvement import Involvement, involvement
from app.treaties.rules.table import plain
from app.treaties.rules.wording import KINDS

MOST_TOLD = 60
"""How many events the timeline lists, the latest of them; the lines show every filing."""

IN_ORDER = (
    *(Language.ENGLISH, Language.FRENCH, Language.SPANISH),
    *(Language.RUSSIAN, Language.CHINESE, Language.ARABIC),
)
"""In which order the names stand: by script, as a line of them reads best."""

NOTHING = Figures()

COUNTED = {Copy.STATE: STACKED, Copy.PUBLIC: (Cell.ON_TIME, Cell.LATE)}
"""What the figures of a copy count: what is not published stands in none of the public one's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that the summaries of any number of participants are made of."""

    copy: Copy
    year: int
    on: date
    """The day, at the seat, as of which everything stands."""
    courses: Sequence[Course]
    """Of the Agency's own treaties."""
    lines: Mapping[str, Sequence[Line]]
    """By participant."""
    groups: Mapping[RegionalGroup, Figures]


def address(code: str, year: int, copy: Copy) -> str:
    """Give the address of a summary's page."""
    public = "&copy=public" if copy is Copy.PUBLIC else ""
    return f"/summaries/{code}?period={year}{public}"


def summary(
    gathered: Gathered, code: str, *, roll: Roll, house: House, language: str = LANGUAGE
) -> Facts:
    """Give what a participant's summary says: names in a language, sentences not yet said."""
    copy, year, on = gathered.copy, gathered.year, gathered.on
    every = gathered.lines.get(code, ())
    lines = of_year(every, year, seat=house.seat)
    earlier = still_owed(every, year, on=on, seat=house.seat)
    involved = [each for each in _involved(gathered, code, language) if each.row]
    happened = told(every, involved, year, on=on, seat=house.seat)
    name = roll[code].name(language)
    return {
        "title": f"Compliance summary: {name.short}, {year}",
        "file_name": f"summary-{code}-{year}-{copy.value}-{on}",
        "subject": address(code, year, copy),
        "agency": house.publisher.agency,
        "demonstration": house.publisher.demonstration,
        "rehearsal": house.publisher.rehearsal,
        "known_on": on,
        "ledger": None,
        "grade": copy.grade.value,
        "copy": copy.value,
        "year": year,
        "cells": [each.value for each in COUNTED[copy]],
        "participant": _participant(code, roll, name.short, name.formal),
        "treaties": [_treaty(each) for each in involved],
        "figures": _figures(lines),
        "lines": [_line(each, code, house) for each in lines],
        "earlier": [_line(each, code, house) for each in earlier],
        "strip": strip(lines, year, on=on, seat=house.seat) if lines else None,
        "told": [_event(each, house) for each in happened[-MOST_TOLD:]],
        "untold": max(0, len(happened) - MOST_TOLD),
        "years": years(every, year, seat=house.seat),
        "group": _group(gathered, code, roll=roll, house=house),
        "next": _next(every, code, house) if copy is Copy.STATE else None,
    }


def _participant(code: str, roll: Roll, name: str, formal: str) -> Facts:
    whose = roll[code]
    return {
        "code": code,
        "name": name,
        "formal": formal,
        "kind": whose.kind.value,
        "group": whose.group.value if whose.group else None,
        "names": [
            {"language": each.value, "name": whose.name(each.value).short} for each in IN_ORDER
        ],
    }


def _involved(gathered: Gathered, code: str, language: str) -> Iterable[Involvement]:
    return (
        involvement(each, code, as_of=gathered.on, language=language) for each in gathered.courses
    )


def _treaty(involved: Involvement) -> Facts:
    row = involved.row
    assert row is not None  # noqa: S101 (those without one were left out)
    return {
        "id": involved.definition.id,
        "title": involved.definition.short_title,
        "status": row.status.value,
        "signed_on": row.signed_on,
        "consent": KINDS[row.consent] if row.consent else None,
        "consented_on": row.consented_on,
        "in_force_on": row.in_force_on,
        "remarks": row.remarks,
    }


def _figures(lines: Sequence[Line]) -> Facts:
    """Count what is owed, and what is filed of the participant's own accord apart."""
    owed = [each for each in lines if each.is_owed]
    freely = [each for each in lines if not each.is_owed]
    return {
        "owed": _by_cell(counted(owed)),
        "freely": _by_cell(counted(freely)),
        "all_owed": len(owed),
        "all_freely": len(freely),
    }


def _by_cell(counts: Mapping[Cell, int]) -> Facts:
    return {cell.value: counts.get(cell, 0) for cell in Cell}


def _line(line: Line, code: str, house: House) -> Facts:
    law, filed = house.obligations.get(line.obligation), line.filed
    return {
        "title": law.title if law else line.obligation,
        "form": law.form if law else "",
        "law": law.source if law else "",
        "period": line.period,
        "basis": line.basis.value,
        "due_on": line.due_on,
        "originally": line.originally_on,
        "received_on": date_at(line.received_at, house.seat) if line.received_at else None,
        "cell": line.cell.value,
        "days_late": line.days_late,
        "flags": sorted(each.value for each in line.flags),
        "extended_by": line.extended_by,
        "waived_by": line.waived_by,
        "reference": filed.reference if filed else None,
        "version": filed.version if filed else None,
        "filing": filed.status.value if filed else None,
        "asked_until": line.asked_until,
        "address": address_of(line.obligation, code, line.period),
    }


def _event(each: Told, house: House) -> Facts:
    line = each.line
    law = house.obligations.get(line.obligation) if line else None
    return {
        "on": each.on,
        "event": each.event.value,
        "title": law.title if law else line.obligation if line else each.treaty,
        "period": line.period if line else None,
        "days_late": line.days_late if line else 0,
        "until": each.until,
        "symbol": each.symbol,
        "act": each.act,
    }


def _group(gathered: Gathered, code: str, *, roll: Roll, house: House) -> Facts | None:
    """Give the figures of a participant's regional group beside its own, counted alike; none where
    so few are in it that they would tell of one.
    """
    group = roll[code].group
    if group is None:
        return None
    found = gathered.groups.get(group, NOTHING)
    lines = gathered.lines.get(code, ())
    own = comparable(lines, gathered.year, obligations=house.obligations, seat=house.seat)
    enough = found.participants >= FEWEST
    return {
        "group": group.value,
        "enough": enough,
        "fewest": FEWEST,
        "participants": found.participants if enough else None,
        "counts": _by_cell(found.counts) if enough else None,
        "all": sum(found.counts.values()) if enough else None,
        "own": _by_cell(counted(own)),
        "all_own": len(own),
    }


def _next(lines: Sequence[Line], code: str, house: House) -> Facts:
    found = steps(lines)
    return {
        "steps": [_step(step, line, code, house) for step, line in found[:MOST_NEXT]],
        "more": max(0, len(found) - MOST_NEXT),
        "nothing": not any(step not in {Next.COMING, Next.MAY} for step, _ in found),
    }


def _step(step: Next, line: Line, code: str, house: House) -> Facts:
    return {"step": step.value, **_line(line, code, house)}


def overview(
    gathered: Gathered, *, roll: Roll, house: House, language: str = LANGUAGE
) -> list[Facts]:
    """Give how everybody stands in the year, in figures, by name."""
    named = sorted((roll[code].name(language).short, code) for code in covered(gathered, roll=roll))
    return [
        {"code": code, "name": name}
        | _figures(of_year(gathered.lines.get(code, ()), gathered.year, seat=house.seat))
        for name, code in named
    ]


def covered(gathered: Gathered, *, roll: Roll) -> list[str]:
    """Give the codes of those who have a summary: who did something under one of the Agency's own
    treaties, and who owes or has filed something; by name.
    """
    acted = {code for each in gathered.courses for code in each.records}
    found = (roll[code] for code in acted | set(gathered.lines) if code in roll)
    return [each.code for each in sorted(found, key=lambda one: plain(one.name(LANGUAGE).short))]

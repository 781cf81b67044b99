"""Late reservations: what is late, how long it is circulated, and who objected in time.

A reservation is made when signing or consenting (VCLT, art. 19). One that comes later is received
by the depositary only if no contracting state objects within twelve months of the date of the
notification by which it is circulated (practice of the Secretary-General of the United Nations,
LA 41 TR/221 of 4 April 2000; Guide to Practice on Reservations to Treaties, guideline 2.3.1).
"""

from collections.abc import Iterable
from operator import attrgetter

from app.treaties.rules.course import Course
from app.treaties.rules.delays import delayed
from app.treaties.rules.spells import Spell
from app.treaties.rules.wording import OURS
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.circulation import Circulation
from app.treaties.values.dossier import Dossier


def is_late(act: Act, spells: Iterable[Spell]) -> bool:
    """Say whether an act is a reservation by a participant whose consent stood from before."""
    on = act.deposited_on
    standing = [spell.consent.deposited_on for spell in spells if spell.takes(on)]
    made_then = act.kind is ActionKind.RESERVATION and any(since < on for since in standing)
    return made_then and on not in standing


def circulations(dossier: Dossier, course: Course) -> tuple[Circulation, ...]:
    """Give every late reservation that the course knows of, the latest first.

    None where another is the depositary: that one circulates.
    """
    if dossier.definition.depositary != OURS:
        return ()
    found = (
        _circulation(act, dossier, course)
        for act in course.acts
        if is_late(act, course.records[act.participant].spells)
    )
    order = attrgetter("circulated_on", "reservation.number")
    return tuple(sorted(found, key=order, reverse=True))


def circulation_of(dossier: Dossier, course: Course, act: Act) -> Circulation | None:
    """Give the circulation of a late reservation, or of the one that an act is about."""
    number = act.number if act.kind is ActionKind.RESERVATION else act.concerns
    about = latest(course.acts, number, dossier.acts)
    found = (each for each in circulations(dossier, course) if each.reservation == about)
    return next(found, None)


def latest(acts: Iterable[Act], number: int | None, records: Iterable[Act]) -> Act | None:
    """Give the act that a number leads to, through the corrections of its record; else None."""
    if number is None:
        return None
    replaced_by = {act.replaces: act.number for act in records if act.replaces is not None}
    while number in replaced_by:
        number = replaced_by[number]
    return next((act for act in acts if act.number == number), None)


def records_of(act: Act, records: Iterable[Act]) -> tuple[Act, ...]:
    """Give every record of an act: first the one that stands, last the one first made."""
    by_number = {each.number: each for each in records}
    found = [act]
    while (replaced := found[-1].replaces) is not None:
        found.append(by_number[replaced])
    return tuple(found)


def _circulation(act: Act, dossier: Dossier, course: Course) -> Circulation:
    """Give a late reservation beside what names it; the time runs from its first record."""
    circulated_on = records_of(act, dossier.acts)[-1].recorded_on
    until = delayed(circulated_on, dossier.definition.final_clauses.late_reservations)
    about = [each for each in course.acts if each.concerns is not None]
    naming = [each for each in about if latest(course.acts, each.concerns, dossier.acts) == act]
    objections = [each for each in naming if each.kind is ActionKind.OBJECTION]
    withdrawn = (
        each.deposited_on for each in naming if each.kind is ActionKind.WITHDRAWAL_OF_RESERVATION
    )
    return Circulation(
        reservation=act,
        circulated_on=circulated_on,
        until=until,
        objections=tuple(each for each in objections if each.deposited_on <= until),
        belated=tuple(each for each in objections if each.deposited_on > until),
        withdrawn_on=min(withdrawn, default=None),
    )

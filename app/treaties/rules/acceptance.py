"""Which acts the register accepts: each judged by everything deposited before it.

A file's rows may stand in any order, and earlier acts count for later ones whether they were
recorded before or stand in the same file. What is refused is what would say nothing or contradict
the register; what is merely unusual is a warning, for the state's own word for its act is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.kernel.errors import Complaint
from app.participants.values import Roll
from app.treaties.rules.cases import Case
from app.treaties.rules.circulation import is_late, latest
from app.treaties.rules.course import Course, course_of
from app.treaties.rules.recording import Terms, entered
from app.treaties.rules.records import bare
from app.treaties.rules.refusals import advice, refusals
from app.treaties.rules.spells import Record
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said of one act, named by its number."""

    number: int
    complaint: Complaint


@dataclass(frozen=True, slots=True)
class Examination:
    """What keeps acts from being recorded, and what an officer should look at."""

    refusals: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def examined(dossier: Dossier, acts: Sequence[Act], *, roll: Roll, today: date) -> Examination:
    """Examine acts, numbered on from those of the dossier; a correction names what it replaces.

    Recorded acts that the new ones leave without effect are told as warnings.
    """
    strangers = [act for act in acts if act.participant not in roll]
    if strangers:
        return Examination(tuple(map(_unknown, strangers)), ())
    fresh = {act.number for act in acts}
    everything = (*dossier.acts, *acts)
    course = course_of(replace(dossier, acts=everything), roll)
    doubles = _doubles(course.acts, fresh, treaty=dossier.definition.id)
    refused, warned = list(doubles), []
    doubled = {finding.number for finding in doubles}
    for code in dict.fromkeys(act.participant for act in acts):
        for case in _cases(course, code, everything, today=today):
            if case.act.number in doubled:
                continue
            told = [Finding(case.act.number, complaint) for complaint in refusals(case)]
            if case.act.number not in fresh:
                warned += [_unsettled(finding, fresh) for finding in told]
                continue
            refused += told
            warned += [Finding(case.act.number, complaint) for complaint in advice(case)]
    return Examination(tuple(refused), tuple(warned))


def _unknown(act: Act) -> Finding:
    return Finding(
        act.number,
        Complaint(
            "There is no participant “%(code)s”.", {"code": act.participant}, field="participant"
        ),
    )


def _cases(course: Course, code: str, records: Iterable[Act], *, today: date) -> Iterator[Case]:
    """Give each act of a participant beside what its earlier acts had led to."""
    record = course.records.get(code, Record())
    by_parent = (notice for spell in record.spells for notice in spell.notices)
    terms = Terms(
        course.definition.final_clauses,
        course.entry,
        tuple(dict.fromkeys(notice for notice in by_parent if notice.with_parent)),
    )
    before, has_reserved = Record(acts=record.acts), False
    for act in record.acts:
        yield Case(
            act=act,
            before=before,
            definition=course.definition,
            participant=course.roll[code],
            today=today,
            has_reserved=has_reserved,
            named=latest(course.acts, act.concerns, records),
            stood=is_late(act, before.spells),
        )
        has_reserved = has_reserved or act.kind is ActionKind.RESERVATION
        before = entered(before, act, terms)


def _doubles(acts: Iterable[Act], fresh: set[int], *, treaty: str) -> list[Finding]:
    """Find each new act that says exactly what an earlier record says."""
    same: dict[Act, list[int]] = defaultdict(list)
    for act in acts:
        same[bare(act)].append(act.number)
    return [
        Finding(
            number,
            Complaint(
                "This act is recorded already, as %(action)s."
                if min(numbers) not in fresh
                else "This act stands twice in the file. Keep one of the two rows.",
                {"action": f"{treaty}/{min(numbers)}"},
            ),
        )
        for numbers in same.values()
        for number in sorted(numbers)[1:]
        if number in fresh
    ]


def _unsettled(finding: Finding, fresh: Iterable[int]) -> Finding:
    """Say of a recorded act that it no longer fits."""
    complaint = finding.complaint
    told = replace(
        complaint,
        message="With this, the earlier record %(number)s no longer fits: " + complaint.message,
        parameters={**complaint.parameters, "number": finding.number},
    )
    return Finding(min(fresh), told)

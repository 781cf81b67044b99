"""Checking who is to sign at a ceremony, beforehand and again before it is recorded."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from app.kernel.errors import Complaint
from app.participants.values import Roll
from app.treaties.rules.acceptance import Examination, examined
from app.treaties.rules.course import course_of
from app.treaties.rules.intake import is_mirror
from app.treaties.rules.preview import notified
from app.treaties.rules.scenario import comparison, supposed
from app.treaties.values.acts import Act
from app.treaties.values.ceremonies import Checked, Line, Manner, Signatory, SigningList
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Dossier
from app.treaties.values.intake import DeskNumber, Powers, Step

WORDINGS: Mapping[Manner, str] = {
    Manner.SUBJECT_TO_RATIFICATION: "signature subject to ratification, acceptance or approval",
    Manner.DEFINITIVE: "definitive signature",
    Manner.AD_REFERENDUM: "signature ad referendum",
}
"""How the notification names each manner of signing."""


def checked(
    dossier: Dossier, given: SigningList, number: DeskNumber | None, *, roll: Roll, today: date
) -> Checked:
    """Check a list line by line as on the day of the ceremony, and give what it would change."""
    on = max(today, given.held_on)
    would_be = supposed(dossier, acts_of(given, number, recorded_on=on), on=on)
    fresh = would_be.acts[len(dossier.acts) :]
    examination = examined(dossier, fresh, roll=roll, today=on)
    lines = tuple(_lines(given.signatories, fresh, examination))
    found = Checked(lines, tuple(_about_list(given, dossier.definition)), None)
    if not found.is_clear:
        return found
    before, after = course_of(dossier, roll).on(on), course_of(would_be, roll).on(on)
    return replace(found, comparison=comparison(before, after), notified=notified(after))


def acts_of(given: SigningList, number: DeskNumber | None, *, recorded_on: date) -> list[Act]:
    """Give the acts that the signatures are, in the order of the list; they cite its number."""
    return [
        Act(
            participant=each.participant,
            kind=each.manner.kind,
            deposited_on=given.held_on,
            recorded_on=recorded_on,
            text=each.text,
            reference=str(number) if number else "",
        )
        for each in given.signatories
    ]


def papers_of(given: SigningList) -> list[dict[str, Any]]:
    """Give what is known of each signature beside its record, as its notification says it."""
    return [
        {"dated_on": given.held_on, "wording": WORDINGS[each.manner]} for each in given.signatories
    ]


def too_early(given: SigningList, *, today: date) -> Iterator[Complaint]:
    """Complain of recording signatures before the day on which they are given."""
    if given.held_on > today:
        yield Complaint(
            "The ceremony is on %(on)s. It can be recorded once it has been held.",
            {"on": given.held_on},
            field="held_on",
        )


def list_content(
    number: DeskNumber, step: Step, given: SigningList, *, note: str, actions: Sequence[str]
) -> dict[str, Any]:
    """Give everything that a step with a list consists of: all as it stands after it."""
    signatories = {
        each.participant: {"place": place} | asdict(each)
        for place, each in enumerate(given.signatories, start=1)
    }
    return {
        "number": str(number),
        "step": step.value,
        "note": note,
        "particulars": {
            "treaty": given.treaty,
            "held_on": given.held_on,
            "place": given.place,
            "signatories": signatories,
        },
        "actions": list(actions),
    }


def repeated(signatories: Sequence[Signatory]) -> Iterator[tuple[int, Complaint]]:
    """Give each place at which a participant stands for a second time, and the complaint."""
    seen: Counter[str] = Counter()
    for place, each in enumerate(signatories, start=1):
        seen[each.participant] += 1
        if seen[each.participant] > 1:
            yield (
                place,
                Complaint("This participant stands on the list already. Keep one of its lines."),
            )


def _about_list(given: SigningList, definition: Definition) -> Iterator[Complaint]:
    if is_mirror(definition):
        yield Complaint(
            "The depositary of this treaty is another (%(depositary)s): its ceremonies are not "
            "held here.",
            {"depositary": definition.depositary},
            field="treaty",
        )
    if not given.signatories:
        yield Complaint("Nobody stands on the list.")


def _lines(
    signatories: Sequence[Signatory], acts: Sequence[Act], examination: Examination
) -> Iterator[Line]:
    """Give each line with what the register says of its act, and what its powers lack."""
    refused, warned = defaultdict(list), defaultdict(list)
    for finding in examination.refusals:
        refused[finding.number].append(finding.complaint)
    for finding in examination.warnings:
        warned[finding.number].append(finding.complaint)
    twice = dict(repeated(signatories))
    for place, (signatory, act) in enumerate(zip(signatories, acts, strict=True), start=1):
        about = [twice[place]] if place in twice else refused[act.number]
        told = [*about, *_powers(signatory)]
        yield Line(signatory, tuple(told), tuple(warned[act.number]))


def _powers(signatory: Signatory) -> Iterator[Complaint]:
    if signatory.powers is Powers.MISSING:
        yield Complaint(
            "The full powers are missing (VCLT, art. 7). Enter that they were seen or are not "
            "required, or take the line out."
        )

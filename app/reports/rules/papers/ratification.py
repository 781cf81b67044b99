"""All treaties on one sheet: where each participant stands toward each of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.values import PUBLIC
from app.kernel.sentences import Sentence
from app.obligations.rules.status import Name
from app.participants.rules import filed
from app.reports.rules.freezing import Facts
from app.reports.rules.papers.frame import frame
from app.reports.values import Among, Publisher, Question, Seal
from app.treaties.rules.course import Course
from app.treaties.rules.table import ORDER
from app.treaties.rules.wording import KINDS, OURS
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import Definition
from app.treaties.values.status import Standing, Status, TreatyStatus

MODES: Mapping[ActionKind, str] = {
    ActionKind.DEFINITIVE_SIGNATURE: "s",
    ActionKind.ACCEPTANCE: "A",
    ActionKind.APPROVAL: "AA",
    ActionKind.ACCESSION: "a",
    ActionKind.FORMAL_CONFIRMATION: "c",
    ActionKind.SUCCESSION: "d",
}
"""The letters by which tables of depositaries tell how somebody consented; ratification has none
(Multilateral Treaties Deposited with the Secretary-General, introduction).
"""

NARROW, SHORT = 4, 22
"""How many treaties, and lines, one sheet of A4 holds; more need A3."""

TITLES: Mapping[Among, str] = {
    Among.OWN: "Status of the Agency's treaties",
    Among.PRECEDENTS: "Status of the precedents",
    Among.ALL: "Status of all treaties",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A treaty, and everybody's standing toward it on the day that is asked for."""

    definition: Definition
    status: TreatyStatus
    by_code: Mapping[str, Standing]


def looked(courses: Sequence[Course], among: Among, *, as_of: date) -> list[Looked]:
    """Give the treaties that are asked for, as they stand on a day, in the order of the register.

    A treaty that had not been adopted by then is none of them.
    """
    wanted = {Among.OWN: {False}, Among.PRECEDENTS: {True}, Among.ALL: {False, True}}[among]
    found = []
    for each in courses:
        if each.definition.precedent in wanted and each.definition.adopted_on <= as_of:
            status = each.on(as_of)
            by_code = {standing.code: standing for standing in status.participants}
            found.append(Looked(each.definition, status, by_code))
    return sorted(found, key=lambda each: _place(each.definition))


def _place(definition: Definition) -> tuple[bool, bool]:
    """Give what treaties are ordered by: the Agency's own first, a protocol after its parent."""
    return definition.precedent, definition.parent is not None


def ratification_paper(
    among: Among,
    treaties: Sequence[Looked],
    question: Question,
    *,
    name: Name,
    seal: Seal | None,
    publisher: Publisher,
) -> Facts:
    """Give the facts of the sheet: a line for each participant that has acted under any treaty."""
    days = f"as_of={question.as_of}&known_on={question.known_on}"
    return {
        **frame(
            TITLES[among],
            file_name=f"treaties-{among.value}-{question.as_of}",
            subject=f"/papers/ratification?among={among.value}&{days}",
            on=question.known_on,
            audience=PUBLIC,
            publisher=publisher,
        ),
        "as_of": question.as_of,
        "among": among.value,
        **body(treaties, name=name),
        "ledger": {"index": seal.index, "commitment": seal.commitment} if seal else None,
    }


def body(treaties: Sequence[Looked], *, name: Name) -> Facts:
    """Give the table: a line for each participant that has acted, and the totals of each treaty."""
    acted = _acted(treaties, name)
    return {
        "wide": len(treaties) > NARROW or len(acted) > SHORT,
        "treaties": [_treaty(each) for each in treaties],
        "rows": [
            {"code": code, "name": name(code), "cells": [_cell(each, code) for each in treaties]}
            for code in acted
        ],
        "totals": [_total(status, treaties) for status in ORDER],
        "modes": _modes(treaties),
    }


def header(treaties: Sequence[Looked]) -> list[str]:
    """Give the columns of the sheet as a file: five for each treaty."""
    words = ("status", "signed_on", "consent", "consented_on", "in_force_on")
    return [
        "code",
        "name",
        *(f"{each.definition.id} {word}" for each in treaties for word in words),
    ]


def exported(treaties: Sequence[Looked], name: Name) -> Iterator[Sequence[str | date | None]]:
    """Give a spreadsheet's row for each that has acted, in the columns of ``header``."""
    for code in _acted(treaties, name):
        yield [code, name(code), *(cell for each in treaties for cell in _columns(each, code))]


def _columns(treaty: Looked, code: str) -> Iterator[str | date | None]:
    standing = treaty.by_code.get(code)
    consent = standing.consent if standing else None
    yield standing.status.value if standing else None
    yield standing.signed_on if standing else None
    yield consent.action.value if consent else None
    yield consent.on if consent else None
    yield standing.in_force_on if standing else None


def _acted(treaties: Sequence[Looked], name: Name) -> list[str]:
    """Give who has done anything toward any of the treaties, by name."""
    codes = {
        standing.code
        for each in treaties
        for standing in each.status.participants
        if standing.status is not Status.NON_SIGNATORY
    }
    return sorted(codes, key=lambda code: filed(name(code)))


def _treaty(looked: Looked) -> Facts:
    definition, entry = looked.definition, looked.status.entry_into_force
    ours = definition.depositary == OURS
    return {
        "id": definition.id,
        "title": definition.title,
        "short_title": definition.short_title,
        "adopted_on": definition.adopted_on,
        "depositary": None if ours else definition.depositary,
        "in_force_on": entry.on,
        "lapsed_on": entry.lapsed_on,
        "signatories": looked.status.counts.signatories,
    }


def _cell(treaty: Looked, code: str) -> Facts | None:
    """Give a participant's status and the day it rests on; None if it may not join."""
    standing = treaty.by_code.get(code)
    if standing is None:
        return None
    consent = standing.consent
    return {
        "status": standing.status.value,
        "on": _day(standing),
        "mode": MODES.get(consent.action, "") if consent else "",
        "historical": standing.historical,
    }


def _day(standing: Standing) -> date | None:
    """Give the day on which a status begins; of one that withdraws, the day on which it ends."""
    consent, notice = standing.consent, standing.withdrawal
    days = {
        Status.PARTY: standing.in_force_on,
        Status.WITHDRAWING: notice.effective_on if notice else None,
        Status.CONTRACTING: consent.on if consent else None,
        Status.PROVISIONALLY_APPLYING: standing.provisional_since,
        Status.SIGNATORY: standing.signed_on,
        Status.FORMER_PARTY: standing.periods[-1].to if standing.periods else None,
    }
    return days.get(standing.status)


def _total(status: Status, treaties: Sequence[Looked]) -> Facts:
    """Count who has a status; who no longer exists is in no count."""
    counted = [
        Counter(each.status for each in treaty.status.participants if not each.historical)
        for treaty in treaties
    ]
    return {"status": status.value, "figures": [each[status] for each in counted]}


def _modes(treaties: Sequence[Looked]) -> list[list[str | Sentence]]:
    """Give the letters that stand on the sheet, each with the kind that it is for."""
    used = {
        standing.consent.action
        for each in treaties
        for standing in each.status.participants
        if standing.consent
    }
    return [[letter, KINDS[kind]] for kind, letter in MODES.items() if kind in used]

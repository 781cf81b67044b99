"""What a ratification status report says, gathered when it is asked for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.kernel.languages import Language
from app.participants.values import Roll
from app.reports.rules.freezing import LANGUAGE, Facts, frozen
from app.reports.values import Publisher, Question, Seal
from app.treaties.rules.charts import timeline, timeline_days
from app.treaties.rules.course import Course, course_of
from app.treaties.rules.document import short_name
from app.treaties.rules.headline import explanation, headline
from app.treaties.rules.progress import progress, threshold
from app.treaties.rules.table import ORDER, Row, plain, rows
from app.treaties.rules.wording import KINDS, OURS, Naming, in_words
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition, RegionalOrganisations
from app.treaties.values.dossier import Dossier
from app.treaties.values.status import Status, TreatyStatus

WIDE, TALL = 10, 4
"""Units of a print's chart for a hundredth of its width, and of its height."""


def ratification_status(
    dossier: Dossier, question: Question, *, roll: Roll, seal: Seal, publisher: Publisher
) -> Facts:
    """Give the facts of a treaty's ratification status report."""
    course = course_of(dossier, roll, known_on=question.known_on)
    status = course.on(question.as_of)
    table = rows(status.participants, roll=roll, language=LANGUAGE)
    acted = [row for row in table if row.status is not Status.NON_SIGNATORY]
    definition = dossier.definition
    asked = definition.final_clauses.entry_into_force.conditions
    naming = _naming(dossier, roll)
    days = f"as_of={question.as_of}&known_on={question.known_on}"
    return {
        "title": f"Status of the {definition.short_title}",
        "file_name": f"{definition.id}-status-{question.as_of}",
        "subject": f"/treaties/{definition.id}?{days}",
        "agency": publisher.agency,
        "demonstration": publisher.demonstration,
        "rehearsal": publisher.rehearsal,
        "as_of": question.as_of,
        "known_on": question.known_on,
        "treaty": _treaty(definition, dossier),
        "headline": frozen(headline(definition, status)),
        "explanation": frozen(tuple(explanation(status.entry_into_force, name=naming))),
        "counts": frozen(status.counts),
        "conditions": frozen(progress(asked, status.entry_into_force.conditions, name=naming)),
        "uncounted": _uncounted(definition, acted, roll),
        "timeline": _timeline(course, status),
        "groups": [
            [each, [[row.code, row.name] for row in table if row.status is each]] for each in ORDER
        ],
        "rows": [_row(row) for row in acted],
        "others": [row.name for row in table if row.status is Status.NON_SIGNATORY],
        "clauses": frozen(in_words(definition, name=naming)),
        "acts": _acts(course, question, roll),
        "corrections": _corrections(dossier.acts, question, roll),
        "names": _names(acted, roll),
        "sources": sorted(indicator.source for indicator in dossier.indicators.values()),
        "ledger": {"index": seal.index, "commitment": seal.commitment},
    }


def touched(dossier: Dossier) -> frozenset[str]:
    """Give the treaties whose acts a report rests on: its own, and those it refers to."""
    own = frozenset({dossier.definition.id})
    return own.union(*(touched(other) for other in dossier.related.values()))


def _treaty(definition: Definition, dossier: Dossier) -> Facts:
    parent = dossier.related.get(definition.parent or "")
    return {
        "id": definition.id,
        "title": definition.title,
        "short_title": definition.short_title,
        "adopted_on": definition.adopted_on,
        "adopted_at": definition.adopted_at,
        "depositary": None if definition.depositary == OURS else definition.depositary,
        "parent": parent.definition.title if parent else None,
        "precedent": definition.precedent,
    }


def _uncounted(definition: Definition, acted: Iterable[Row], roll: Roll) -> list[str]:
    """Name the organisations whose consent counts nothing beside those of their members."""
    rule = definition.final_clauses.regional_organisations
    if rule is not RegionalOrganisations.NOT_ADDITIONAL:
        return []
    return [row.name for row in acted if row.consent and roll.is_reio(row.code)]


def _timeline(course: Course, status: TreatyStatus) -> Facts | None:
    entry, since = status.entry_into_force, course.definition.adopted_on
    if status.as_of <= since:
        return None
    days = timeline_days(since, status.as_of, marks=(entry.trigger_on, entry.on))
    drawn = timeline(
        days,
        course.counts(days),
        threshold=threshold(course.definition.final_clauses.entry_into_force.conditions),
        trigger_on=entry.trigger_on,
        entry_on=entry.on,
    )
    curves = tuple(replace(curve, path=_on_paper(curve.path)) for curve in drawn.curves)
    facts: Facts = frozen(replace(drawn, curves=curves))
    return facts


def _on_paper(path: str) -> str:
    """Draw a path of hundredths on the sheet of a print: lines there cannot keep their width."""

    def scaled(step: re.Match[str]) -> str:
        move, first, second = step.groups()
        if move == "V":
            return f"V{float(first) * TALL:g}"
        return f"{move}{float(first) * WIDE:g}" + (f" {float(second) * TALL:g}" if second else "")

    return re.sub(r"([MHV])([\d.]+)(?: ([\d.]+))?", scaled, path)


def _row(row: Row) -> Facts:
    facts: Facts = frozen(row)
    return facts | {"consent": frozen(KINDS[row.consent]) if row.consent else None}


def _acts(course: Course, question: Question, roll: Roll) -> list[Facts]:
    """Give the acts by day and name; where each was known from its deposit on, none says since."""
    acts = [_act(act, roll) for act in course.acts if act.deposited_on <= question.as_of]
    if all(act["recorded_on"] == act["deposited_on"] for act in acts):
        acts = [act | {"recorded_on": None} for act in acts]
    return sorted(acts, key=lambda act: (act["deposited_on"], plain(act["name"])))


def _act(act: Act, roll: Roll) -> Facts:
    return {
        "number": act.number,
        "code": act.participant,
        "name": short_name(act.participant, roll=roll, language=LANGUAGE),
        "kind": frozen(KINDS[act.kind]),
        "deposited_on": act.deposited_on,
        "effective_on": act.effective_on,
        "recorded_on": act.recorded_on,
        "territory": act.territory,
        "text": act.text,
        "reference": act.reference,
    }


def _corrections(acts: Sequence[Act], question: Question, roll: Roll) -> list[Facts]:
    """Give every correction that was known, with the record that it replaced."""
    known = [act for act in acts if act.recorded_on <= question.known_on]
    by_number = {act.number: act for act in known}
    return [
        {
            "wrong": _act(by_number[act.replaces], roll),
            "right": _act(act, roll),
            "reason": act.reason,
        }
        for act in known
        if act.replaces is not None
    ]


def _names(acted: Iterable[Row], roll: Roll) -> list[Facts]:
    """Give the names of those who acted in every official language."""
    return [
        {
            language.value: short_name(row.code, roll=roll, language=language)
            for language in Language
        }
        for row in acted
    ]


def _naming(dossier: Dossier, roll: Roll) -> Naming:
    titles = {key: other.definition.short_title for key, other in dossier.related.items()}
    return lambda code: titles.get(code) or short_name(code, roll=roll, language=LANGUAGE)

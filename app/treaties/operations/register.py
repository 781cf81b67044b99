"""What the depositary does with a treaty that is there: record acts, correct a record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.tables_in import capped
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.models import TreatyAction, TreatyRevision
from app.treaties.operations.notices import Notices, Papers
from app.treaties.rules.acceptance import Finding, examined
from app.treaties.rules.records import act_content, bare
from app.treaties.values.acts import Act
from app.treaties.values.dossier import Dossier
from app.treaties.values.notifications import NotificationNumber

RECORDED = "treaty_action.recorded"
CORRECTED = "treaty_action.corrected"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, with its numbers, and what an officer should look at."""

    acts: tuple[Act, ...]
    warnings: tuple[Complaint, ...]
    notified: tuple[NotificationNumber, ...] = ()
    """The notifications that were issued, in order."""


def record(
    session: Session,
    treaty_id: str,
    acts: Sequence[Act],
    *,
    roll: Roll,
    by: Actor,
    at: datetime,
    today: date,
    lines: Sequence[int] = (),
    papers: Papers | None = None,
) -> Recorded:
    """Record acts, all or none; ``lines`` says where each stands in the file it came from.

    ``papers`` say what is known beside each act, and have it notified; without them nobody is.

    Raises:
        NotFound: there is no such treaty.
        Invalid: an act cannot be accepted; every complaint names its line and column.

    """
    dossier = locked(session, treaty_id)
    if papers is None:
        return _accepted(session, dossier, acts, roll=roll, by=by, at=at, today=today, lines=lines)
    notices = Notices.before(session, treaty_id, roll=roll, today=today)
    done = _accepted(session, dossier, acts, roll=roll, by=by, at=at, today=today, lines=lines)
    return replace(done, notified=notices.issue(session, done.acts, papers, by=by, at=at))


def correct(
    session: Session,
    treaty_id: str,
    number: int,
    act: Act,
    *,
    reason: str,
    roll: Roll,
    by: Actor,
    at: datetime,
    today: date,
    line: int | None = None,
    papers: Papers | None = None,
) -> Recorded:
    """Replace one record by a right one; ``reason`` names the authority for it as well.

    The old record stays, and answers every question about what was known before. With ``papers``,
    or where the old record or the entry into force had been notified, the correction is as well.

    Raises:
        NotFound: there is no such treaty or no such record.
        Conflict: the record was corrected already.
        Invalid: there is no reason, nothing would change, or the act cannot be accepted.

    """
    dossier = locked(session, treaty_id)
    wrong = queries.action(session, treaty_id, number)
    _refuse_second_correction(dossier, number)
    right = replace(act, replaces=number, reason=reason.strip())
    Invalid.unless_none(_vain(wrong, right, line=line))
    lines = [] if line is None else [line]
    notices = Notices.before(session, treaty_id, roll=roll, today=today)
    done = _accepted(session, dossier, [right], roll=roll, by=by, at=at, today=today, lines=lines)
    if papers is None and not notices.must_follow(session, number):
        return done
    papers = papers or [{}]
    return replace(done, notified=notices.issue(session, done.acts, papers, by=by, at=at))


def locked(session: Session, treaty_id: str) -> Dossier:
    """Give a treaty's dossier, which nobody else can change until the transaction ends."""
    mine = select(TreatyRevision).where(TreatyRevision.treaty_id == treaty_id)
    session.execute(mine.with_for_update())
    return queries.dossier(session, treaty_id)


def _accepted(
    session: Session,
    dossier: Dossier,
    acts: Sequence[Act],
    *,
    roll: Roll,
    by: Actor,
    at: datetime,
    today: date,
    lines: Sequence[int],
) -> Recorded:
    if not acts:
        raise Invalid.because("There is nothing to record.")
    treaty_id = dossier.definition.id
    first = numbering.take(session, f"treaty/{treaty_id}/action", count=len(acts))
    numbered = [replace(act, number=number) for number, act in enumerate(acts, start=first)]
    examination = examined(dossier, numbered, roll=roll, today=today)
    place = dict(zip((act.number for act in numbered), lines, strict=False))
    Invalid.unless_none(capped([_placed(each, place) for each in examination.refusals]))
    _write(session, treaty_id, numbered, by=by, at=at)
    warnings = [_placed(each, place) for each in examination.warnings]
    return Recorded(tuple(numbered), tuple(warnings))


def _placed(finding: Finding, lines: Mapping[int, int]) -> Complaint:
    return replace(finding.complaint, line=lines.get(finding.number))


def _write(
    session: Session, treaty_id: str, acts: Iterable[Act], *, by: Actor, at: datetime
) -> None:
    touch(session, treaty_id)
    deeds = [_deed(treaty_id, act) for act in acts]
    sealed = ledger.append(session, deeds, by=by, at=at)
    rows = [
        _action_row(treaty_id, act, at=at) | {"ledger_index": each.index, "salt": each.salt}
        for act, each in zip(acts, sealed, strict=True)
    ]
    session.execute(insert(TreatyAction), rows)


def touch(session: Session, treaty_id: str) -> None:
    """Count the change for the treaty and for every treaty that refers to it."""
    changed = TreatyRevision.treaty_id.in_(queries.dependents(session, treaty_id))
    counted = {"revision": TreatyRevision.revision + 1, "mark": uuid4()}
    session.execute(
        update(TreatyRevision).where(changed).values(counted),
        execution_options={"synchronize_session": False},
    )


def _deed(treaty_id: str, act: Act) -> Deed:
    return Deed(
        kind=RECORDED if act.replaces is None else CORRECTED,
        subject=f"treaty/{treaty_id}/{act.number}",
        content=act_content(treaty_id, act),
        on_behalf_of=act.participant,
    )


def _action_row(treaty_id: str, act: Act, *, at: datetime) -> dict[str, Any]:
    return {
        "treaty_id": treaty_id,
        "number": act.number,
        "participant": act.participant,
        "kind": act.kind,
        "deposited_on": act.deposited_on,
        "effective_on": act.effective_on,
        "territory": act.territory,
        "text": act.text,
        "reference": act.reference,
        "recorded_on": act.recorded_on,
        "recorded_at": at,
        "replaces": act.replaces,
        "reason": act.reason,
        "concerns": act.concerns,
    }


def _refuse_second_correction(dossier: Dossier, number: int) -> None:
    for act in dossier.acts:
        if act.replaces == number:
            raise Conflict.because(
                "%(wrong)s was corrected already, by %(right)s. Correct that one.",
                wrong=f"{dossier.definition.id}/{number}",
                right=f"{dossier.definition.id}/{act.number}",
            )


def _vain(wrong: Act, right: Act, *, line: int | None) -> Iterable[Complaint]:
    """Complain of a correction without a reason, without a change, or older than the record."""
    if not right.reason:
        yield Complaint("Say why the record is corrected, and on whose authority.", field="reason")
    if right.recorded_on < wrong.recorded_on:
        yield Complaint(
            "The correction cannot have been recorded before the record that it corrects "
            "(%(recorded_on)s).",
            {"recorded_on": wrong.recorded_on},
            field="recorded_on",
            line=line,
        )
    if bare(wrong) == bare(right):
        yield Complaint(
            "The correction says the same as the record. Change what is wrong.", line=line
        )

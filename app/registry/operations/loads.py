"""Entering and changing many things of a kind at once: all of them, or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.errors import Complaint, Invalid
from app.kernel.tables_in import refuse
from app.participants.values import Roll
from app.registry import queries
from app.registry.forms.loads import Given
from app.registry.operations.recording import Draft, changes, identifiers, record
from app.registry.operations.things import kept_by, recorded_before
from app.registry.rules.complaints import wrong_with, wrong_with_reason
from app.registry.rules.records import by_key
from app.registry.rules.surroundings import Surroundings
from app.registry.values import Identifier, Kind, Thing


def load(
    session: Session,
    kind: Kind,
    rows: Sequence[Given],
    *,
    reason: str,
    key: UUID,
    roll: Roll,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Enter what names no thing yet and change what does, where it differs; nothing if a row is
    wrong. It is one act, with one entry of the ledger; the same key again is the same load.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        NotFound: the actor keeps nothing here.
        Invalid: with every complaint, each with its line and its column; or nothing differs.

    """
    participant = kept_by(by)
    if recorded_before(session, key, by=by):
        return
    number = numbering.take(session, changes(participant))
    things = queries.of(session, by, participant)
    around = Surroundings.of(roll, participant, on=on, things=things)
    known = by_key(each for each in things if each.kind is kind)
    rows = [_whole(row, known) for row in rows]
    refuse(Invalid, list(_wrong(kind, rows, around, known)))
    changed = [row for row in rows if row.id and row.written != known[row.id].written]
    Invalid.unless_none(_about_all(changed, rows, reason))
    new = [row for row in rows if not row.id]
    fresh = identifiers(session, kind, participant, count=len(new)) if new else []
    drafts = [*_entered(new, fresh), *_changed(changed, known, reason)]
    record(session, drafts, change=number, key=key, by=by, at=at)


def _whole(row: Given, known: Mapping[str, Thing]) -> Given:
    """Give a row with what stays of the thing that it names."""
    return replace(row, written=row.over(known[row.id].written)) if row.id in known else row


def _wrong(
    kind: Kind, rows: Sequence[Given], around: Surroundings, known: Mapping[str, Thing]
) -> Iterator[Complaint]:
    """Hold each row against what there is and against the rows before it."""
    for row in rows:
        before = known.get(row.id)
        if row.id and before is None:
            yield Complaint(
                "There is no %(id)s among what your state keeps here.",
                {"id": row.id},
                field="id",
                line=row.line,
            )
            continue
        complaints = list(wrong_with(kind, row.written, around, key=row.id or None))
        yield from (replace(each, line=row.line) for each in complaints)
        if not complaints:
            around.add(
                row.id or f"line {row.line}",
                kind,
                row.written,
                before=before.written if before else None,
            )


def _about_all(changed: Sequence[Given], rows: Sequence[Given], reason: str) -> Iterator[Complaint]:
    if changed:
        yield from wrong_with_reason(reason)
    elif all(row.id for row in rows):
        yield Complaint("Every row says what is there already.", field="file")


def _entered(rows: Sequence[Given], fresh: Sequence[Identifier]) -> Iterator[Draft]:
    for row, each in zip(rows, fresh, strict=True):
        yield Draft(each, 1, row.written)


def _changed(rows: Sequence[Given], known: Mapping[str, Thing], reason: str) -> Iterator[Draft]:
    for row in rows:
        now = known[row.id]
        yield Draft(now.id, now.version + 1, row.written, reason)

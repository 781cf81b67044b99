"""Setting, moving and meeting deadlines. Who may do so, and what the law says, the slices above
decide; what they decide is in their ledger entries.

Whatever changes has the sweep look at the deadline at once: it alone knows when the next step of a
ladder comes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.deadlines import queries
from app.deadlines.models import Deadline
from app.deadlines.values import Outcome, Set
from app.kernel.database import insert_once
from app.kernel.errors import Conflict


def set_deadline(session: Session, wanted: Set, *, at: datetime) -> Deadline:
    """Set a deadline, or change it to what is wanted; the same again changes nothing.

    A day that a decision or an outage has set stays, if it is later than the law's. Whoever sets
    it at the same moment finds the other's.
    """
    insert_once(session, Deadline, _row(wanted, at=at))
    [found] = set_deadlines(session, [wanted], at=at).values()
    return found


def set_deadlines(
    session: Session, wanted: Sequence[Set], *, at: datetime
) -> Mapping[str, Deadline]:
    """Set many deadlines of one kind, as ``set_deadline`` does, and give them by their ids.

    Raises:
        ValueError: they are of several kinds.

    """
    kinds = {each.kind for each in wanted}
    if len(kinds) > 1:
        raise ValueError("set deadlines of one kind at a time")
    ids = [each.id for each in wanted]
    there = {kind: queries.deadlines(session, kind, ids) for kind in kinds}
    fresh = [each for each in wanted if each.id not in there[each.kind]]
    lifted = {
        kind: [id_ for id_, row in rows.items() if row.lifted_at is not None]
        for kind, rows in there.items()
    }
    for each in wanted:
        if each.id in there[each.kind]:
            _change(there[each.kind][each.id], each, at=at)
    if fresh:
        session.execute(insert(Deadline), [_row(each, at=at) for each in fresh])
    for kind, ids in lifted.items():
        _wake(session, kind, ids, at=at)
    session.flush()
    made = {kind: queries.deadlines(session, kind, [each.id for each in fresh]) for kind in kinds}
    return {id_: row for kind in kinds for id_, row in {**there[kind], **made[kind]}.items()}


def move(
    session: Session,
    kind: str,
    id: str,  # noqa: A002 (a subject is a kind and an id)
    *,
    due_at: datetime,
    at: datetime,
) -> Deadline:
    """Let something fall due at another instant than the law says; the law's stays beside it.

    Its ladder starts anew from there.

    Raises:
        NotFound: there is no such deadline.

    """
    found = queries.deadline(session, kind, id, locked=True)
    _move(found, due_at, at=at)
    session.flush()
    return found


def meet(session: Session, kind: str, id: str, *, outcome: Outcome, at: datetime) -> None:  # noqa: A002 (a subject is a kind and an id)
    """Note that something was handed in, complete, if a deadline awaits it.

    There may be none, or a body may have dispensed with it. The first time counts: a later
    submission changes what the outcome is, never when it came, while one that came earlier and is
    entered later counts from its own day. Nobody is reminded any more.
    """
    found = queries.deadlines(session, kind, [id], locked=True).get(id)
    if found is None or found.outcome is Outcome.WAIVED:
        return
    found.met_at = min(found.met_at or at, at)
    found.outcome, found.next_step_at = outcome, None
    session.flush()


def unmeet(session: Session, kind: str, id: str, *, at: datetime) -> Deadline:  # noqa: A002 (a subject is a kind and an id)
    """Note that what was handed in has been recalled, and nothing stands in its place.

    Its ladder starts again, and that of what hangs on it goes on where it had stopped.

    Raises:
        NotFound: there is no such deadline.
        Conflict: nothing that was handed in meets it.

    """
    found = queries.deadline(session, kind, id, locked=True)
    if found.outcome is None or not found.outcome.is_submission:
        raise Conflict.because("Nothing that was filed stands here, so nothing can be recalled.")
    found.met_at, found.outcome, found.recalled_at = None, None, at
    _start_again(found, at=at)
    _wake(session, kind, [id], at=at)
    session.flush()
    return found


def waive(session: Session, kind: str, id: str, *, at: datetime) -> Deadline:  # noqa: A002 (a subject is a kind and an id)
    """Note that a body has dispensed with something.

    Raises:
        NotFound: there is no such deadline.
        Conflict: it was met.

    """
    found = queries.deadline(session, kind, id, locked=True)
    if found.outcome is not None:
        raise Conflict.because("This has been filed or waived already: there is nothing to waive.")
    found.met_at, found.outcome, found.next_step_at = at, Outcome.WAIVED, None
    session.flush()
    return found


def lift(session: Session, deadline: Deadline, *, at: datetime) -> None:
    """Let a deadline run no longer, because what it stood on has gone; what met it stays."""
    deadline.lifted_at, deadline.next_step_at = deadline.lifted_at or at, None
    session.flush()


def _move(row: Deadline, due_at: datetime, *, at: datetime) -> None:
    if row.due_at != due_at:
        row.due_at, row.quiet_until = due_at, at
        _start_again(row, at=at)


def _start_again(row: Deadline, *, at: datetime) -> None:
    """Have the sweep look at a deadline, if it is awaited, from the first step of its ladder."""
    awaited = row.ladder is not None and row.met_at is None and row.lifted_at is None
    row.round, row.step = row.round + 1, None
    row.next_step_at = at if awaited else None


def _wake(session: Session, kind: str, ids: Sequence[str], *, at: datetime) -> None:
    """Have the sweep look again at what hangs on deadlines that are awaited once more: while they
    were not, it has found nothing to do, and would never come back.
    """
    for each in queries.hanging(session, kind, ids):
        each.next_step_at = at if each.ladder else None


def _change(row: Deadline, wanted: Set, *, at: datetime) -> None:
    """Change a row to what is wanted, column by column, so that the same again writes nothing."""
    was_moved = row.due_at != row.original_due_at
    new = {
        "original_due_at": wanted.due_at,
        "facts": dict(wanted.facts),
        "link": wanted.link,
        "participant": wanted.participant,
        "person": wanted.person,
        "hangs_on": wanted.hangs_on,
    }
    for column, value in new.items():
        if getattr(row, column) != value:
            setattr(row, column, value)
    if row.lifted_at is not None or row.ladder != wanted.ladder:
        row.lifted_at, row.ladder = None, wanted.ladder
        _start_again(row, at=at)
    _move(row, max(row.due_at, wanted.due_at) if was_moved else wanted.due_at, at=at)


def _row(wanted: Set, *, at: datetime) -> dict[str, object]:
    return {
        "id": uuid4(),
        "kind": wanted.kind,
        "subject": wanted.id,
        "due_at": wanted.due_at,
        "original_due_at": wanted.due_at,
        "facts": dict(wanted.facts),
        "link": wanted.link,
        "participant": wanted.participant,
        "person": wanted.person,
        "hangs_on": wanted.hangs_on,
        "ladder": wanted.ladder,
        "next_step_at": at if wanted.ladder else None,
        "round": 0,
        "set_at": at,
        "version": 1,
    }

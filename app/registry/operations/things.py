"""Entering, changing and striking one thing: what was written stays, a change is a version more."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.participants.values import Roll
from app.registry import queries
from app.registry.operations.recording import Draft, changes, identifiers, record
from app.registry.rules.access import may_keep
from app.registry.rules.complaints import wrong_with, wrong_with_reason
from app.registry.rules.records import referring
from app.registry.rules.surroundings import Surroundings
from app.registry.values import Identifier, Kind, Thing, Written


def enter(
    session: Session,
    kind: Kind,
    written: Written,
    *,
    key: UUID,
    roll: Roll,
    by: Actor,
    at: datetime,
    on: date,
) -> Identifier:
    """Enter a thing of the actor's own state, and give its identifier; the same key again is the
    same thing.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        NotFound: the actor keeps nothing here.
        Invalid: what is written is incomplete or cannot be.

    """
    participant = kept_by(by)
    before = recorded_before(session, key, by=by)
    if before:
        return before[0]
    number = numbering.take(session, changes(participant))
    around = around_of(session, participant, roll=roll, by=by, on=on)
    Invalid.unless_none(wrong_with(kind, written, around))
    [fresh] = identifiers(session, kind, participant, count=1)
    record(session, [Draft(fresh, 1, written)], change=number, key=key, by=by, at=at)
    return fresh


def change(
    session: Session,
    thing_id: str,
    written: Written,
    *,
    version: int,
    reason: str,
    key: UUID,
    roll: Roll,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Write a thing down as it is from now on; the same key again is the same change.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        NotFound: there is no such thing, or the actor does not keep it.
        Conflict: it has changed since ``version`` was read.
        Invalid: what is written cannot be, says nothing new, or has no reason.

    """
    before = recorded_before(session, key, by=by)
    now = queries.own(session, by, thing_id)
    if before:
        return
    number = numbering.take(session, changes(now.participant))
    _check_version(now, version)
    around = around_of(session, now.participant, roll=roll, by=by, on=on)
    complaints = [
        *wrong_with(now.kind, written, around, key=thing_id),
        *wrong_with_reason(reason),
    ]
    if not complaints and written == now.written:
        complaints.append(Complaint("Nothing here differs from what is there.", field="name"))
    Invalid.unless_none(complaints)
    draft = Draft(now.id, now.version + 1, written, reason)
    record(session, [draft], change=number, key=key, by=by, at=at)


def strike(
    session: Session,
    thing_id: str,
    *,
    version: int,
    reason: str,
    key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Strike a thing that was entered by mistake: it stays to be read, and names nothing new.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        NotFound: there is no such thing, or the actor does not keep it.
        Conflict: it has changed since ``version`` was read.
        Invalid: another thing names it, or there is no reason.

    """
    before = recorded_before(session, key, by=by)
    now = queries.own(session, by, thing_id)
    if before:
        return
    number = numbering.take(session, changes(now.participant))
    _check_version(now, version)
    others = queries.of(session, by, now.participant)
    named_by = [str(other.id) for other in referring(others, thing_id)]
    complaints = list(wrong_with_reason(reason))
    if named_by:
        complaints.append(
            Complaint(
                "%(others)s names it. Change that first.",
                {"others": ", ".join(named_by[:5])},
                field="reason",
            )
        )
    Invalid.unless_none(complaints)
    draft = Draft(now.id, now.version + 1, now.written, reason, struck=True)
    record(session, [draft], change=number, key=key, by=by, at=at)


def kept_by(by: Actor) -> str:
    """Give the state whose things an actor keeps.

    Raises:
        NotFound: the actor keeps none.

    """
    if by.participant is None or not may_keep(by, by.participant):
        raise NotFound.because("There is no such page.")
    return by.participant


def recorded_before(session: Session, key: UUID, *, by: Actor) -> Sequence[Identifier]:
    """Give what the same form has recorded before, once nobody else changes what the state keeps.

    Raises:
        NotFound: the actor keeps nothing here.

    """
    numbering.hold(session, changes(kept_by(by)))
    return queries.recorded_as(session, by, key)


def around_of(
    session: Session, participant: str, *, roll: Roll, by: Actor, on: date
) -> Surroundings:
    """Give what a state's things are held against."""
    things = queries.of(session, by, participant)
    return Surroundings.of(roll, participant, on=on, things=things)


def _check_version(now: Thing, version: int) -> None:
    """Refuse to change what was struck, or has moved on."""
    if now.struck:
        raise Invalid.because(
            "%(id)s was struck and is not changed any more. Enter the thing anew.", id=str(now.id)
        )
    if now.version != version:
        raise Conflict.because(
            "This has changed since you opened it. Look at it again before you change it."
        )

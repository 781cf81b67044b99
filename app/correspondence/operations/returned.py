"""What came back: recorded, its letter failed, its address marked until somebody has looked."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.correspondence.models import Bounce, FailingAddress, Letter
from app.correspondence.queries import returned as queries
from app.correspondence.queries.outbox import in_spool
from app.correspondence.rules import failing_as
from app.correspondence.values import RETURNED_WITHIN, Failing, Returned
from app.kernel.actor import Actor
from app.kernel.database import insert_once, update_once

CAME_BACK = "It came back from the recipient's mail server: %s"
UNSAID = "the server gave no reason."
HELD = (
    "Letters to this address have come back before, so it was not sent. Have the address corrected "
    "or confirmed, or decide that this letter is sent all the same."
)

QUIETLY = {"synchronize_session": False}


def take_back(session: Session, reports: Iterable[Returned], *, at: datetime) -> int:
    """Record what mail servers report, each report once, and say how many were new.

    A report that names no letter of ours, and no address that we have written to lately, is
    passed over.
    """
    return sum(_take_back(session, each, at=at) for each in reports)


def hold(session: Session, *, at: datetime) -> None:
    """Show as failed what waits for the relay and would go where letters come back for good.

    Only the relay calls it, before it sends: nobody else can be sending them meanwhile.
    """
    session.execute(
        update(Letter)
        .where(in_spool(), queries.to_hold())
        .values(failed_at=at, failure=HELD)
        .execution_options(**QUIETLY)
    )


def confirm(session: Session, mark_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Take an address as right after all, for a reason, and owe again what was held back from it.

    One whose mark has ended stays as it is.

    Raises:
        NotFound: there is no such mark.

    """
    mark = queries.mark(session, mark_id)
    if _end(session, mark.address, reason, by=by, at=at):
        session.execute(
            update(Letter)
            .where(Letter.address == mark.address, Letter.failure == HELD)
            .where(Letter.cancelled_at.is_(None))
            .values(failed_at=None, failure=None, handed_over_at=None, claim=None)
            .values(attempts=0, next_attempt_at=at)
            .execution_options(**QUIETLY)
        )


def replaced(session: Session, address: str, *, by: Actor, at: datetime) -> None:
    """End the mark of an address that letters go to no more, if it has one."""
    _end(session, address, "The address is used no more.", by=by, at=at)


def _take_back(session: Session, report: Returned, *, at: datetime) -> bool:
    proven = queries.named(session, report.letters)
    letter = proven or queries.last_sent_to(session, report.address, at=at)
    if letter is None:
        return False
    sent_at = letter.sent_at or letter.handed_over_at
    occasion = (
        f"letter/{letter.id}/{sent_at.isoformat() if sent_at else ''}"
        if proven
        else f"address/{letter.address}/{at.date().isoformat()}"
    )
    row = {
        "occasion": occasion,
        "found_at": at,
        "address": letter.address,
        "letter_id": proven.id if proven else None,
        "sent_at": sent_at if proven else None,
        "status": report.status,
        "words": report.words,
    }
    if not insert_once(session, Bounce, row):
        return False
    if proven:
        _fail(session, proven.id, report, at=at)
    _mark(session, letter, report, proven=proven is not None, at=at)
    return True


def _fail(session: Session, letter_id: UUID, report: Returned, *, at: datetime) -> None:
    """Show a letter that came back as failed; the report keeps when it had gone out."""
    why = CAME_BACK % (" ".join(filter(None, (report.status, report.words))) or UNSAID)
    session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.failed_at.is_(None))
        .values(sent_at=None, failed_at=at, failure=why)
        .execution_options(**QUIETLY)
    )


def _mark(
    session: Session, letter: Letter, report: Returned, *, proven: bool, at: datetime
) -> None:
    """Mark the address as failing, if that follows; what is worse takes the place of the other."""
    standing = queries.standing_mark(session, letter.address)
    lately = queries.returned_lately(session, letter.address, since=at - RETURNED_WITHIN)
    failing = failing_as(for_good=report.for_good, proven=proven, lately=lately)
    if failing is None:
        return
    if standing is None:
        row = {"id": uuid4(), "address": letter.address, "name": letter.name, "since": at}
        said = {"failing": failing, "status": report.status, "words": report.words}
        insert_once(session, FailingAddress, row | said)
    elif (standing.failing, failing) == (Failing.AT_TIMES, Failing.FOR_GOOD):
        standing.failing, standing.since = failing, at
        standing.status, standing.words = report.status, report.words
    session.flush()


def _end(session: Session, address: str, why: str, *, by: Actor, at: datetime) -> bool:
    standing = update(FailingAddress).where(
        FailingAddress.address == address, FailingAddress.ended_at.is_(None)
    )
    ended = standing.values(ended_at=at, ended_by=by.account, ended_why=why)
    return update_once(session, ended)

"""Owing letters, handing them over, and recording what became of them. Nothing here sends."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from app.correspondence import letters
from app.correspondence.letters import Unwritable
from app.correspondence.models import ONLY, Letter, Relay
from app.correspondence.queries import outbox as queries
from app.correspondence.rules import pause_after, wrong_with_owed
from app.correspondence.spool import Spool
from app.correspondence.values import CHUNK, LEASE, TURN, Owed, Sender, Sent
from app.kernel.database import insert_once, insert_unless_there, update_once
from app.kernel.errors import Invalid
from app.kernel.mail import Answer, Outcome
from app.ledger.rules.canonical import plain

SILENT = "The worker stopped before it had handed the letter over, each time it tried."
PUT_OFF_TOO_OFTEN = "The mail server put the letter off for two days. Its last words: %s"
NOT_REPEATED = (
    "It was owed when the copy was made from which this register was restored, and may have gone "
    "out since. An officer may send it again."
)
REFUSED = "The mail server refused the letter: %s"

QUIETLY = {"synchronize_session": False}


def owe(session: Session, owed: Sequence[Owed], *, at: datetime) -> int:
    """Write letters down, each occasion once for ever, and say how many are new.

    However many there are, they are one statement (a thousand at a time).

    Raises:
        Invalid: an address, a name or another part of one cannot stand in a letter. Nothing is
            owed then; ``rules.wrong_with`` lets a slice that keeps addresses ask beforehand.
        TypeError: facts hold something without a canonical form, such as a float.
        ValueError: there is no such template.

    """
    Invalid.unless_none(complaint for each in owed for complaint in wrong_with_owed(each))
    if unknown := {each.template for each in owed}.difference(letters.templates()):
        raise ValueError(f"no such letters: {', '.join(sorted(unknown))}")
    if not owed:
        return 0
    statement = insert_unless_there(session, Letter).execution_options(preserve_rowcount=True)
    facts = _plain_facts(owed)
    rows = [_row(each, facts[id(each.facts)], at) for each in owed]
    return session.connection().execute(statement, rows).rowcount


def claim(
    session: Session, *, at: datetime, most: int = CHUNK, lease: timedelta = LEASE
) -> Sequence[Letter]:
    """Take letters to hand over, the longest waiting first; of many workers each gets others.

    One statement decides. What is free stands before it by itself: within it, PostgreSQL may look
    more than once, and each time find others.
    """
    some = select(Letter.id).where(queries.claimable(at)).order_by(Letter.next_attempt_at)
    free = some.limit(most).with_for_update(skip_locked=True).cte("free")
    return session.scalars(
        update(Letter)
        .where(Letter.id.in_(select(free.c.id)))
        .values(claim=uuid4(), attempts=Letter.attempts + 1, next_attempt_at=at + lease)
        .returning(Letter)
        .execution_options(**QUIETLY)
    ).all()


def lay_down(
    claimed: Sequence[Letter], spool: Spool, *, sender: Sender, at: datetime
) -> dict[UUID, str]:
    """Write claimed letters and lay them into the spool; no transaction is open meanwhile.

    Gives why, for those that cannot be written.

    Raises:
        OSError: the disk refuses. The claim lapses, and the letters are handed over later.

    """
    written: dict[UUID, bytes] = {}
    unwritable: dict[UUID, str] = {}
    for letter in claimed:
        try:
            written[letter.id] = letters.compose(
                letters.drafted(letter), sender=sender, at=at
            ).message
        except Unwritable as refused:
            unwritable[letter.id] = str(refused)
    spool.hand_over(written)
    return unwritable


def handed_over(
    session: Session,
    claimed: Sequence[Letter],
    unwritable: Mapping[UUID, str],
    *,
    at: datetime,
) -> None:
    """Record that claimed letters lie in the spool, or why they could not be written.

    A letter that another worker has claimed meanwhile is that one's to mark.
    """
    for reason in sorted(set(unwritable.values())):
        ids = [key for key, why in unwritable.items() if why == reason]
        _mark(session, claimed, ids, claim=None, failed_at=at, failure=reason)
    ids = [letter.id for letter in claimed if letter.id not in unwritable]
    _mark(session, claimed, ids, claim=None, handed_over_at=at, next_attempt_at=at, attempts=0)


def give_up(session: Session, *, at: datetime) -> None:
    """Show as failed every letter whose last claim ended without a word."""
    session.execute(
        update(Letter)
        .where(queries.exhausted(at))
        .values(claim=None, failed_at=at, failure=SILENT)
        .execution_options(**QUIETLY)
    )


def take_turn(session: Session, holder: UUID, *, at: datetime) -> bool:
    """Take or renew the one relay's turn, and say whether it is this holder's."""
    insert_once(session, Relay, {"id": ONLY, "until": at, "trouble": ""})
    free = or_(Relay.holder == holder, Relay.until <= at)
    turn = update(Relay).where(Relay.id == ONLY, free).values(holder=holder, until=at + TURN)
    return update_once(session, turn)


def heard(session: Session, *, trouble: str = "", pulse: bool = False, at: datetime) -> None:
    """Record how the mail server was found, and whether a pulse came through to be answered."""
    session.execute(
        update(Relay)
        .where(Relay.id == ONLY)
        .values(trouble=trouble, **({"heard_at": at} if pulse else {}))
        .execution_options(**QUIETLY)
    )


def sent(session: Session, letters: Sequence[Sent]) -> None:
    """Record letters as sent, each with its message; one that is recorded already stays so."""
    statement = (
        update(Letter)
        .where(Letter.id == bindparam("key"), queries.waiting())
        .values(sent_at=bindparam("at"), message=bindparam("content"))
    )
    rows = [{"key": each.key, "at": each.at, "content": each.message} for each in letters]
    if rows:
        session.connection().execute(statement, rows)


def not_sent(
    session: Session, letter: Letter, answer: Answer, *, message: bytes, at: datetime
) -> bool:
    """Record that the mail server put a letter off or refused it; say whether it is given up."""
    refused = answer.outcome is Outcome.REFUSED
    pause = None if refused else pause_after(letter.attempts + 1)
    if pause is not None:
        outcome: dict[str, Any] = {
            "next_attempt_at": at + pause,
            "attempts": letter.attempts + 1,
            "answer": answer.words,
        }
    else:
        why = (REFUSED if refused else PUT_OFF_TOO_OFTEN) % answer.words
        outcome = {"failed_at": at, "failure": why, "message": message}
    session.execute(
        update(Letter)
        .where(Letter.id == letter.id, queries.waiting())
        .values(**outcome)
        .execution_options(**QUIETLY)
    )
    return pause is None


def lost(session: Session, letter_id: UUID, *, at: datetime) -> None:
    """Have a letter handed over again that is marked as lying in the spool, and does not."""
    session.execute(
        update(Letter)
        .where(Letter.id == letter_id, queries.in_spool())
        .values(handed_over_at=None, next_attempt_at=at, attempts=0)
        .execution_options(**QUIETLY)
    )


def hold_back(session: Session, *, at: datetime) -> None:
    """Show as failed every letter that is owed, because it may have gone out from elsewhere."""
    session.execute(
        update(Letter)
        .where(queries.waiting())
        .values(claim=None, failed_at=at, failure=NOT_REPEATED)
        .execution_options(**QUIETLY)
    )


def _mark(
    session: Session, claimed: Sequence[Letter], ids: Collection[UUID], **outcome: Any
) -> None:
    if ids:
        session.execute(
            update(Letter)
            .where(Letter.id.in_(ids), Letter.claim == claimed[0].claim, queries.not_handed_over())
            .values(**outcome)
            .execution_options(**QUIETLY)
        )


def _plain_facts(owed: Sequence[Owed]) -> dict[int, Any]:
    """Give facts as they are kept, by identity: a note to all says the same to each."""
    told = {id(each.facts): each.facts for each in owed}
    return {key: plain(facts) for key, facts in told.items()}


def _row(owed: Owed, facts: Any, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "occasion": owed.occasion,
        "person": owed.to.person,
        "name": owed.to.name,
        "address": owed.to.address,
        "language": owed.to.language,
        "template": owed.template,
        "facts": facts,
        "about": owed.about,
        "reference": owed.reference,
        "private": owed.private,
        "owed_at": at,
        "next_attempt_at": at,
        "attempts": 0,
    }

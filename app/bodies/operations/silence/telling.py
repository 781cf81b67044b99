"""Telling members of a silence: letters at once, and deadlines by which they are reminded."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.bodies.operations.silence.cases import Case
from app.bodies.queries.distribution import told
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.deadlines import operations as deadlines
from app.deadlines.queries import deadlines as set_before
from app.deadlines.values import Set
from app.participants.values import Roll
from app.treaties.rules.document import short_name

KIND = "silence"
"""What its deadlines are called, and the ladder by which they remind."""


def tell(
    session: Session,
    case: Case,
    news: str,
    facts: Mapping[str, Any],
    *,
    roll: Roll,
    at: datetime,
    on: date,
    named: Mapping[str, str] | None = None,
) -> None:
    """Owe a letter to everybody who may read what lies under silence, and to members' missions.

    ``news`` ends the name of its template, and its occasion: each is told once. ``named`` are facts
    that are participants, told by name in each reader's language. Of what is classified a letter
    says neither what it is nor who spoke.
    """
    template = f"silence_{news.partition('/')[0]}"
    people = told(
        session,
        case.body,
        sort=case.proposal.sort,
        on=on,
        members=case.procedure.entitled,
    )
    by_language = {
        each: _facts(case, facts, named or {}, roll=roll, language=each)
        for each in {person.language for person in people}
    }
    owed = [
        Owed(
            occasion=f"{case.procedure.subject}/{news}/{person.person}",
            to=person,
            template=template,
            facts=by_language[person.language],
            about=case.address,
        )
        for person in people
    ]
    correspondence.owe(session, owed, at=at)


def remind(session: Session, case: Case, *, at: datetime) -> None:
    """Set, for each member, the deadline by which its people are reminded."""
    facts = {
        "title": case.proposal.title if case.is_open else "",
        "body": case.body.symbol if case.body.public else "",
    }
    wanted = [
        Set(
            KIND, each, case.procedure.expires_at, facts, case.address, code, ladder=KIND
        )
        for each, code in _ids(case).items()
    ]  # fmt: skip
    deadlines.set_deadlines(session, wanted, at=at)


def put_off(session: Session, case: Case, *, at: datetime) -> None:
    """Let the reminders follow the instant of a procedure that has been prolonged."""
    for each in _ids(case):
        deadlines.move(session, KIND, each, due_at=case.procedure.expires_at, at=at)


def end_reminders(session: Session, case: Case, *, at: datetime) -> None:
    """Remind nobody any more: the procedure has ended."""
    for row in set_before(session, KIND, list(_ids(case)), locked=True).values():
        deadlines.lift(session, row, at=at)


def _ids(case: Case) -> Mapping[str, str]:
    """Give the ids of a procedure's deadlines, and the member that each reminds."""
    return {f"{case.procedure.id}/{code}": code for code in case.procedure.entitled}


def _facts(
    case: Case,
    facts: Mapping[str, Any],
    named: Mapping[str, str],
    *,
    roll: Roll,
    language: str,
) -> Mapping[str, Any]:
    about = {
        "body": case.body.symbol,
        "title": case.proposal.title if case.is_open else "",
        "sha256": case.procedure.sha256,
        "expires_at": case.procedure.expires_at.isoformat(),
    }
    names = {
        name: short_name(code, roll=roll, language=language) if case.is_open else ""
        for name, code in named.items()
    }
    return about | dict(facts) | names

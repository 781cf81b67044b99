"""Asking for prints, claiming them, filing what came out: each step once, whoever is killed."""

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.documents import queries
from app.documents.models import Document
from app.documents.rules import frozen, pause_after, room_for_another
from app.documents.values import (
    LEASE,
    SECONDS_A_PRINT,
    Audience,
    DocumentKind,
    Printed,
    Unprinted,
)
from app.kernel.actor import SYSTEM
from app.kernel.child import Child, ChildDied, ChildRefused, ChildTooSlow
from app.kernel.database import insert_once, update_once
from app.kernel.errors import DomainError
from app.kernel.storage import Storage

OWNER = "prints"
"""Whose files prints are in storage."""

FOLDER_OF_FONTS = Path(sys.prefix) / "fonts"
"""Where the set-up puts the fonts, and ``fonts.conf``, which names this folder alone."""

MOST_PRINTS = 250
"""How many prints one child makes before a fresh one takes its place."""

ROOT = Path(__file__).resolve().parents[3]
PRINTED_FROM = ("templates/pdf", "templates/shared", "app/documents/press.py")
WORLD = "app/static/vendor/world.json"

SILENT = "The worker stopped before it had finished, each time it tried."


class Unprintable(DomainError):
    """The facts cannot be printed; the sentence says why."""


@cache
def edition() -> str:
    """Give the edition of this program's press: a digest of all that shapes a print but its facts.

    A print of an earlier edition stays as it is; the same facts may be asked of a newer one.
    """
    sources = [
        file
        for name in (*PRINTED_FROM, WORLD)
        for file in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*.*"))
    ]
    digest = hashlib.sha256(version("weasyprint").encode())
    for file in sorted(sources):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def asked_for(
    session: Session,
    kind: DocumentKind,
    facts: Mapping[str, Any],
    *,
    press: str,
    audience: Audience,
) -> Document | None:
    """Give the print that was asked for with the same facts for these readers, if there is one."""
    found = queries.printed_from(
        session, kind, facts_sha256=frozen(facts)[1], press=press, audience=audience
    )
    return queries.document(session, found, by=SYSTEM) if found else None


def ask(
    session: Session,
    kind: DocumentKind,
    facts: Mapping[str, Any],
    *,
    press: str,
    audience: Audience,
    at: datetime,
) -> UUID:
    """Freeze the facts and ask for their print: one for the same facts, press and readers.

    Every kind's facts hold ``title``, ``file_name`` and ``subject``, the address of their page.

    Raises:
        Unavailable: too many wait for them, or too many were asked for within the hour.

    """
    before = asked_for(session, kind, facts, press=press, audience=audience)
    if before is not None:
        return before.id
    waiting, lately = queries.load(session, audience, at=at)
    room_for_another(waiting=waiting, asked_within_the_hour=lately)
    return owe(session, kind, facts, press=press, audience=audience, at=at)


def owe(
    session: Session,
    kind: DocumentKind,
    facts: Mapping[str, Any],
    *,
    press: str,
    audience: Audience,
    at: datetime,
) -> UUID:
    """Owe the print of facts that nobody asked for, however many wait: the register's own papers.

    The same facts of the same press, for the same readers, are one print.
    """
    (kept, sha256), fresh = frozen(facts), uuid4()
    row = {
        "id": fresh,
        "kind": kind,
        "facts": kept,
        "facts_sha256": sha256,
        "press": press,
        **asdict(audience),
        "requested_at": at,
        "next_attempt_at": at,
        "attempts": 0,
    }
    if insert_once(session, Document, row):
        return fresh
    before = asked_for(session, kind, facts, press=press, audience=audience)
    return before.id if before else owe(session, kind, facts, press=press, audience=audience, at=at)


def claim(
    session: Session, document_id: UUID, *, at: datetime, lease: timedelta = LEASE
) -> Document | None:
    """Take a print to work on, or give None if it is done, held by another or given up.

    One statement decides: of any number of workers at once, one gets it.
    """
    free = select(Document.id).where(Document.id == document_id, queries.claimable(at))
    return session.scalar(
        update(Document)
        .where(Document.id == free.with_for_update(skip_locked=True).scalar_subquery())
        .values(claim=uuid4(), attempts=Document.attempts + 1, next_attempt_at=at + lease)
        .returning(Document)
        .execution_options(synchronize_session=False)
    )


def _close(session: Session, document: Document, at: datetime, **outcome: object) -> bool:
    still_ours = (
        Document.id == document.id,
        Document.claim == document.claim,
        Document.next_attempt_at > at,
        queries.waiting(),
    )
    closed = update(Document).where(*still_ours).values(claim=None, **outcome)
    return update_once(session, closed)


def give_up(session: Session, *, at: datetime) -> None:
    """Show as failed every print whose last attempt ended without a word."""
    session.execute(
        update(Document)
        .where(queries.exhausted(at))
        .values(claim=None, failed_at=at, failure=SILENT)
        .execution_options(synchronize_session=False)
    )


def press(fonts: Path = FOLDER_OF_FONTS) -> Child:
    """Give a press: a child process, started when it first prints and replaced when it fails."""
    return Child(
        [sys.executable, "-m", "app.documents.press", str(fonts)],
        environment={
            "FONTCONFIG_FILE": str(fonts / "fonts.conf"),
            "PYTHONHASHSEED": "0",  # the same facts give the same bytes
        },
        seconds=SECONDS_A_PRINT,
        most_answers=MOST_PRINTS,
    )


def printed(facts: Mapping[str, Any], kind: DocumentKind, *, on: Child) -> bytes:
    """Print facts, which are frozen, and give the PDF.

    Raises:
        Unprintable: they cannot be printed; the sentence says why.

    """
    question = json.dumps({"kind": kind, "facts": facts}, ensure_ascii=False)
    try:
        return on.ask(question.encode())
    except ChildRefused as refused:
        raise Unprintable.because("%(reason)s", reason=str(refused)) from refused
    except ChildTooSlow as slow:
        raise Unprintable.because(
            "Printing took more than %(seconds)s seconds and was stopped.", seconds=SECONDS_A_PRINT
        ) from slow
    except ChildDied as died:
        raise Unprintable.because("The printer stopped in the middle of its work.") from died


def attempt(document: Document, *, on: Child, storage: Storage) -> Printed | Unprinted:
    """Print a claimed document and store the file; no transaction is open meanwhile."""
    try:
        content = printed(document.facts, document.kind, on=on)
        return Printed(storage.keep(OWNER, content), len(content))
    except Unprintable as refused:
        return Unprinted(str(refused))
    except OSError as full:
        return Unprinted(f"The printed file could not be stored: {full.strerror}.")


def close(
    session: Session, document: Document, outcome: Printed | Unprinted, *, at: datetime
) -> bool:
    """Record how an attempt ended, if the claim is still ours; say whether it was.

    After a failed one the print waits for the next attempt, or is given up after the last.
    """
    match outcome:
        case Printed(sha256, size):
            return _close(session, document, at, ready_at=at, sha256=sha256, size=size)
        case Unprinted(reason):
            pause = pause_after(document.attempts)
            if pause is None:
                return _close(session, document, at, failed_at=at, failure=reason)
            return _close(session, document, at, next_attempt_at=at + pause)

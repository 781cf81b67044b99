"""Decisions about prints: who reads one, where it stands, when it is tried again, how its facts are
frozen.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.documents.values import (
    MOST_AN_HOUR,
    MOST_ATTEMPTS,
    MOST_WAITING,
    Audience,
    Course,
    DocumentState,
    Readers,
)
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import Unavailable
from app.ledger.rules.canonical import canonical

PAUSE = timedelta(seconds=4)
"""The pause before the second attempt; each later one is twice as long."""


OFFICERS = frozenset({Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR})
"""Who oversees declarations: the readers of what is printed for the secretariat."""


def may_read(actor: Actor, audience: Audience) -> bool:
    """Say whether somebody may read, or even know of, a print for an audience."""
    if actor.role is Role.SYSTEM:
        return True
    speaks = actor.role in DELEGATES and actor.participant == audience.whose
    match audience.readers:
        case Readers.EVERYBODY:
            return True
        case Readers.PARTICIPANT:
            return speaks
        case Readers.SHARED:
            return speaks or actor.role in OFFICERS
        case Readers.OFFICERS:
            return actor.role in OFFICERS
        case Readers.ACCOUNT:
            return actor.account is not None and str(actor.account) == audience.whose


def state_of(course: Course, *, at: datetime) -> DocumentState:
    """Say where a print stands at an instant."""
    if course.ready_at is not None:
        return DocumentState.READY
    if course.failed_at is not None:
        return DocumentState.FAILED
    held = course.claimed and at < course.next_attempt_at
    return DocumentState.PRINTING if held else DocumentState.QUEUED


def pause_after(attempts: int) -> timedelta | None:
    """Give the pause before the next attempt, or None when there is no further one."""
    return None if attempts >= MOST_ATTEMPTS else PAUSE * 2 ** (attempts - 1)


def frozen(facts: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Give facts as they are kept, and the SHA-256 of their canonical form (RFC 8785).

    Dates become ISO 8601 texts, decimals texts; the press reads them back by their form.

    Raises:
        TypeError: they hold something without a canonical form, such as a float or a set.

    """
    written = canonical(facts)
    return json.loads(written), hashlib.sha256(written).hexdigest()


def room_for_another(*, waiting: int, asked_within_the_hour: int) -> None:
    """Refuse a new print while too many wait, or too many were asked for lately.

    Raises:
        Unavailable: the same request may succeed later.

    """
    if waiting >= MOST_WAITING:
        raise Unavailable.because(
            "%(waiting)s documents are waiting to be printed, which is as many as the printer "
            "takes. Ask again in a few minutes.",
            waiting=waiting,
        )
    if asked_within_the_hour >= MOST_AN_HOUR:
        raise Unavailable.because(
            "%(asked)s documents were asked for within the hour, which is as many as the printer "
            "takes. Ask again later.",
            asked=asked_within_the_hour,
        )

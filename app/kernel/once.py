"""Changes by programs: done once however often they are sent, and only to what was read last.

A request carries an ``Idempotency-Key`` of its own (the draft of the IETF's working group on HTTP
interfaces); what it changes, the ``ETag`` of what was read last, as ``If-Match`` (RFC 9110).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from flask import Response, request
from sqlalchemy.orm import Session

from app.kernel import repeats
from app.kernel.actor import Actor
from app.kernel.api import told
from app.kernel.errors import Invalid, Unconditional
from app.kernel.repeats import Answer
from app.kernel.web import actor, runtime

KEY = re.compile(rf"[!-~]{{1,{repeats.LONGEST_KEY}}}", re.ASCII)
OURS = UUID("6a3f3c57-2a0e-4f6e-9d0f-1f1f7c3f9f5e")
"""In which keys of programs become those that operations know."""

Given: TypeAlias = Mapping[str, Any]

NOTHING: Given = {}

IDEMPOTENCY = "Idempotency-Key"
CONDITION = "If-Match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Who sends a request, when, and under which key."""

    by: Actor
    at: datetime
    today: date
    """At the seat."""
    key: UUID
    """What operations know the request by: sent twice, it is one deed."""


def sent(key: str = "") -> Sent:
    """Give who sends this request, when, and under which key."""
    by = actor()
    now, today = runtime().clock.now(), runtime().today()
    return Sent(by=by, at=now, today=today, key=uuid5(OURS, f"{by.account} {key}"))


def once(deed: Callable[[Session, Sent], Answer], *, beside: Given = NOTHING) -> Response:
    """Do something in one transaction and answer; a request that is sent again is answered alike.

    ``beside`` is answered as well and not kept: it is of the request, and may be classified.

    Raises:
        Invalid: the request has no key, or one that was given to another request.

    """
    key = _key()
    by = sent(key)
    with runtime().database.write(by=by.by) as session:
        row = repeats.claim(
            session, account=by.by.account or 0, key=key, fingerprint=_fingerprint(), at=by.at
        )
        if (given := row.answer) is None:
            given = deed(session, by)
            row.fill(given)
    return _answered(given, beside)


def is_expected(now: str) -> bool:
    """Say whether a change is made from what is there, by its condition.

    Raises:
        Unconditional: it does not say from what it is made.

    """
    if not request.headers.get(CONDITION):
        raise Unconditional.because(
            "Read this first, and give its ETag back in the header If-Match: so nobody's change "
            "is overwritten unseen.",
            field=CONDITION,
        )
    return request.if_match.contains(now)


def _answered(given: Answer, beside: Given) -> Response:
    """Answer with what has come of a change, and with what the next one is made from."""
    response = told({**given.document, **beside})
    response.status_code = given.status
    if given.location:
        response.location = given.location
    if given.revision:
        response.set_etag(given.revision)
    return response


def _key() -> str:
    """Give the request's own key, bare or between quotation marks as structured headers have it."""
    given = request.headers.get(IDEMPOTENCY, "").strip().strip('"')
    if not KEY.fullmatch(given):
        raise Invalid.because(
            "Give the request a key of its own, such as a fresh UUID, in the header "
            "Idempotency-Key: at most %(most)s characters without spaces.",
            field=IDEMPOTENCY,
            most=repeats.LONGEST_KEY,
        )
    return given


def _fingerprint() -> str:
    asked = f"{request.method} {request.full_path}\n".encode() + request.get_data()
    return sha256(asked).hexdigest()

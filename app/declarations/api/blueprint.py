"""The blueprint of declarations for programs, and what its operations share.

A change is made once however often it is sent (``Idempotency-Key``), and a draft only from what
was read last (``If-Match``).
"""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from apiflask import APIBlueprint
from flask import Response, request
from sqlalchemy.orm import Session

from app.declarations.operations.judging import Known, known_from
from app.declarations.rules.access import KNOWING, OFFICERS
from app.declarations.values.filing import Hand
from app.kernel import repeats
from app.kernel.actor import DELEGATES, Role, Scope
from app.kernel.api import told
from app.kernel.errors import Invalid
from app.kernel.repeats import Answer
from app.kernel.web import actor, open_to, runtime

api = APIBlueprint(
    "declarations_api",
    __name__,
    url_prefix="/api/v1/declarations",
    tag={
        "name": "Declarations",
        "description": "What a state declares: drafted, submitted, amended, recalled. Every POST "
        "takes an `Idempotency-Key` of its own: sent again, it is answered as before. A draft is "
        "changed and submitted with the `ETag` of what was read last, as `If-Match`. In what is "
        "wrong with a form, `field` is the section, a dot, and the place in it: "
        "`facilities.facility.2.status`, with rows counted from 0.",
    },
)

readers = open_to(*DELEGATES | KNOWING)
"""States that delegates and whoever knows of submissions may reach an operation."""

content_readers = open_to(*DELEGATES | OFFICERS)
"""States that whoever may read content of some class may reach an operation."""

drafters = open_to(*DELEGATES)
"""States that delegates may reach an operation: to change something, with a token to draft."""

submitters = open_to(Role.REPRESENTATIVE, scope=Scope.SUBMIT)
"""States that an accredited representative may, with a token to submit."""

KEY = re.compile(rf"[!-~]{{1,{repeats.LONGEST_KEY}}}", re.ASCII)
OURS = UUID("6a3f3c57-2a0e-4f6e-9d0f-1f1f7c3f9f5e")
"""In which keys of programs become those that operations know."""

Given: TypeAlias = Mapping[str, Any]

NOTHING: Given = {}

IDEMPOTENCY = "Idempotency-Key"
CONDITION = "If-Match"


def known() -> Known:
    """Give the reviewed facts against which declarations are judged."""
    return known_from(runtime().facts, runtime().obligations, runtime().seat)


def once(deed: Callable[[Session, Hand], Answer], *, beside: Given = NOTHING) -> Response:
    """Do something in one transaction and answer; a request that is sent again is answered alike.

    ``beside`` is answered as well and not kept: it is of the request, and may be classified.

    Raises:
        Invalid: the request has no key, or one that was given to another request.

    """
    key = _key()
    hand = fresh_hand(key)
    with runtime().database.write(by=hand.by) as session:
        row = repeats.claim(
            session, account=_account(hand), key=key, fingerprint=_fingerprint(), at=hand.at
        )
        if (given := row.answer) is None:
            given = deed(session, hand)
            row.fill(given)
    return answered(given, beside=beside)


def answered(given: Answer, *, beside: Given = NOTHING) -> Response:
    """Answer with what has come of a change, and with what the next one is made from."""
    response = told({**given.document, **beside})
    response.status_code = given.status
    if given.location:
        response.location = given.location
    if given.revision:
        response.set_etag(given.revision)
    return response


def fresh_hand(key: str) -> Hand:
    """Give who acts, when, and with which key."""
    by = actor()
    now, today = runtime().clock.now(), runtime().today()
    return Hand(by=by, at=now, today=today, key=uuid5(OURS, f"{by.account} {key}"))


def _account(hand: Hand) -> int:
    return hand.by.account or 0


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

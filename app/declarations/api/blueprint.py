"""The blueprint of declarations for programs, and what its operations share.

A change is made once however often it is sent (``Idempotency-Key``), and a draft only from what
was read last (``If-Match``).
"""

from collections.abc import Callable

from apiflask import APIBlueprint
from flask import Response
from sqlalchemy.orm import Session

from app.declarations.operations.judging import Known, known_from
from app.declarations.rules.access import KNOWING, OFFICERS
from app.declarations.values.filing import Hand
from app.kernel import once as changes
from app.kernel.actor import DELEGATES, Role, Scope
from app.kernel.once import NOTHING, Given, Sent
from app.kernel.repeats import Answer
from app.kernel.web import open_to, runtime

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


def known() -> Known:
    """Give the reviewed facts against which declarations are judged."""
    return known_from(runtime().facts, runtime().obligations, runtime().seat)


def once(deed: Callable[[Session, Hand], Answer], *, beside: Given = NOTHING) -> Response:
    """Do something in one transaction and answer; a request that is sent again is answered alike.

    ``beside`` is answered as well and not kept.

    Raises:
        Invalid: the request has no key, or one that was given to another request.

    """
    return changes.once(lambda session, sent: deed(session, _hand(sent)), beside=beside)


def fresh_hand(key: str) -> Hand:
    """Give who acts, when, and with which key."""
    return _hand(changes.sent(key))


def _hand(sent: Sent) -> Hand:
    return Hand(by=sent.by, at=sent.at, today=sent.today, key=sent.key)

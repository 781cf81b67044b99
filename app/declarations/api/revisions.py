"""What a declaration is at a moment, as an ETag whose parts say what has changed since."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from flask import request
from sqlalchemy.orm import Session

from app.declarations.models import Declaration
from app.declarations.queries import drafts, versions
from app.kernel.actor import Actor
from app.kernel.errors import Complaint, Stale
from app.kernel.once import CONDITION, is_expected

Revision: TypeAlias = Mapping[str, int]
"""Each part of a declaration with how often it has changed."""

PART = re.compile(r"([a-z_][a-z0-9_-]{0,59})=(\d{1,9})", re.ASCII)
DRAFT, VERSION = "draft", "version-"


def revision(session: Session, found: Declaration, *, by: Actor) -> Revision:
    """Give what somebody may see of a declaration, as numbers that change when it does."""
    chain = submitted(session, found, by=by)
    there = drafts.opened_or_none(session, found, by=by)
    if there is None:
        return chain
    draft, rows = there
    return {DRAFT: draft.version, **{name: row.version for name, row in rows.items()}, **chain}


def submitted(session: Session, found: Declaration, *, by: Actor) -> Revision:
    """Give what it is where no draft is open, as after a submission."""
    every = versions.versions(session, found, by=by)
    return {f"{VERSION}{each.number}": each.lock for each in every}


def etag(of: Revision) -> str:
    """Write a revision as an ETag has it."""
    return ";".join(f"{part}={number}" for part, number in of.items())


def expect(now: Revision) -> None:
    """See to it that a change is made from what is there.

    Raises:
        Unconditional: it does not say from what it is made.
        Stale: something has changed since; each complaint says what.

    """
    if is_expected(etag(now)):
        return
    Stale.unless_none(_told(now, filter(None, request.if_match.as_set())))


def _told(now: Revision, given: Iterable[str]) -> Iterator[Complaint]:
    """Say what has changed since the client read."""
    before = {part: int(number) for text in given for part, number in PART.findall(text)}
    changed = [part for part in {**now, **before} if now.get(part) != before.get(part)]
    if not before or not changed:
        yield Complaint("This is no ETag of this declaration. Read it again.", field=CONDITION)
    elif any(part.startswith(VERSION) for part in changed):
        yield Complaint("What was submitted has moved on since you read it.", field="versions")
    for part in changed if before else ():
        if part == DRAFT:
            yield Complaint(
                "How the draft is to be filed, or whether its submission is asked for, has "
                "changed since you read it.",
                field=part,
            )
        elif not part.startswith(VERSION):
            yield Complaint(
                "The section “%(section)s” has changed since you read it. Read it again, and "
                "make your change from what is there.",
                {"section": part},
                field=part,
            )

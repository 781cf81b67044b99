"""A person's calendar, under an address that is a secret of theirs."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from flask import Blueprint, Response, request
from flask_babel import force_locale, gettext, ngettext
from sqlalchemy.orm import Session

from app.accounts.operations.feeds import note_read
from app.accounts.queries.feeds import Reader, reader
from app.bodies.rules.access import RUNNING, SPEAKING
from app.deadlines.models import Deadline
from app.deadlines.values import Outcome
from app.desk.queries import calendars as queries
from app.desk.rules.calendars import PAST, last_changed, revision_of, written
from app.desk.values.calendars import Falling, Happening
from app.desk.views.body_calendars import of_bodies
from app.kernel.actor import DELEGATES, SYSTEM
from app.kernel.web import public, runtime
from app.obligations.queries import catalogue
from app.obligations.rules.access import READERS
from app.obligations.values import Publication

pages = Blueprint("calendar", __name__)

IN_BODIES = frozenset({*SPEAKING, *RUNNING})
"""Who takes part in bodies, or runs them."""


@pages.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> Response:
    """Give a person's calendar to whoever knows its address."""
    today = runtime().today()
    with runtime().database.read(by=SYSTEM) as session:
        whose = reader(session, token, on=today)
    with runtime().database.read(by=whose.actor) as session, force_locale(whose.language):
        content = _written(session, whose)
    if whose.used_on != today:
        with runtime().database.write(by=whose.actor) as session:
            note_read(session, whose.account, on=today)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _written(session: Session, whose: Reader) -> bytes:
    host = urlsplit(runtime().public_url).hostname or ""
    return written(gettext("GAIMA deadlines"), _found(session, whose), host=host)


def _found(session: Session, whose: Reader) -> Iterator[Happening]:
    """Give what falls due as far as it concerns them, and what is theirs in bodies."""
    role = whose.actor.role
    if role in DELEGATES:
        yield from _own(session, whose)
    elif role in READERS:
        yield from _everybodys(session, whose)
    if role in IN_BODIES:
        yield from of_bodies(session, whose)


def _own(session: Session, whose: Reader) -> Sequence[Happening]:
    after = runtime().clock.now() - PAST
    rows = queries.own(session, whose.actor, after=after)
    return [_happening(deadline) for _, deadline in rows]


def _happening(row: Deadline) -> Happening:
    """Give a deadline of a delegate's own state; of what is confidential nothing but the time."""
    is_private, is_off = bool(row.facts.get("private")), row.lifted_at is not None
    title = (
        gettext("A declaration") if is_private else f"{row.facts['title']}, {row.facts['period']}"
    )
    return Happening(
        id=str(row.id),
        ends_at=row.due_at,
        changed_at=last_changed(
            row.set_at, row.quiet_until, row.met_at, row.recalled_at, row.lifted_at
        ),
        revision=revision_of(row.round, is_lifted=is_off),
        is_off=is_off or row.outcome is Outcome.WAIVED,
        summary=_said(row, title),
        details=_details(row),
        link=f"{runtime().public_url}{row.link}",
        is_private=is_private,
    )


def _said(row: Deadline, title: str) -> str:
    if row.outcome is Outcome.WAIVED or row.lifted_at is not None:
        return str(gettext("No longer awaited: %(title)s", title=title))
    if row.met_at is not None:
        return str(gettext("Received: %(title)s", title=title))
    return str(gettext("To be filed: %(title)s", title=title))


def _details(row: Deadline) -> str:
    if row.due_at != row.original_due_at:
        return str(gettext("The day was moved. In time until the end of this entry."))
    return str(gettext("In time until the end of this entry."))


def _everybodys(session: Session, whose: Reader) -> Sequence[Happening]:
    """Give what falls due for how many states: nothing that an event has called for."""
    known = catalogue(runtime().obligations).obligations
    open_ = [
        code
        for code, each in known.items()
        if not each.is_eventful and each.publication is not Publication.RESERVED
    ]
    after = runtime().clock.now() - PAST
    rows = queries.everybodys(session, whose.actor, open_, after=after)
    return [_for_many(each, known[each.obligation].title) for each in rows]


def _for_many(each: Falling, title: str) -> Happening:
    return Happening(
        id=f"{each.obligation}-{each.period}-{each.due_at:%Y%m%dT%H%M%SZ}",
        ends_at=each.due_at,
        changed_at=each.changed_at,
        revision=0,
        is_off=False,
        summary=gettext("Falls due: %(title)s, %(period)s", title=title, period=each.period),
        details=ngettext(
            "%(left)s of %(num)s state has still to file it.",
            "%(left)s of %(num)s states have still to file it.",
            each.owed,
            left=each.awaited,
        ),
        link=f"{runtime().public_url}/reporting/{each.obligation}/{each.period}",
    )

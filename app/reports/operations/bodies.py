"""Asking for the report of a body to its parent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.bodies.models import Body
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.values import DocumentKind, that_of
from app.kernel.clock import date_at
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.reports.operations.prints import published_by
from app.reports.queries.bodies import Scope, begun_on, progress
from app.reports.rules import LANGUAGE, Facts
from app.reports.rules.body import body_report
from app.treaties.rules.document import short_name

KIND = DocumentKind.BODY_REPORT
AUDIENCE = that_of(None)
"""Nobody by itself: the body's own page hands it out, to whoever may look at the body."""


def report_facts(
    session: Session, of: Body, since: date | None, *, house: Runtime, at: datetime
) -> Facts:
    """Give the facts of a body's report from a day on, or from the beginning of its term.

    Raises:
        Invalid: the day lies ahead.

    """
    everybody, today = roll(house.facts), date_at(at, house.seat)
    first = since or begun_on(session, of)
    if first > today:
        raise Invalid.because("Choose a day that has come.", field="since")
    scope = Scope(of, first, today, house.bodies, everybody, house.seat)
    return body_report(
        progress(session, scope),
        name=lambda code: short_name(code, roll=everybody, language=LANGUAGE),
        seat=house.seat,
        publisher=published_by(house),
    )


def requested_report(
    session: Session, of: Body, since: date | None, *, house: Runtime, at: datetime
) -> Document | None:
    """Give the report of a body that was asked for as things stand, if it was.

    Raises:
        Invalid: the day lies ahead.

    """
    facts = report_facts(session, of, since, house=house, at=at)
    press = documents.edition()
    return documents.asked_for(session, KIND, facts, press=press, audience=AUDIENCE)


def request_report(
    session: Session, of: Body, since: date | None, *, house: Runtime, at: datetime
) -> UUID:
    """Ask for the report of a body; while nothing about it changes, on one day it is one document.

    Raises:
        Invalid: the day lies ahead.
        Unavailable: too many prints wait.

    """
    facts = report_facts(session, of, since, house=house, at=at)
    press = documents.edition()
    return documents.ask(session, KIND, facts, press=press, audience=AUDIENCE, at=at)

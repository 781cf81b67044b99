"""Asking for the report of a meeting."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.bodies.models import Body, Meeting
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.values import DocumentKind, that_of
from app.kernel.clock import date_at
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.reports.operations.prints import published_by
from app.reports.queries.meetings import held
from app.reports.rules import LANGUAGE, Facts
from app.reports.rules.meeting import meeting_report
from app.treaties.rules.document import short_name

KIND = DocumentKind.MEETING_REPORT
AUDIENCE = that_of(None)
"""Nobody by itself: the meeting's own page hands it out, to whoever may read about the meeting."""


def report_facts(
    session: Session, of: Body, meeting: Meeting, *, house: Runtime, at: datetime
) -> Facts:
    """Give the facts of a meeting's report as things stand."""
    everybody = roll(house.facts)
    found = held(
        session,
        of,
        meeting,
        rules=house.bodies,
        roll=everybody,
        seat=house.seat,
        on=date_at(at, house.seat),
    )
    return meeting_report(
        found,
        name=lambda code: short_name(code, roll=everybody, language=LANGUAGE),
        seat=house.seat,
        publisher=published_by(house),
    )


def requested_report(
    session: Session, of: Body, meeting: Meeting, *, house: Runtime, at: datetime
) -> Document | None:
    """Give the report of a meeting that was asked for as things stand, if it was."""
    facts = report_facts(session, of, meeting, house=house, at=at)
    press = documents.edition()
    return documents.asked_for(session, KIND, facts, press=press, audience=AUDIENCE)


def request_report(
    session: Session, of: Body, meeting: Meeting, *, house: Runtime, at: datetime
) -> UUID:
    """Ask for the report of a meeting; while nothing about it changes, it is one document.

    Raises:
        Unavailable: too many prints wait.

    """
    facts = report_facts(session, of, meeting, house=house, at=at)
    press = documents.edition()
    return documents.ask(session, KIND, facts, press=press, audience=AUDIENCE, at=at)

"""Asking for compliance summaries: one at a time, for whoever may read it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.documents import operations as documents
from app.documents.values import DocumentKind
from app.kernel.actor import Actor
from app.participants.values import Roll
from app.reports.queries.summaries import Wish, gathered
from app.reports.rules.freezing import Facts, frozen
from app.reports.rules.summaries import covered, summary
from app.reports.values.prints import House

KIND = DocumentKind.COMPLIANCE_SUMMARY


def summary_facts(
    session: Session,
    code: str,
    wish: Wish,
    *,
    by: Actor,
    at: datetime,
    roll: Roll,
    house: House,
) -> Facts:
    """Give the facts of one participant's summary, as far as whoever asks may see it."""
    found = gathered(session, wish, by=by, at=at, roll=roll, house=house)
    facts: Facts = frozen(summary(found, code, roll=roll, house=house))
    return facts


def every_summary(
    session: Session, wish: Wish, *, by: Actor, at: datetime, roll: Roll, house: House
) -> Iterator[tuple[str, Facts]]:
    """Give the facts of everybody's summary, by participant's code, in a constant number of
    queries.
    """
    found = gathered(session, wish, by=by, at=at, roll=roll, house=house)
    return (
        (code, frozen(summary(found, code, roll=roll, house=house)))
        for code in covered(found, roll=roll)
    )


def request_summary(
    session: Session,
    code: str,
    wish: Wish,
    *,
    by: Actor,
    at: datetime,
    roll: Roll,
    house: House,
) -> UUID:
    """Ask for the print of a participant's summary; on one day, while nothing moves, it is one.

    Raises:
        Unavailable: too many prints wait for its readers.

    """
    facts = summary_facts(session, code, wish, by=by, at=at, roll=roll, house=house)
    press, readers = documents.edition(), wish.copy.readers(code)
    return documents.ask(session, KIND, facts, press=press, audience=readers, at=at)

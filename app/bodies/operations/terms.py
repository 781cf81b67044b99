"""The deadlines of terms: of a body's own, and of each office in its bureau.

They are set, moved and lifted in the transaction that changes the term.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.bodies.models import Body, Bureau
from app.deadlines.operations import lift, set_deadline
from app.deadlines.queries import deadlines
from app.deadlines.values import Set
from app.kernel.clock import end_of_day

BODY_TERM, OFFICE_TERM = "body_term", "office_term"
"""The kinds of the deadlines."""

LADDERS = {BODY_TERM: "body-term", OFFICE_TERM: "office-term"}
"""By which is reminded of each."""


def follow_term(
    session: Session, of: Body, until: date | None, *, at: datetime, zone: ZoneInfo
) -> None:
    """Have the secretaries reminded that the term of a body ends, if it does."""
    if until is None:
        return
    wanted = Set(
        kind=BODY_TERM,
        id=str(of.id),
        due_at=end_of_day(until, zone),
        facts={"title": f"{of.symbol}, {of.name}", "private": not of.public},
        link=of.address,
        ladder=LADDERS[BODY_TERM],
    )
    set_deadline(session, wanted, at=at)


def follow_office(
    session: Session, of: Body, office: Bureau, *, at: datetime, zone: ZoneInfo
) -> None:
    """Have the secretaries, and whoever holds it, reminded that an office ends, if it does."""
    if office.until is None:
        return
    wanted = Set(
        kind=OFFICE_TERM,
        id=str(office.id),
        due_at=end_of_day(office.until, zone),
        facts={
            "title": f"{of.symbol}, {of.name}",
            "name": office.name,
            "office": office.office.value,
            "private": not of.public,
        },
        link=f"{of.address}/people",
        person=office.account,
        ladder=LADDERS[OFFICE_TERM],
    )
    set_deadline(session, wanted, at=at)


def let_lapse(session: Session, kind: str, *ids: object, at: datetime) -> None:
    """Remind nobody any more that terms end, because what had them has ended before."""
    for row in deadlines(session, kind, [str(each) for each in ids]).values():
        lift(session, row, at=at)

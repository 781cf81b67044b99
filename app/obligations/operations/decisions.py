"""Extensions asked for; what a body decided, entered by one officer and confirmed by the director.

Each writes the ledger, so it comes last in its transaction.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.deadlines.models import Deadline
from app.deadlines.operations import lift, move, set_deadline, waive
from app.deadlines.queries import deadlines
from app.deadlines.values import Set
from app.kernel.actor import Actor
from app.kernel.clock import date_at, end_of_day, last_day
from app.kernel.errors import Invalid
from app.obligations import queries
from app.obligations.models import Duty
from app.obligations.operations.authority import wrong_source
from app.obligations.operations.records import keep
from app.obligations.rules.decisions import (
    decision_content,
    progress,
    request_content,
    wrong_with_confirming,
    wrong_with_decision,
    wrong_with_request,
)
from app.obligations.values import (
    DEADLINE,
    EXTENSION,
    Decision,
    DecisionKind,
    RecordKind,
    address_of,
    subject_of,
)


def ask(
    session: Session,
    duty: Duty,
    *,
    until: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    seat: ZoneInfo,
) -> None:
    """Ask for an extension, for a body to decide.

    Raises:
        Invalid: day or reason is missing or wrong, one waits already, or nothing is awaited.

    """
    deadline = session.get_one(Deadline, duty.deadline_id)
    Invalid.unless_none(
        wrong_with_request(
            until,
            reason,
            last_day=last_day(deadline.due_at, seat=seat),
            waits=progress(queries.said(session, duty)).asked is not None,
            met=deadline.met_at is not None,
        )
    )
    if until is not None:
        set_deadline(session, _to_be_decided(duty, deadline, until=until), at=at)
        content = request_content(_subject(duty), until=until, reason=reason)
        keep(session, duty, RecordKind.ASKED, content, by=by, at=at)


def enter(
    session: Session, duty: Duty, decision: Decision, *, by: Actor, at: datetime, seat: ZoneInfo
) -> None:
    """Enter what a body decided about a deadline; it changes nothing before it is confirmed.

    Raises:
        Invalid: no such decision stands, it is about something else, the day is missing or wrong,
            nothing was asked, or nothing is awaited.

    """
    deadline = session.get_one(Deadline, duty.deadline_id)
    Invalid.unless_none(
        [
            *wrong_with_decision(
                decision,
                last_day=last_day(deadline.due_at, seat=seat),
                asked=progress(queries.said(session, duty)).asked is not None,
                met=deadline.met_at is not None,
            ),
            *wrong_source(session, duty, decision, by=by, on=date_at(at, seat)),
        ]
    )
    content = decision_content(_subject(duty), decision)
    keep(session, duty, RecordKind.ENTERED, content, by=by, at=at)


def confirm(session: Session, duty: Duty, *, by: Actor, at: datetime, seat: ZoneInfo) -> None:
    """Confirm the decision that was entered, and apply it.

    Raises:
        Invalid: none waits, whoever entered it confirms it, or it was annulled since.
        Conflict: it was filed or waived since.

    """
    entered = progress(queries.said(session, duty)).entered
    Invalid.unless_none(wrong_with_confirming(entered, by=by))
    if entered is None:
        return
    decision = entered.decision
    Invalid.unless_none(wrong_source(session, duty, decision, by=by, on=date_at(at, seat)))
    _apply(session, duty, decision, at=at, seat=seat)
    for waiting in deadlines(session, EXTENSION, [_subject(duty)]).values():
        lift(session, waiting, at=at)
    content = decision_content(_subject(duty), decision)
    keep(session, duty, RecordKind.CONFIRMED, content, by=by, at=at)


def _apply(
    session: Session, duty: Duty, decision: Decision, *, at: datetime, seat: ZoneInfo
) -> None:
    match decision:
        case Decision(DecisionKind.EXTEND, symbol, date() as until):
            move(session, DEADLINE, _subject(duty), due_at=end_of_day(until, seat), at=at)
            duty.extended_by = symbol
        case Decision(DecisionKind.WAIVE, symbol):
            waive(session, DEADLINE, _subject(duty), at=at)
            duty.waived_by = symbol
        case _:
            return
    session.flush()


def _to_be_decided(duty: Duty, deadline: Deadline, *, until: date) -> Set:
    """Give the deadline of a request: to be decided before the duty itself falls due."""
    about = {name: deadline.facts.get(name) for name in ("title", "period", "private")}
    return Set(
        kind=EXTENSION,
        id=_subject(duty),
        due_at=deadline.due_at,
        facts={**about, "until": until.isoformat()},
        link=address_of(duty.obligation, duty.participant, duty.period),
        participant=duty.participant,
        ladder=EXTENSION,
        hangs_on=DEADLINE,
    )


def _subject(duty: Duty) -> str:
    return subject_of(duty.obligation, duty.participant, duty.period)

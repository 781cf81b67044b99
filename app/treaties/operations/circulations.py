"""Notifying what became of late reservations once their time limit has run out."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.participants.values import Roll
from app.treaties.operations import register
from app.treaties.operations.notifications import notify
from app.treaties.queries.circulations import concluded
from app.treaties.rules.notifications import outcome_occasion
from app.treaties.values.notifications import NotificationNumber


def conclude(
    session: Session, *, roll: Roll, by: Actor, at: datetime, today: date
) -> list[NotificationNumber]:
    """Notify of each late reservation whose time has run out whether it is accepted.

    The outcome follows from the acts alone, so that no officer decides it. Asked again, it
    notifies nobody twice; where an objection was recorded late, it corrects what it had said.
    """
    for treaty in sorted({treaty for treaty, _, _ in concluded(session, today=today, roll=roll)}):
        register.locked(session, treaty)
    occasions = [
        outcome_occasion(treaty, each, each.outcome(today), corrects=wrong)
        for treaty, each, wrong in concluded(session, today=today, roll=roll)
    ]
    return notify(session, occasions, by=by, at=at, today=today, roll=roll)

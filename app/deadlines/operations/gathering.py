"""Gathering a day's reminders into one letter for each person who wants them so.

Lines and letter change in one transaction, so each line goes into one letter, whoever gathers and
however often.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.queries.people import recipient
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.deadlines.models import DailyLine, Deadline
from app.deadlines.queries.daily import still_telling, waiting_lines
from app.deadlines.rules.daily import TEMPLATE, gathered_until, line, occasion_of_day
from app.participants.rules import named_in
from app.participants.values import Roll

MOST = 200
"""How many people's letters are owed at once; the next time takes the rest."""

Line = Row[DailyLine, Deadline, Account]


def gather(session: Session, *, roll: Roll, at: datetime, seat: ZoneInfo) -> int:
    """Owe the daily letters whose hour has come, and say how many there are.

    What is no longer awaited is left out; where nothing is left, there is no letter.
    """
    until = gathered_until(at, seat=seat)
    rows = waiting_lines(session, until=until, most=MOST)
    telling = still_telling(session, until=until)
    told = [each for each in rows if (each[0].deadline_id, each[0].account) in telling]
    owed = [
        _letter(whose, list(lines), roll=roll, at=at)
        for whose, lines in groupby(told, key=lambda each: each[2])
    ]
    for row, _deadline, _whose in rows:
        row.gathered_at = at
    session.flush()
    return correspondence.owe(session, owed, at=at)


def leave_out(session: Session, *, at: datetime) -> None:
    """Let every line that waits go into no letter, because it may have gone out from elsewhere."""
    waiting = update(DailyLine).where(DailyLine.gathered_at.is_(None))
    session.execute(waiting.values(gathered_at=at).execution_options(synchronize_session=False))


def _letter(whose: Account, lines: Sequence[Line], *, roll: Roll, at: datetime) -> Owed:
    return Owed(
        occasion=occasion_of_day(whose.number, at),
        to=recipient(whose),
        template=TEMPLATE,
        facts={"on": at, "lines": [_told(each, roll, whose.language) for each in lines]},
        about="/",
        private=any(bool(deadline.facts.get("private")) for _, deadline, _ in lines),
    )


def _told(each: Line, roll: Roll, language: str) -> Mapping[str, object]:
    row, deadline, _ = each
    return line(
        deadline.facts,
        template=row.template,
        due_at=deadline.due_at,
        whose=named_in(deadline.participant, roll, language),
        page=deadline.link,
    )

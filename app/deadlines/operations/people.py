"""Following what is awaited of people, so that the sweep reminds of it as of anything else."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.deadlines.operations.setting import lift, set_deadlines
from app.deadlines.queries.people import as_set, awaited_of_people, running_of_people
from app.deadlines.rules.people import KINDS


def follow_people(session: Session, *, at: datetime, seat: ZoneInfo) -> None:
    """Set the deadlines of designations, accounts and invitations, and lift those of what is
    settled: joined, ended, prolonged, invited anew. The same state again changes nothing.
    """
    wanted = awaited_of_people(session, at=at, seat=seat)
    running = running_of_people(session)
    there = {about: as_set(row) for about, row in running.items()}
    changed = [each for about, each in wanted.items() if there.get(about) != each]
    for kind in KINDS:
        set_deadlines(session, [each for each in changed if each.kind == kind], at=at)
    for about, row in running.items():
        if about not in wanted:
            lift(session, row, at=at)

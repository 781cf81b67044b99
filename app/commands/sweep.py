"""What the scheduler does about what has fallen due, once; in a rehearsal, at any instant."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app import routine
from app.correspondence import letters, queries
from app.correspondence.letters import Unwritable
from app.correspondence.models import Letter
from app.deadlines.operations.sweeping import Swept
from app.kernel.actor import SYSTEM
from app.kernel.errors import Conflict
from app.kernel.runtime import Runtime


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of this command."""
    sweep = commands.add_parser("sweep", help="do what the scheduler does, once, now")
    sweep.add_argument(
        "--at",
        type=_instant,
        metavar="INSTANT",
        help="as if it were then, such as 2027-03-31T08:00+02:00 (in a rehearsal only)",
    )
    sweep.set_defaults(run=_sweep)


def _instant(text: str) -> datetime:
    """Give an instant; one without its distance from UTC is wrong usage."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("no time zone")
    return at


def _sweep(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """Do what has fallen due, and say who was owed what.

    Raises:
        Conflict: an instant was given, and the store is no rehearsal.

    """
    if arguments.at and not runtime.rehearsal:
        raise Conflict.because(
            "An instant is given only in a rehearsal, as “restore --rehearsal” makes one. This "
            "register is a live one: leave --at away, and what is due now is done."
        )
    at = arguments.at or runtime.clock.now()
    with runtime.database.read(by=SYSTEM) as session:
        before = {each.id for each in queries.owed_at(session, at)}
    swept = _done(runtime, at)
    with runtime.database.read(by=SYSTEM) as session:
        _say(runtime, session, before, swept, at=at)


def _done(runtime: Runtime, at: datetime) -> Sequence[Swept]:
    """Do what the passing of time brings about, until nothing is left."""
    routine.conclude(runtime, at)
    while routine.adopt_silences(runtime, at):
        pass
    routine.owe_notifications(runtime, at)
    routine.owe_decisions(runtime, at)
    routine.owe_receipts(runtime, at)
    routine.begin_summaries(runtime, at)
    routine.tell_of_failed_summaries(runtime, at)
    routine.reckon(runtime, at)
    routine.follow(runtime, at)
    swept = [routine.remind(runtime, at)]
    while not swept[-1].is_all:
        swept.append(routine.remind(runtime, at))
    routine.gather(runtime, at)
    return swept


def _say(
    runtime: Runtime,
    session: Session,
    before: set[UUID],
    swept: Sequence[Swept],
    *,
    at: datetime,
) -> None:
    owed = [each for each in queries.owed_at(session, at) if each.id not in before]
    for letter in owed:
        sys.stdout.write(f"{letter.name} <{letter.address}>: {_subject(runtime, letter, at=at)}\n")
    sys.stdout.write(
        f"At {at.isoformat(timespec='minutes')}: looked at {sum(s.looked_at for s in swept)} "
        f"deadlines; {len(owed)} letters are owed, {sum(s.paused for s in swept)} reminders were "
        "held back by a pause.\n"
    )
    if runtime.rehearsal:
        sys.stdout.write("This is a rehearsal: none of them is sent.\n")


def _subject(runtime: Runtime, letter: Letter, *, at: datetime) -> str:
    """Give a letter's subject, or why it cannot be written."""
    try:
        draft = letters.drafted(letter)
        return letters.compose(draft, sender=letters.sender(runtime), at=at).subject
    except Unwritable as refused:
        return str(refused)

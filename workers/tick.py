"""The tick: every two seconds the beat has a worker look for what is owed.

What is owed are rows; a message is only a hint. The tick reads before it writes, and is harmless
twice and when it comes late.
"""

from collections.abc import Iterator
from datetime import datetime
from math import ceil

from celery import Task, shared_task

from app import routine
from app.correspondence import operations as letters
from app.correspondence import queries as owed_letters
from app.correspondence.spool import Spool
from app.correspondence.values import CHUNK
from app.documents import operations as prints
from app.documents import queries as owed_prints
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.reports.queries import batches
from config.schedule import TICK
from workers.correspondence import hand_over
from workers.documents import print_document
from workers.process import runtime
from workers.summaries import gather, pack

LAPSES_AFTER = 4
"""Seconds after which an unread message is void; by then a later tick has sent another."""

MOST_AT_ONCE = 8
"""How many prints one tick sends for; the next one sends for more."""

MOST_HANDS = 8
"""How many calls to hand letters over one tick sends; each call takes a chunk of them."""

Call = tuple[Task, tuple[str, ...]]


@shared_task(name=TICK, ignore_result=True)
def tick() -> None:
    """Send for each chunk of letters and each print that is owed, then owe what has fallen due.

    Letters come first: behind prints, each of which takes seconds, a worker that does one thing at
    a time would find their calls void.
    In a rehearsal no letter moves, and only the command ``sweep`` lets anything fall due.
    """
    house, at = runtime(), runtime().clock.now()
    calls = (*(() if house.rehearsal else _letters(at)), *_prints(at), *_batches())
    for task, words in calls:
        task.apply_async(words, expires=LAPSES_AFTER)
    routine.owe_notifications(house, at)
    routine.owe_decisions(house, at)
    routine.owe_receipts(house, at)
    routine.owe_summaries(house, at)
    if not house.rehearsal:
        _fall_due(house, at)


def _fall_due(house: Runtime, at: datetime) -> None:
    """Do what the passing of time brings about: first what stands on an instant."""
    routine.adopt_silences(house, at)
    routine.begin_summaries(house, at)
    routine.tell_of_failed_summaries(house, at)
    routine.reckon(house, at)
    routine.remind(house, at)
    routine.gather(house, at)


def _prints(at: datetime) -> Iterator[Call]:
    """Give the calls for prints that are owed, and show as failed what no worker could finish."""
    with runtime().database.read(by=SYSTEM) as session:
        owed = owed_prints.owed(session, at=at, most=MOST_AT_ONCE)
        silent = owed_prints.any_exhausted(session, at=at)
    if silent:
        with runtime().database.write(by=SYSTEM) as session:
            prints.give_up(session, at=at)
    return ((print_document, (str(document_id),)) for document_id in owed)


def _batches() -> Iterator[Call]:
    """Give the calls for batches of summaries: their facts gathered, their files packed."""
    with runtime().database.read(by=SYSTEM) as session:
        ungathered, unpacked = batches.ungathered(session), batches.unpacked(session)
    yield from ((gather, (str(number),)) for number in ungathered)
    yield from ((pack, (str(number),)) for number in unpacked)


def _letters(at: datetime) -> Iterator[Call]:
    """Give the calls for letters that are owed; ask the relay for a sign of life when it is due."""
    with runtime().database.read(by=SYSTEM) as session:
        owed = owed_letters.owed(session, at=at, most=CHUNK * MOST_HANDS)
        silent = owed_letters.any_exhausted(session, at=at)
        pulse_due = owed_letters.pulse_due(session, at=at)
    if silent:
        with runtime().database.write(by=SYSTEM) as session:
            letters.give_up(session, at=at)
    if pulse_due:
        Spool(runtime().spool).knock()
    return ((hand_over, ()) for _ in range(ceil(owed / CHUNK)))

"""The tick: every two seconds the beat has a worker look for what is owed.

What is owed are rows; a message is only a hint. The tick reads before it writes, and is harmless
twice and when it comes late.
"""

from celery import shared_task

from app.documents import operations, queries
from app.kernel.actor import SYSTEM
from config.schedule import TICK
from workers.documents import print_document
from workers.process import runtime

LAPSES_AFTER = 4
"""Seconds after which an unread message is void; by then a later tick has sent another."""

MOST_AT_ONCE = 8
"""How many prints one tick sends for; the next one sends for more."""


@shared_task(name=TICK, ignore_result=True)
def tick() -> None:
    """Send for each print that is owed, and show as failed what no worker could finish."""
    at, database = runtime().clock.now(), runtime().database
    with database.read(by=SYSTEM) as session:
        owed = queries.owed(session, at=at, most=MOST_AT_ONCE)
        silent = queries.any_exhausted(session, at=at)
    if silent:
        with database.write(by=SYSTEM) as session:
            operations.give_up(session, at=at)
    for document_id in owed:
        print_document.apply_async((str(document_id),), expires=LAPSES_AFTER)

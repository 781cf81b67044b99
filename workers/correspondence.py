"""Tasks about letters."""

from celery import shared_task

from app import routine
from app.correspondence import letters, operations
from app.correspondence.spool import Spool
from app.kernel.actor import SYSTEM
from config.schedule import TAKE_BACK
from workers.process import runtime


@shared_task(name="correspondence.hand_over", ignore_result=True)
def hand_over() -> None:
    """Lay some of the letters that are owed into the spool; of many calls each takes others.

    A rehearsal's stay where they are.
    """
    house, now = runtime(), runtime().clock.now
    if house.rehearsal:
        return
    with house.database.write(by=SYSTEM) as session:
        claimed = operations.claim(session, at=now())
    spool, sender = Spool(house.spool), letters.sender(house)
    unwritable = operations.lay_down(claimed, spool, sender=sender, at=now())
    with house.database.write(by=SYSTEM) as session:
        operations.handed_over(session, claimed, unwritable, at=now())


@shared_task(name=TAKE_BACK, ignore_result=True)
def take_back() -> None:
    """Record which letters came back; a rehearsal leaves the mailbox to the register it copied."""
    if not runtime().rehearsal:
        routine.take_back(runtime(), runtime().clock.now())

"""Tasks about letters."""

from celery import shared_task

from app.correspondence import letters, operations
from app.correspondence.spool import Spool
from app.kernel.actor import SYSTEM
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

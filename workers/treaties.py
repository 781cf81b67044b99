"""What the passing of days alone brings about in the register."""

from celery import shared_task

from app import routine
from config.schedule import CONCLUDE
from workers.process import runtime


@shared_task(name=CONCLUDE, ignore_result=True)
def conclude_circulations() -> None:
    """Notify of late reservations whose time limit has run out, and follow what is awaited of
    people; in a rehearsal ``sweep`` does.
    """
    if not runtime().rehearsal:
        routine.conclude(runtime(), runtime().clock.now())
        routine.follow(runtime(), runtime().clock.now())

"""What the passing of days alone brings about in the register."""

from celery import shared_task

from app.kernel.actor import SYSTEM
from app.participants.queries import roll
from app.treaties.operations.circulations import conclude
from app.treaties.queries.circulations import concluded
from config.schedule import CONCLUDE
from workers.process import runtime


@shared_task(name=CONCLUDE, ignore_result=True)
def conclude_circulations() -> None:
    """Notify of late reservations whose time limit has run out; read before writing."""
    today, everybody = runtime().today(), roll(runtime().facts)
    with runtime().database.read(by=SYSTEM) as session:
        due = next(concluded(session, today=today, roll=everybody), None)
    if due is not None:
        with runtime().database.write(by=SYSTEM) as session:
            at = runtime().clock.now()
            conclude(session, roll=everybody, by=SYSTEM, at=at, today=today)

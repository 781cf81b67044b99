"""Tasks about how the installation does."""

from celery import shared_task

from app import routine
from config.schedule import WATCH
from workers.process import runtime


@shared_task(name=WATCH, ignore_result=True)
def watch() -> None:
    """Raise what stands too long."""
    routine.watch(runtime(), runtime().clock.now())

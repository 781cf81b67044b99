"""Tasks about batches of summaries."""

from celery import shared_task

from app import routine
from workers.process import runtime


@shared_task(name="summaries.gather", ignore_result=True)
def gather(number: str) -> None:
    """Gather the facts of a batch. Called by two workers at once, they are gathered once."""
    routine.gather_summaries(runtime(), int(number), runtime().clock.now())


@shared_task(name="summaries.pack", ignore_result=True)
def pack(number: str) -> None:
    """Pack a batch whose prints are ready. Called twice, it is the same archive."""
    routine.pack_summaries(runtime(), int(number), runtime().clock.now())

"""Tasks about prints."""

from functools import cache
from uuid import UUID

from celery import shared_task

from app.documents import operations
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from workers.process import runtime


@cache
def press() -> Child:
    """Give this worker process's press, which starts when it first prints."""
    return operations.press()


@shared_task(name="documents.print", ignore_result=True)
def print_document(document_id: str) -> None:
    """Print one document. Called twice, or by two workers at once, it is printed once."""
    now, database = runtime().clock.now, runtime().database
    with database.write(by=SYSTEM) as session:
        document = operations.claim(session, UUID(document_id), at=now())
    if document is None:
        return
    outcome = operations.attempt(document, on=press(), storage=runtime().storage)
    with database.write(by=SYSTEM) as session:
        operations.close(session, document, outcome, at=now())

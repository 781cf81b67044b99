"""Deadlines, as programs read them: a delegate's own, an officer's all."""

from datetime import timedelta
from typing import Annotated

from apiflask import APIBlueprint
from flask.typing import ResponseReturnValue
from pydantic import Field

from app.kernel.api import Day, Told, told
from app.kernel.clock import end_of_day
from app.kernel.paging import Paged, page
from app.kernel.web import actor, open_to, runtime
from app.obligations import queries
from app.obligations.queries import catalogue
from app.obligations.rules.access import READERS
from app.obligations.rules.status import document
from app.obligations.values import Cell, Row, Selection, subject_of

api = APIBlueprint(
    "deadlines_api",
    __name__,
    url_prefix="/api/v1/deadlines",
    tag={"name": "Deadlines", "description": "What is owed to the Agency, and by when."},
)


class DeadlinesAsked(Paged):
    """Which deadlines are wanted, and which part of the list."""

    participant: Annotated[
        str, Field(max_length=10, description="A participant's code; without it, all you may see.")
    ] = ""
    status: Annotated[
        Cell | None, Field(strict=False, description="How it stands; without it, all.")
    ] = None
    due_before: Annotated[
        Day | None, Field(description="Due before this day at the seat; without it, all.")
    ] = None


class DeadlineTold(Told):
    """One deadline."""

    obligation: str
    title: str
    form: str
    stage: str | None
    participant: Annotated[str, Field(description="A participant's code.")]
    period: Annotated[str, Field(description="A year, or the id of an event.")]
    basis: str
    due_at: Annotated[
        str | None,
        Field(description="The first instant at which it is late; null: the law sets no time."),
    ]
    due_on: Annotated[Day | None, Field(description="The last day on which it is in time.")]
    originally_due_on: Annotated[Day | None, Field(description="As the law has it.")]
    received_at: Annotated[str | None, Field(description="When the first submission came.")]
    status: Cell
    state: str
    timeliness: str | None
    days_late: int
    flags: list[str]
    extended_by: Annotated[str | None, Field(description="A decision's symbol.")]
    waived_by: Annotated[str | None, Field(description="A decision's symbol.")]
    link: str


class DeadlinesTold(Told):
    """A page of deadlines, the earliest first."""

    items: list[DeadlineTold]
    next: str | None


@api.get("")
@api.doc(operation_id="listDeadlines")
@api.input(DeadlinesAsked, location="query")
@api.output(DeadlinesTold)
@open_to(*READERS)
def listing(query_data: DeadlinesAsked) -> ResponseReturnValue:
    """List the deadlines that you may see, the earliest first."""
    seat, law = runtime().seat, catalogue(runtime().obligations).obligations
    with runtime().database.read(by=actor()) as session:
        found = queries.rows(
            session, actor(), at=runtime().clock.now(), seat=seat, wanted=_wanted(query_data)
        )
    part = page(found, key=_key, asked=query_data)
    items = [document(each, law[each.obligation], seat=seat) for each in part.items]
    return told({"items": items, "next": part.next})


def _wanted(asked: DeadlinesAsked) -> Selection:
    before = asked.due_before
    due_by = end_of_day(before - timedelta(days=1), runtime().seat) if before else None
    return Selection(
        participant=asked.participant,
        cells=frozenset({asked.status} if asked.status else ()),
        due_by=due_by,
    )


def _key(row: Row) -> str:
    return subject_of(row.obligation, row.participant, row.period)

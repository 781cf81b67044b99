"""The milestones and the action items of a body: the list, on screen and as files, and one."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.bodies.forms.tasks import question
from app.bodies.models import Body
from app.bodies.queries import tasks as queries
from app.bodies.queries.task_lists import Line, beside, kept, lines
from app.bodies.queries.tasks import Owns
from app.bodies.rules.access import RUNNING
from app.bodies.rules.tasks import open_steps
from app.bodies.values.tasks import TaskKind, TaskQuestion
from app.bodies.views.blueprint import named, of_body, page, pages
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, Cell, as_csv, as_xlsx
from app.kernel.web import actor, public, runtime

TASKS = "/bodies/<body>/<any(milestones,actions):tasks>"
KINDS = {each.page: each for each in TaskKind}
HEADER = (
    "number", "what", "due_on", "state", "days_late", "owners", "deliverable", "class",
)  # fmt: skip
"""The columns of the files."""

SECRETARIAT = "secretariat"
"""What stands in them for an officer, whose name only those read who run bodies."""


@pages.get(TASKS)
@public
def tasks(body: str, tasks: str) -> ResponseReturnValue:
    """List a body's milestones, or its action items, what is late first."""
    asked = question(request.args)
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        every = _lines(session, found, KINDS[tasks])
        shown = kept(every, asked)
        return page(
            "tasks.html", session, found,
            asked=asked, beside=beside(session, actor(), shown, on=runtime().today()),
            every=every, kind=KINDS[tasks], lines=shown, owners=_owners(every), query=_query(asked),
        )  # fmt: skip


@pages.get(f"{TASKS}.csv")
@public
def tasks_as_csv(body: str, tasks: str) -> Response:
    """Give the list that is asked for as CSV."""
    content = as_csv(HEADER, _rows(_asked(body, KINDS[tasks])))
    return _saved(content, content_type=CSV_TYPE, name=f"{body}-{tasks}.csv")


@pages.get(f"{TASKS}.xlsx")
@public
def tasks_as_workbook(body: str, tasks: str) -> Response:
    """Give the list that is asked for as a workbook."""
    title = gettext("Milestones") if tasks == TaskKind.MILESTONE.page else gettext("Action items")
    content = as_xlsx(title, HEADER, _rows(_asked(body, KINDS[tasks])))
    return _saved(content, content_type=XLSX_TYPE, name=f"{body}-{tasks}.xlsx")


@pages.get(f"{TASKS}/<int:number>")
@public
def task(body: str, tasks: str, number: int) -> ResponseReturnValue:
    """Show one, with every change to it, and what whoever asks may do with it."""
    return one(body, KINDS[tasks], number)


def one(body: str, kind: TaskKind, number: int, complaints: Sequence[object] = ()) -> str:
    """Give the page of a milestone or an action item."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        found = of_body(session, body)
        row = queries.task(session, actor(), found, kind, number, on=today)
        owns = queries.owns(session, actor(), row, on=today)
        [line] = lines(session, actor(), [row], on=today)
        return page(
            "task.html", session, found,
            beside=beside(session, actor(), [line], on=today), complaints=complaints, line=line,
            steps=open_steps(row.state, runs=actor().role in RUNNING, owns=owns),
            typed=request.form,
        )  # fmt: skip


def _lines(session: Session, of: Body, kind: TaskKind) -> list[Line]:
    today = runtime().today()
    rows = queries.tasks(session, actor(), of, kind, on=today)
    return lines(session, actor(), rows, on=today)


def _owners(among: Sequence[Line]) -> Mapping[str, Owns]:
    """Give whoever is to do any of it, by the word that stands for them."""
    return {each.owner.word: each for line in among for each in line.owners}


def _query(asked: TaskQuestion) -> str:
    """Give what an address ends with that asks for the same list."""
    given = {"which": asked.which.value, "owner": asked.owner}
    text = urlencode({name: value for name, value in given.items() if value})
    return f"?{text}" if text else ""


def _asked(body: str, kind: TaskKind) -> list[Line]:
    with runtime().database.read(by=actor()) as session:
        return kept(_lines(session, of_body(session, body), kind), question(request.args))


def _saved(content: bytes, *, content_type: str, name: str) -> Response:
    """Give a file to save; it holds what whoever asks may read, so no cache keeps it."""
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(listed: Sequence[Line]) -> Iterator[Sequence[Cell]]:
    name = named()
    for each in listed:
        task = each.task
        yield (
            task.number,
            task.what,
            task.due_on,
            task.state.value,
            each.late,
            "; ".join(
                name(owner.participant) if owner.participant else owner.name or SECRETARIAT
                for owner in each.owners
            ),
            task.deliverable,
            task.sort.value,
        )

"""What is done with milestones and action items: entered, changed, done, dropped, reopened."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.bodies.forms import tasks as forms
from app.bodies.models import Body, Seat, Task
from app.bodies.operations import tasks as operations
from app.bodies.queries import task_choices as choices
from app.bodies.queries import tasks as queries
from app.bodies.rules.access import RUNNING, SPEAKING
from app.bodies.values.tasks import MOST_OWNERS, Choices, Owner, TaskKind
from app.bodies.views.blueprint import (
    CONFLICT,
    UNPROCESSABLE,
    hand,
    named,
    of_body,
    page,
    pages,
    secretaries,
)
from app.bodies.views.task_lists import KINDS, TASKS, one
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.web import actor, open_to, runtime

SHOWN_OWNERS = 3
"""How many places for owners a form has at least; it always has one more than are named."""


@pages.get(f"{TASKS}/new")
@secretaries
def new_task(body: str, tasks: str) -> ResponseReturnValue:
    """Show the form of a milestone, or of an action item."""
    return _form(body, KINDS[tasks])


@pages.post(f"{TASKS}/new")
@secretaries
def enter_task(body: str, tasks: str) -> ResponseReturnValue:
    """Enter a milestone, or an action item."""
    try:
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            wanted = forms.entered(request.form, _choices(session, of))
            row = operations.enter(
                session, of, KINDS[tasks], wanted, hand=hand(), seat=runtime().seat
            )
    except (Invalid, Conflict) as refused:
        return _form(body, KINDS[tasks], complaints=refused.complaints), _status(refused)
    return redirect(f"{of.address}/{tasks}/{row.number}", 303)


@pages.get(f"{TASKS}/<int:number>/change")
@secretaries
def task_to_change(body: str, tasks: str, number: int) -> ResponseReturnValue:
    """Show the form by which one is changed."""
    return _form(body, KINDS[tasks], number)


@pages.post(f"{TASKS}/<int:number>/change")
@secretaries
def change_task(body: str, tasks: str, number: int) -> ResponseReturnValue:
    """Change what is to be done, by when or by whom."""
    try:
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            row = _row(session, of, KINDS[tasks], number)
            given = forms.changed(request.form, _choices(session, of))
            operations.change(
                session, of, row, given.wanted,
                reason=given.reason, after=given.after, hand=hand(), seat=runtime().seat,
            )  # fmt: skip
    except Invalid as refused:
        return _form(body, KINDS[tasks], number, refused.complaints), UNPROCESSABLE
    except Conflict as refused:
        return one(body, KINDS[tasks], number, refused.complaints), CONFLICT
    return redirect(f"{of.address}/{tasks}/{number}", 303)


@pages.post(f"{TASKS}/<int:number>/steps")
@open_to(*RUNNING, *SPEAKING)
def take_step(body: str, tasks: str, number: int) -> ResponseReturnValue:
    """Note that one is done, drop it, or reopen it."""
    try:
        given = forms.step(request.form)
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            row = _row(session, of, KINDS[tasks], number)
            operations.take(
                session, row, given.step,
                reason=given.reason, after=given.after, hand=hand(), seat=runtime().seat,
            )  # fmt: skip
    except (Invalid, Conflict) as refused:
        return one(body, KINDS[tasks], number, refused.complaints), _status(refused)
    return redirect(f"{of.address}/{tasks}/{number}", 303)


def _row(session: Session, of: Body, kind: TaskKind, number: int) -> Task:
    return queries.task(session, actor(), of, kind, number, on=runtime().today())


def _choices(session: Session, of: Body) -> Choices:
    symbols = [request.form.get("paper", "").strip()]
    return choices.choices(session, actor(), of, symbols=symbols, on=runtime().today())


def _form(
    body: str, kind: TaskKind, number: int | None = None, complaints: Iterable[Complaint] = ()
) -> str:
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        row = _row(session, of, kind, number) if number else None
        typed = _typed(session, row)
        places = sum(1 for name, text in typed.items() if name.startswith("owner-") and text)
        return page(
            "task_form.html", session, of,
            after=queries.last_step(session, row) if row else 0,
            complaints=list(complaints),
            kind=kind,
            **_offered(choices.offered(session, actor(), of, on=today)),
            places=min(max(SHOWN_OWNERS, places + 1), MOST_OWNERS),
            task=row,
            typed=typed,
        )  # fmt: skip


def _offered(offered: choices.Offered) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Give what the form's lists offer: what each posts, and how it reads."""
    name = named()
    return {
        "owners": [
            *((Owner(seat=each.id).word, _seated(each, name)) for each in offered.seats),
            *(
                (Owner(account=each.number).word, gettext("%(name)s, secretariat", name=each.name))
                for each in offered.officers
            ),
        ],
        "meetings": [
            (str(each.id), gettext("Meeting %(number)s", number=each.number))
            for each in offered.meetings
        ],
        "decisions": [(str(each.id), f"{each.symbol}, {each.title}") for each in offered.decisions],
    }


def _seated(seat: Seat, name: Callable[[str], str]) -> str:
    state = name(seat.participant) if seat.participant else ""
    return ", ".join(filter(None, (state, seat.name)))


def _typed(session: Session, row: Task | None) -> Mapping[str, str]:
    """Give what the form holds: as posted, else as it stands, else as the address asks."""
    if request.form:
        found = request.form.to_dict()
    elif row:
        found = choices.as_typed(session, actor(), row, on=runtime().today())
    else:
        found = {"sort": "unclassified"} | request.args.to_dict()
    return defaultdict(str, found)


def _status(refused: Invalid | Conflict) -> int:
    return CONFLICT if isinstance(refused, Conflict) else UNPROCESSABLE

"""The secretary's acts on papers: symbols reserved and given up, papers issued and superseded."""

from collections.abc import Callable, Iterable

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies.forms import papers as forms
from app.bodies.models import Body, Paper
from app.bodies.operations import papers as operations
from app.bodies.queries import paper_lists
from app.bodies.queries import papers as looked_up
from app.bodies.rules.symbols import may_carry, symbol_of
from app.bodies.values import Class
from app.bodies.values.papers import PaperKind, PaperState, SuffixKind
from app.bodies.views.blueprint import (
    CONFLICT,
    UNPROCESSABLE,
    hand,
    of_body,
    page,
    pages,
    secretaries,
)
from app.documents.forms import upload
from app.documents.values import Checked
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.languages import Language
from app.kernel.web import actor, runtime
from app.participants.queries import roll

ONE = "/bodies/<body>/papers/<paper>"
NEWEST = 100
"""How many symbols are offered to be named."""

Act = Callable[[Session, Body, Paper], None]


@pages.get("/bodies/<body>/papers/reserve")
@secretaries
def reserving(body: str) -> ResponseReturnValue:
    """Show the form by which a symbol is reserved; ``on``, for what hangs on a paper."""
    return _reserving(body)


@pages.post("/bodies/<body>/papers")
@secretaries
def reserve(body: str) -> ResponseReturnValue:
    """Reserve the next symbol of a series."""
    try:
        wanted = forms.reservation(request.form)
        with runtime().database.write(by=actor()) as session:
            found = of_body(session, body, locked=True)
            paper = operations.reserve(session, found, wanted, hand=hand())
    except Invalid as refused:
        return _reserving(body, refused.complaints), UNPROCESSABLE
    return redirect(f"{found.address}/papers/{paper.slug}", 303)


@pages.get(f"{ONE}/issue", defaults={"act": "issue"})
@pages.get(f"{ONE}/give-up", defaults={"act": "give-up"})
@pages.get(f"{ONE}/supersede", defaults={"act": "supersede"})
@pages.get(f"{ONE}/derestrict", defaults={"act": "derestrict"})
@secretaries
def acting(body: str, paper: str, act: str) -> ResponseReturnValue:
    """Show the form of an act on a paper."""
    return _acting(body, paper, act)


@pages.post(f"{ONE}/issue")
@secretaries
def issue(body: str, paper: str) -> ResponseReturnValue:
    """Issue a paper in a language."""
    try:
        file = posted_file()  # looked into before anything is locked
    except Invalid as refused:
        return _acting(body, paper, "issue", refused.complaints), UNPROCESSABLE

    def act(session: Session, of: Body, one: Paper) -> None:
        first = one.state is PaperState.RESERVED
        wanted = forms.issue(request.form, roll=roll(runtime().facts), first=first)
        operations.issue(session, of, one, wanted, file, storage=runtime().storage, hand=hand())

    return _done(body, paper, "issue", act)


@pages.post(f"{ONE}/give-up")
@secretaries
def give_up(body: str, paper: str) -> ResponseReturnValue:
    """Give a symbol up for good."""

    def act(session: Session, of: Body, one: Paper) -> None:
        operations.give_up(session, of, one, reason=forms.reason(request.form), hand=hand())

    return _done(body, paper, "give-up", act)


@pages.post(f"{ONE}/supersede")
@secretaries
def supersede(body: str, paper: str) -> ResponseReturnValue:
    """Let another paper take the place of one."""

    def act(session: Session, of: Body, one: Paper) -> None:
        operations.supersede(session, of, one, forms.superseding(request.form), hand=hand())

    return _done(body, paper, "supersede", act)


@pages.post(f"{ONE}/derestrict")
@secretaries
def derestrict(body: str, paper: str) -> ResponseReturnValue:
    """Lower the class of a paper."""

    def act(session: Session, of: Body, one: Paper) -> None:
        operations.lower(session, of, one, forms.lowering(request.form), hand=hand())

    return _done(body, paper, "derestrict", act)


def posted_file() -> Checked | None:
    """Give the file that was posted, checked, or None where none was.

    Raises:
        Invalid: it is not accepted.

    """
    file = request.files.get("file")
    return upload(file.filename, file.stream) if file and file.filename else None


def _done(body: str, paper: str, name: str, act: Act) -> ResponseReturnValue:
    """Do an act on a paper in one transaction, or show its form with what is wrong."""
    try:
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            today = runtime().today()
            act(session, of, looked_up.paper(session, actor(), of, paper, on=today, locked=True))
    except (Invalid, Conflict) as refused:
        status = CONFLICT if isinstance(refused, Conflict) else UNPROCESSABLE
        return _acting(body, paper, name, refused.complaints), status
    return redirect(f"{of.address}/papers/{paper}", 303)


def _reserving(body: str, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        named = request.args.get("on", "")
        on = named and looked_up.paper(session, actor(), of, named, on=runtime().today())
        carried = [each for each in SuffixKind if on and may_carry(symbol_of(on.symbol), each)]
        return page(
            "paper_reserve.html", session, of,
            complaints=list(complaints), classes=Class, kinds=PaperKind, parent=on,
            suffixes=carried, typed=request.form,
        )  # fmt: skip


def _acting(body: str, paper: str, act: str, complaints: Iterable[Complaint] = ()) -> str:
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = looked_up.paper(session, actor(), of, paper, on=today)
        return page(
            "paper_act.html", session, of,
            act=act,
            complaints=list(complaints),
            classes=Class,
            issued=looked_up.languages(session, one),
            languages=Language,
            newest=paper_lists.latest(session, actor(), of, on=today, most=NEWEST),
            paper=one,
            participants=roll(runtime().facts),
            typed=request.form,
        )  # fmt: skip

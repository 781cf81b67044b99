"""A text under discussion: its paragraphs with what was said about each, and every form of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms import comments as forms
from app.bodies.models import Body, Paper, PaperCall, Seat
from app.bodies.operations import calls, comments
from app.bodies.queries import comments as said
from app.bodies.queries.meetings import seats_for
from app.bodies.rules.access import RUNNING, SPEAKING
from app.bodies.rules.comment_table import HEADER, Line, rows
from app.bodies.rules.comments import is_open, may_comment
from app.bodies.rules.papers import paragraphs
from app.bodies.values import Hand, Standing
from app.bodies.values.comments import Disposition
from app.bodies.views.blueprint import (
    CONFLICT,
    UNPROCESSABLE,
    hand,
    named,
    of_body,
    page,
    pages,
    saved,
    secretaries,
)
from app.correspondence.values import Channel
from app.kernel.actor import Role
from app.kernel.errors import Complaint, Conflict, Invalid
from app.kernel.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from app.kernel.web import actor, open_to, runtime

READERS = open_to(*RUNNING, *SPEAKING, Role.DIRECTOR)
"""States that whoever may have a place in a body may reach a view; which text is a clause."""

Act = Callable[[Session, Body, Paper, Hand], None]


@pages.get("/bodies/<body>/papers/<paper>/comments")
@READERS
def discussion(body: str, paper: str) -> ResponseReturnValue:
    """Show a text by its paragraphs, with what was said about each and what became of it."""
    return _page(body, paper)


@pages.get("/bodies/<body>/papers/<paper>/comments.csv")
@READERS
def comments_as_csv(body: str, paper: str) -> Response:
    """Give the table of comments as CSV."""
    lines, name = _lines(body, paper)
    return saved(as_csv(HEADER, rows(lines, named=named())), CSV_TYPE, name=f"{name}.csv")


@pages.get("/bodies/<body>/papers/<paper>/comments.xlsx")
@READERS
def comments_as_workbook(body: str, paper: str) -> Response:
    """Give the table of comments as a workbook."""
    lines, name = _lines(body, paper)
    content = as_xlsx(gettext("Comments"), HEADER, rows(lines, named=named()))
    return saved(content, XLSX_TYPE, name=f"{name}.xlsx")


@pages.post("/bodies/<body>/papers/<paper>/call")
@secretaries
def call_for_comments(body: str, paper: str) -> ResponseReturnValue:
    """Open a text for comments, or give more time for them."""

    def act(session: Session, of: Body, text: Paper, by: Hand) -> None:
        wanted = forms.call(request.form)
        calls.open_call(session, of, text, wanted, seat=runtime().seat, hand=by)

    return _done(body, paper, act)


@pages.post("/bodies/<body>/papers/<paper>/comments")
@open_to(*SPEAKING)
def comment(body: str, paper: str) -> ResponseReturnValue:
    """Comment on a text, or say that there is no comment."""

    def act(session: Session, of: Body, text: Paper, by: Hand) -> None:
        comments.comment(session, of, text, forms.remark(request.form), hand=by)

    return _done(body, paper, act)


@pages.post("/bodies/<body>/papers/<paper>/comments/enter")
@secretaries
def enter_comment(body: str, paper: str) -> ResponseReturnValue:
    """Enter a comment that came by other means."""

    def act(session: Session, of: Body, text: Paper, by: Hand) -> None:
        remark, received = forms.remark(request.form), forms.received(request.form)
        comments.enter(session, of, text, remark, received, zone=runtime().seat, hand=by)

    return _done(body, paper, act)


@pages.post("/bodies/<body>/papers/<paper>/comments/<int:comment>/disposition")
@secretaries
def dispose_of_comment(body: str, paper: str, comment: int) -> ResponseReturnValue:
    """Decide what becomes of a comment."""

    def act(session: Session, of: Body, text: Paper, by: Hand) -> None:
        comments.dispose(session, of, text, comment, forms.decided(request.form), hand=by)

    return _done(body, paper, act, about=comment)


def _lines(body: str, paper: str) -> tuple[Sequence[Line], str]:
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        text = said.text(session, actor(), of, paper, on=runtime().today())
        found = said.comments(session, text)
    return [each.line for each in found], f"{of.slug}-{text.slug}-comments"


def _done(body: str, paper: str, act: Act, *, about: int | None = None) -> ResponseReturnValue:
    """Do something to a text, and lead back to its page; what was refused is said there."""
    try:
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            text = said.text(session, actor(), of, paper, on=runtime().today())
            act(session, of, text, hand())
    except (Invalid, Conflict) as refused:
        status = CONFLICT if isinstance(refused, Conflict) else UNPROCESSABLE
        return _page(body, paper, refused.complaints, about=about), status
    anchor = f"#comment-{about}" if about else ""
    return redirect(f"/bodies/{body}/papers/{paper}/comments{anchor}", 303)


def _page(
    body: str, paper: str, complaints: Iterable[Complaint] = (), *, about: int | None = None
) -> str:
    """Give the page; ``about``, the number of the comment whose form was refused."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        text = said.text(session, actor(), of, paper, on=today)
        every = said.calls(session, text)
        asked = every[-1].asked if every else None
        mine = seats_for(session, actor(), of, on=today)
        found = said.comments(session, text)
        return page(
            "comments.html", session, of,
            about=about,
            awaited=_awaited(session, of, found),
            call=every[-1] if every else None,
            calls=every,
            channels=list(Channel),
            complaints=[_of_form(each, about) for each in complaints],
            decided={} if about is None else request.form,
            dispositions=list(Disposition),
            is_open=is_open(asked, text.state, on=today),
            may_say=[each for each in mine if asked and may_comment(each.standing, asked)],
            paper=text,
            said=found,
            seats=queries.seats(session, of, on=today) if actor().role in RUNNING else (),
            typed={} if about is not None else request.form,
            **_text(session, text, every, found),
        )  # fmt: skip


def _of_form(complaint: Complaint, about: int | None) -> Complaint:
    """Give a complaint with its field as the form about one comment names it."""
    if about is None or complaint.field is None:
        return complaint
    return replace(complaint, field=f"{complaint.field}-{about}")


def _awaited(session: Session, of: Body, found: Sequence[said.Said]) -> Sequence[Seat]:
    """Give, to those who run bodies, the members that have not been heard."""
    if actor().role not in RUNNING:
        return ()
    heard = {each.seat.participant for each in found}
    return [
        each
        for each in queries.seats(session, of, on=runtime().today())
        if each.standing is Standing.MEMBER
        and each.alternate_to is None
        and each.participant not in heard
    ]


def _text(
    session: Session, of: Paper, every: Sequence[PaperCall], found: Sequence[said.Said]
) -> dict[str, Any]:
    """Give the paragraphs that are counted, and the comments on each, under 0 on the whole."""
    by_paragraph: dict[int, list[said.Said]] = {}
    for each in found:
        if each.comment.proposal:
            by_paragraph.setdefault(each.comment.paragraph or 0, []).append(each)
    text = said.text_of(session, of, every[-1] if every else None)
    return {
        "by_paragraph": by_paragraph,
        "silent": [each for each in found if not each.comment.proposal],
        "paragraphs": paragraphs(text.text),
        "text": text,
    }

"""Papers that members hand in: the form, what became of each, and the secretary's answer."""

from collections.abc import Callable, Iterable
from uuid import UUID

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.forms import papers as forms
from app.bodies.models import Body, PaperOffer
from app.bodies.operations import offers as operations
from app.bodies.queries import offers as looked_up
from app.bodies.queries import paper_lists
from app.bodies.rules.access import RUNNING, SPEAKING
from app.bodies.rules.papers import may_hand_in, paragraphs
from app.bodies.values import Class
from app.bodies.values.papers import PaperKind
from app.bodies.views.blueprint import (
    CONFLICT,
    UNPROCESSABLE,
    hand,
    of_body,
    page,
    pages,
    secretaries,
)
from app.bodies.views.paper_desk import posted_file
from app.documents import queries as documents
from app.kernel.errors import Complaint, Conflict, Invalid, NotFound
from app.kernel.languages import Language
from app.kernel.web import actor, handed_out, open_to, runtime
from app.participants.queries import roll

LIST = "/bodies/<body>/papers/handed-in"
ONE = f"{LIST}/<uuid:offer_id>"

seated = open_to(*SPEAKING)
"""States that those who take part in bodies may reach a view, and nobody else."""

concerned = open_to(*SPEAKING, *RUNNING)
"""States that those who take part in bodies, and those who run them, may reach a view."""

Act = Callable[[Session, Body, PaperOffer], None]


@pages.get(LIST)
@concerned
def handed_in(body: str) -> ResponseReturnValue:
    """List what was handed in, to whom it concerns, and what became of each."""
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        offers = looked_up.offers(session, actor(), of)
        ids = [each.paper_id for each in offers if each.paper_id]
        papers = paper_lists.by_identity(session, actor(), ids, on=runtime().today())
        return page("handed_in.html", session, of, offers=offers, papers=papers)


@pages.get("/bodies/<body>/papers/hand-in")
@seated
def handing_in(body: str) -> ResponseReturnValue:
    """Show the form by which a member hands in a paper."""
    with runtime().database.read(by=actor()) as session:
        return _form(session, _of_own(session, body))


@pages.post(LIST)
@seated
def hand_in(body: str) -> ResponseReturnValue:
    """Take in a paper that a member hands in."""
    try:
        wanted, file = forms.handed_in(request.form), posted_file()
        with runtime().database.write(by=actor()) as session:
            of = _of_own(session, body, locked=True)
            operations.hand_in(session, of, wanted, file, storage=runtime().storage, hand=hand())
    except (Invalid, Conflict) as refused:
        with runtime().database.read(by=actor()) as session:
            return _form(session, _of_own(session, body), refused.complaints), UNPROCESSABLE
    return redirect(f"{of.address}/papers/handed-in", 303)


@pages.get(ONE)
@concerned
def offer(body: str, offer_id: UUID) -> ResponseReturnValue:
    """Show one paper that was handed in."""
    return _page(body, offer_id)


@pages.get(f"{ONE}/file")
@concerned
def offer_file(body: str, offer_id: UUID) -> Response:
    """Give the file of a paper that was handed in."""
    with runtime().database.read(by=actor()) as session:
        one = looked_up.offer(session, actor(), of_body(session, body), offer_id)
        file = next(iter(documents.uploads(session, one.subject)), None)
    if file is None:
        raise NotFound.because("There is no such file.")
    return handed_out(
        runtime().storage.path(one.subject, file.sha256),
        media_type=file.kind.value,
        name=file.called("handed-in"),
        digest=file.sha256,
    )


@pages.post(f"{ONE}/issue")
@secretaries
def issue_offer(body: str, offer_id: UUID) -> ResponseReturnValue:
    """Issue what was handed in under the next symbol of a kind."""

    def act(session: Session, of: Body, one: PaperOffer) -> None:
        posted = {**request.form.to_dict(), "language": one.language, "text": one.text}
        operations.issue_offer(
            session, of, one, forms.reservation(posted),
            forms.issue(posted, roll=roll(runtime().facts), first=True),
            storage=runtime().storage, hand=hand(),
        )  # fmt: skip

    return _done(body, offer_id, act)


@pages.post(f"{ONE}/give-back")
@secretaries
def give_back_offer(body: str, offer_id: UUID) -> ResponseReturnValue:
    """Give back what was handed in, with the reason."""

    def act(session: Session, of: Body, one: PaperOffer) -> None:
        operations.give_back(session, of, one, reason=forms.reason(request.form), hand=hand())

    return _done(body, offer_id, act)


def _done(body: str, offer_id: UUID, act: Act) -> ResponseReturnValue:
    try:
        with runtime().database.write(by=actor()) as session:
            of = of_body(session, body, locked=True)
            act(session, of, looked_up.offer(session, actor(), of, offer_id, locked=True))
    except (Invalid, Conflict) as refused:
        status = CONFLICT if isinstance(refused, Conflict) else UNPROCESSABLE
        return _page(body, offer_id, refused.complaints), status
    return redirect(f"{of.address}/papers/handed-in/{offer_id}", 303)


def _of_own(session: Session, body: str, *, locked: bool = False) -> Body:
    """Give a body to somebody who may hand in papers there.

    Raises:
        NotFound: there is none, or they may not.

    """
    of = of_body(session, body, locked=locked)
    places = queries.standings(session, actor(), on=runtime().today())
    if not may_hand_in(actor(), places.get(of.id)):
        raise NotFound.because("There is no such page.")
    return of


def _form(session: Session, of: Body, complaints: Iterable[Complaint] = ()) -> str:
    return page(
        "hand_in.html", session, of,
        classes=Class, complaints=list(complaints), languages=Language, typed=request.form,
    )  # fmt: skip


def _page(body: str, offer_id: UUID, complaints: Iterable[Complaint] = ()) -> str:
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = looked_up.offer(session, actor(), of, offer_id)
        ids = [one.paper_id] if one.paper_id else []
        papers = paper_lists.by_identity(session, actor(), ids, on=runtime().today())
        return page(
            "offer.html", session, of,
            classes=Class, complaints=list(complaints), kinds=PaperKind, offer=one,
            paper=papers.get(one.paper_id) if one.paper_id else None,
            paragraphs=paragraphs(one.text), typed=request.form,
        )  # fmt: skip

"""Letters: which are owed, sent or failed, and each as it was sent."""

from collections.abc import Iterable
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.correspondence import forms, operations, queries
from app.correspondence.letters import Kept, Unwritable, compose, drafted, kept, sender
from app.correspondence.models import Letter
from app.correspondence.values import LetterState
from app.correspondence.views.blueprint import framed, last_page, officers, pages
from app.kernel.errors import Complaint, Invalid, NotFound
from app.kernel.web import actor, runtime

UNPROCESSABLE = 422


@pages.get("/correspondence/letters")
@officers
def letters() -> ResponseReturnValue:
    """Show letters, the latest first, and whether the mail server can be reached."""
    asked = forms.letters_question(request.args)
    with runtime().database.read(by=actor()) as session:
        found, count = queries.letters(session, asked.selection)
        standing = queries.standing(session)
    return render_template(
        "correspondence/letters.html",
        asked=asked, found=found, count=count, last=last_page(count),
        standing=standing, states=LetterState,
    )  # fmt: skip


@pages.get("/correspondence/letters/<uuid:letter_id>")
@officers
def letter(letter_id: UUID) -> ResponseReturnValue:
    """Show one letter: as it was sent, or as it would be sent now."""
    return _page(letter_id)


@pages.get("/correspondence/letters/<uuid:letter_id>.html")
@officers
def letter_html(letter_id: UUID) -> ResponseReturnValue:
    """Give a letter's HTML, for the frame on its page."""
    words = _words(_letter(letter_id))
    if words is None:
        raise NotFound.because("Nobody but its addressee may read this letter.")
    return framed(words.html)


@pages.post("/correspondence/letters/<uuid:letter_id>/try-again")
@officers
def try_again(letter_id: UUID) -> ResponseReturnValue:
    """Owe a failed letter again."""
    with runtime().database.write(by=actor()) as session:
        operations.try_again(session, letter_id, by=actor(), at=runtime().clock.now())
    return redirect(url_for("correspondence.letter", letter_id=letter_id), 303)


@pages.post("/correspondence/letters/<uuid:letter_id>/cancel")
@officers
def cancel(letter_id: UUID) -> ResponseReturnValue:
    """Decide that a failed letter need not be sent."""
    try:
        reason = forms.reason(request.form)
    except Invalid as refused:
        return _page(letter_id, refused.complaints), UNPROCESSABLE
    with runtime().database.write(by=actor()) as session:
        operations.cancel(session, letter_id, reason=reason, by=actor(), at=runtime().clock.now())
    return redirect(url_for("correspondence.letter", letter_id=letter_id), 303)


def _page(letter_id: UUID, complaints: Iterable[Complaint] = ()) -> str:
    found = _letter(letter_id)
    with runtime().database.read(by=actor()) as session:
        deeds, mark = (
            queries.deeds(session, letter_id),
            queries.standing_mark(session, found.address),
        )
    try:
        words, trouble = _words(found), None
    except Unwritable as refused:
        words, trouble = None, refused
    return render_template(
        "correspondence/letter.html",
        complaints=list(complaints), deeds=deeds, letter=found, mark=mark,
        trouble=trouble, typed=request.form, words=words,
    )  # fmt: skip


def _letter(letter_id: UUID) -> Letter:
    with runtime().database.read(by=actor()) as session:
        return queries.letter(session, letter_id)


def _words(found: Letter) -> Kept | None:
    """Give what a letter says, or None where nobody but its addressee may read it.

    Raises:
        Unwritable: it was never written, and cannot be.

    """
    if found.private:
        return None
    if found.message is not None:
        return kept(found.message)
    now = runtime().clock.now()
    return kept(compose(drafted(found), sender=sender(runtime()), at=now).message)

"""Addresses from which letters come back, and the word of whoever has made sure of one."""

from collections.abc import Iterable
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.correspondence import forms, operations, queries
from app.correspondence.views.blueprint import officers, pages
from app.kernel.errors import Complaint, Invalid
from app.kernel.web import actor, runtime

UNPROCESSABLE = 422


@pages.get("/correspondence/returned")
@officers
def returned() -> ResponseReturnValue:
    """List the addresses from which letters come back, what their servers said, what to do."""
    return _page()


@pages.post("/correspondence/returned/<uuid:mark_id>/confirm")
@officers
def confirm(mark_id: UUID) -> ResponseReturnValue:
    """Take an address as right after all; letters go there again."""
    try:
        reason = forms.reason(request.form)
    except Invalid as refused:
        return _page(refused.complaints, about=mark_id), UNPROCESSABLE
    with runtime().database.write(by=actor()) as session:
        operations.confirm(session, mark_id, reason=reason, by=actor(), at=runtime().clock.now())
    return redirect("/correspondence/returned", 303)


def _page(complaints: Iterable[Complaint] = (), *, about: UUID | None = None) -> str:
    with runtime().database.read(by=actor()) as session:
        failing = queries.failing(session)
        held = queries.held_from(session, [each.address for each in failing])
    return render_template(
        "correspondence/returned.html",
        about=about, complaints=list(complaints), failing=failing, held=held,
        reads=runtime().bounces is not None, typed=request.form,
    )  # fmt: skip

"""The templates of letters, each to be looked at with real facts."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from app.correspondence import letters, queries
from app.correspondence.letters import Draft, compose, drafted, sender, specimen
from app.correspondence.values import Composed, Recipient
from app.correspondence.views.blueprint import framed, officers, pages
from app.kernel.errors import NotFound
from app.kernel.web import actor, runtime

NOBODY = UUID(int=0)
READER = Recipient("", "Amira Haddad", "amira.haddad@example.org", "en")
"""Whom a specimen is addressed to."""


@pages.get("/correspondence/templates")
@officers
def templates() -> ResponseReturnValue:
    """List the letters that the register can write."""
    written = {name: _composed(name)[0].subject for name in letters.templates()}
    return render_template("correspondence/templates.html", subjects=written)


@pages.get("/correspondence/templates/<name>")
@officers
def template(name: str) -> ResponseReturnValue:
    """Show one letter with the facts of the latest of its kind, else with a specimen's."""
    composed, real = _composed(name)
    return render_template("correspondence/template.html", name=name, composed=composed, real=real)


@pages.get("/correspondence/templates/<name>.html")
@officers
def template_html(name: str) -> ResponseReturnValue:
    """Give its HTML, for the frame on its page."""
    return framed(_composed(name)[0].html)


def _composed(name: str) -> tuple[Composed, bool]:
    """Write a letter of a template, and say whether its facts are real."""
    if name not in letters.templates():
        raise NotFound.because("There is no letter of this name. The list has them all.")
    with runtime().database.read(by=actor()) as session:
        newest = queries.newest_of(session, name)
    draft = drafted(newest) if newest else Draft(NOBODY, READER, name, specimen(name), "/")
    now = runtime().clock.now()
    return compose(draft, sender=sender(runtime()), at=now), newest is not None

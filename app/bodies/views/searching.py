"""Looking for words in the papers of all bodies."""

from math import ceil

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.bodies.forms.papers import searched
from app.bodies.queries.paper_search import search
from app.bodies.values.paper_lists import MOST_FOUND
from app.bodies.views.blueprint import pages
from app.kernel.web import actor, public, runtime


@pages.get("/bodies/search")
@public
def searching() -> ResponseReturnValue:
    """Show the papers that hold some words, of those that whoever asks may read."""
    asked = searched(request.args)
    text, number = asked.selection.text, asked.selection.page
    with runtime().database.read(by=actor()) as session:
        found, count = search(session, actor(), text, on=runtime().today(), page=number)
    last = max(1, ceil(count / MOST_FOUND))
    return render_template("bodies/search.html", asked=asked, found=found, count=count, last=last)

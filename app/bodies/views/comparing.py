"""Two papers of one family side by side: what a revision has changed."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from app.bodies.models import Paper
from app.bodies.queries import paper_lists
from app.bodies.queries import papers as looked_up
from app.bodies.rules.comparing import compared
from app.bodies.values.paper_lists import Listed
from app.bodies.values.papers import SuffixKind
from app.bodies.views.blueprint import of_body, page, pages
from app.kernel.languages import Language, chosen
from app.kernel.web import actor, public, runtime

VERSIONS = (None, SuffixKind.REVISION)
"""As what a paper hangs on another that is a version of the same text."""

MOST_ROWS = 2_000
"""How many paragraphs a page shows at most."""


@pages.get("/bodies/<body>/papers/<paper>/compare")
@public
def compare_papers(body: str, paper: str) -> ResponseReturnValue:
    """Show what differs between a paper and another of its family, by default the one before."""
    today = runtime().today()
    with runtime().database.read(by=actor()) as session:
        of = of_body(session, body)
        one = looked_up.paper(session, actor(), of, paper, on=today)
        family = paper_lists.family(session, actor(), one, on=today)
        found = _other([each for each in family if each.is_read], one)
        slug = found.slug if found else paper
        other = looked_up.paper(session, actor(), of, slug, on=today)
        pair = sorted((one, other), key=lambda each: (each.reserved_at, each.symbol))
        facts = _compared(session, *pair)
        return page("compare.html", session, of, family=family, other=other, paper=one, **facts)


def _compared(session: Session, old: Paper, new: Paper) -> dict[str, Any]:
    """Give what the later of two papers changed, in a language that both have, if there is one."""
    before, after = _texts(session, old), _texts(session, new)
    shared = [each for each in before if each in after]
    language = _language(shared)
    rows = compared(before[language], after[language]) if language else []
    return {
        "language": language,
        "languages": shared,
        "left_out": max(0, len(rows) - MOST_ROWS),
        "new": new,
        "old": old,
        "rows": rows[:MOST_ROWS],
    }


def _other(family: Sequence[Listed], new: Paper) -> Listed | None:
    """Give the paper that was asked for, else the version of the text before this one, or after."""
    others = [each for each in family if each.id != new.id and each.issued_at is not None]
    asked = (each for each in others if each.slug == request.args.get("with"))
    place = next(number for number, each in enumerate(family) if each.id == new.id)
    versions = [each for each in others if each.suffix in VERSIONS]
    before = (each for each in reversed(family[:place]) if each in versions)
    return next(chain(asked, before, versions), None)


def _texts(session: Session, of: Paper) -> dict[Language, str]:
    return {each.language: each.text for each in looked_up.languages(session, of) if each.text}


def _language(shared: Sequence[Language]) -> Language | None:
    """Give the language asked for, else the reader's, else the first that both papers have."""
    wanted = [request.args.get("in", ""), str(get_locale().language)]
    best = chosen([each for each in wanted if each], shared)
    return next((each for each in shared if each == best), next(iter(shared), None))

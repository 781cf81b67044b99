"""Looking for words in what bodies have issued, and in nothing that whoever asks may not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper, PaperLanguage
from app.bodies.queries.papers import class_on, holding_words, readable
from app.bodies.rules.searching import Piece, excerpt, wanted
from app.bodies.values import Class
from app.bodies.values.paper_lists import MOST_FOUND
from app.bodies.values.papers import PaperState
from app.kernel.actor import Actor
from app.kernel.languages import Language


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper, in one language, that holds the words that were looked for."""

    address: str
    symbol: str
    body: str
    """The name of its body."""
    sort: Class
    state: PaperState
    language: Language
    issued_on: date
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    """Empty where the text is in a file alone."""


def search(
    session: Session, actor: Actor, text: str, *, on: date, page: int = 1
) -> tuple[Sequence[Hit], int]:
    """Give what holds all of some words and somebody reads, the latest first, and its number.

    Two queries, whatever is found; of nothing to look for, nothing is found.
    """
    words = wanted(text)
    if not words:
        return [], 0
    clauses = (
        Paper.id == PaperLanguage.paper_id,
        Body.id == Paper.body_id,
        readable(actor, on=on),
        holding_words(text),
    )
    count = session.scalar(select(func.count(PaperLanguage.paper_id)).where(*clauses)) or 0
    order = (PaperLanguage.issued_on.desc(), Paper.symbol, PaperLanguage.language)
    chosen = select(PaperLanguage, Paper, Body, class_on(on)).where(*clauses).order_by(*order)
    rows = session.execute(chosen.limit(MOST_FOUND).offset((page - 1) * MOST_FOUND))
    return [_hit(*row, words) for row in rows], count


def _hit(issued: PaperLanguage, paper: Paper, body: Body, sort: Class, words: Sequence[str]) -> Hit:
    return Hit(
        address=f"{body.address}/papers/{paper.slug}",
        symbol=paper.symbol,
        body=body.name,
        sort=sort,
        state=paper.state,
        language=issued.language,
        issued_on=issued.issued_on,
        title=excerpt(issued.title, words),
        excerpt=excerpt(issued.text, words) if issued.text else (),
    )

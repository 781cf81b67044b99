"""Giving papers their symbols: each the next of its series, without gap or repeat."""

from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper
from app.bodies.rules.symbols import hung, symbol_of
from app.bodies.values import Hand
from app.bodies.values.papers import PaperSymbol, Reservation, SuffixKind
from app.kernel import numbering


def allot(session: Session, body: Body, wanted: Reservation, *, hand: Hand) -> Paper:
    """Give a paper the next symbol of its body, year and kind; nothing is sealed yet."""
    year = hand.today.year
    serial = numbering.take(session, f"paper/{body.id}/{year}/{wanted.kind}")
    symbol = PaperSymbol(body.symbol, year, wanted.kind, serial)
    return _written(session, Paper(body_id=body.id), symbol, wanted, hand=hand)


def allot_beside(
    session: Session, parent: Paper, suffix: SuffixKind, wanted: Reservation, *, hand: Hand
) -> Paper:
    """Give what revises, adds to or corrects a paper its symbol; nothing is sealed yet.

    The parent may carry it (``rules.symbols.may_carry``).
    """
    number = numbering.take(session, f"paper/{parent.id}/{suffix}")
    symbol = hung(symbol_of(parent.symbol), suffix, number)
    paper = Paper(body_id=parent.body_id, hangs_on=parent.id, suffix=suffix, number=number)
    return _written(session, paper, symbol, wanted, hand=hand)


def _written(
    session: Session, paper: Paper, symbol: PaperSymbol, wanted: Reservation, *, hand: Hand
) -> Paper:
    paper.year, paper.kind, paper.serial = symbol.year, symbol.kind, symbol.serial
    paper.symbol, paper.slug = str(symbol), symbol.slug
    paper.title, paper.sort = wanted.title, wanted.sort
    paper.reserved_at, paper.given_up_because = hand.at, ""
    session.add(paper)
    session.flush()
    return paper

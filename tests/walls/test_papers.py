"""Selected straight from the tables, with no clause of the application's, papers obey the rules."""

from datetime import UTC, datetime
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper, PaperLanguage, PaperOffer
from app.bodies.queries import standings
from app.bodies.rules.papers import may_read, may_see_offer
from app.bodies.values import Class, Standing
from app.bodies.values.papers import PaperState
from app.kernel.actor import SYSTEM, VISITOR, Actor, Role
from app.kernel.database import Database
from app.kernel.languages import Language
from tests.bodies.builders import founded, seated
from tests.bodies.papers import SECRETARY, TODAY
from tests.bodies.test_paper_access import laid
from tests.people import Somebody, somebody

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def expert(plain: Database) -> Somebody:
    """Lay papers of every class into bodies of every kind; give an expert who sits in some."""
    with plain.write(by=SYSTEM) as session:
        whose = somebody(session, Role.EXPERT, at=AT)
        for place, (standing, public) in enumerate(product((None, *Standing), (True, False))):
            body = founded(session, f"wg-{place + 1}", public=public)
            if standing is not None:
                sits = None if standing is Standing.EXPERT else "JPN"
                account = None if sits else whose.number
                seated(session, body, standing, participant=sits, name="A", account=account)
            _fill(session, body, whose)
    return whose


def _fill(session: Session, body: Body, whose: Somebody) -> None:
    for sort in Class:
        paper = laid(body, PaperState.ISSUED, sort, None)
        session.add(paper)
        session.flush()
        session.add(issued(paper))
    for code in ("JPN", None):
        session.add(offered(body, code, whose.number))


def issued(paper: Paper) -> PaperLanguage:
    """Give a paper in a language, straight as a row."""
    return PaperLanguage(
        paper_id=paper.id, language=Language.ENGLISH, title="T", text="T", folded="t",
        issued_on=TODAY, recorded_at=AT,
    )  # fmt: skip


def offered(body: Body, participant: str | None, account: int) -> PaperOffer:
    """Give something that was handed in, straight as a row."""
    return PaperOffer(
        body_id=body.id, title="T", language=Language.ENGLISH, text="T", sort=Class.PROTECTED,
        participant=participant, account=account, handed_in_at=AT, returned_because="",
    )  # fmt: skip


def test_the_tables_show_everybody_what_the_rule_does(plain: Database, expert: Somebody) -> None:
    with plain.read(by=SYSTEM) as session:
        bodies = {each.id: each for each in session.scalars(select(Body))}
        papers = session.scalars(select(Paper)).all()
        offers = session.scalars(select(PaperOffer)).all()
    people = (
        *(Actor(role, 99, code) for role, code in product(Role, (None, "JPN", "CAN"))),
        expert.actor,
    )
    for actor in people:
        with plain.read(by=actor) as session:
            seats = standings(session, actor, on=TODAY)
            texts: set[UUID] = set(session.scalars(select(PaperLanguage.paper_id)))
            given: set[UUID] = set(session.scalars(select(PaperOffer.id)))
        assert texts == {
            each.id
            for each in papers
            if may_read(
                actor, state=each.state, sort=each.sort, standing=seats.get(each.body_id),
                public=bodies[each.body_id].public,
            )
        }, actor  # fmt: skip
        system = actor.role is Role.SYSTEM
        assert given == {
            each.id
            for each in offers
            if system or may_see_offer(actor, participant=each.participant, account=each.account)
        }, actor


def test_nobody_but_the_secretary_issues_and_answers(plain: Database, expert: Somebody) -> None:
    with plain.read(by=SYSTEM) as session:
        body = session.scalars(select(Body)).first()
        paper = session.scalars(select(Paper)).first()
    assert body is not None
    assert paper is not None
    japan = Actor(Role.REPRESENTATIVE, 99, "JPN")
    for actor, row in (
        (japan, issued(paper)),
        (VISITOR, issued(paper)),
        (japan, offered(body, "CAN", expert.number)),
    ):
        with pytest.raises(ProgrammingError), plain.write(by=actor) as session:
            session.add(row)
    with plain.read(by=SECRETARY) as session:
        number = session.scalar(select(func.count()).select_from(PaperOffer))
    assert number == 16

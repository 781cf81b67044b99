"""Rule and clause agree on who reads which paper, and a search says nothing of the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count, product

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Paper, PaperOffer
from app.bodies.queries import standings
from app.bodies.queries.offers import visible_to
from app.bodies.queries.paper_lists import papers
from app.bodies.queries.paper_search import search
from app.bodies.queries.papers import known, readable
from app.bodies.rules.access import SPEAKING
from app.bodies.rules.papers import may_know_of, may_read, may_see_offer
from app.bodies.values import Class, Standing
from app.bodies.values.paper_lists import PaperOrder, PaperSelection
from app.bodies.values.papers import PaperKind, PaperState
from app.kernel.actor import SYSTEM, VISITOR, Actor, Role
from app.kernel.database import Database
from app.kernel.languages import Language
from app.kernel.runtime import Runtime
from tests.bodies.builders import founded, seated
from tests.bodies.papers import SECRETARY, TODAY, issued, reserved
from tests.people import made

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
SERIALS = count(1)
LIFTS = (None, TODAY, TODAY + timedelta(days=1))
JAPAN = Actor(Role.REPRESENTATIVE, 99, "JPN")


def laid(body: Body, state: PaperState, sort: Class, lifts: date | None) -> Paper:
    """Give a paper that stands somewhere, straight as a row."""
    serial = next(SERIALS)
    out = state in {PaperState.ISSUED, PaperState.SUPERSEDED}
    gone = state is PaperState.GIVEN_UP
    return Paper(
        body_id=body.id, year=2027, kind=PaperKind.GENERAL, serial=serial,
        symbol=f"{body.symbol}/2027/{serial}", slug=f"2027-{serial}", title="Title", sort=sort,
        derestricts_on=lifts, reserved_at=AT, issued_at=AT if out else None,
        given_up_at=AT if gone else None, given_up_because="Why" if gone else "",
    )  # fmt: skip


def fill(session: Session, expert: int) -> None:
    """Lay every paper into bodies of every kind, with Japan or an expert in every place."""
    places = product((None, *Standing), (True, False))
    for place, (standing, public) in enumerate(places):
        body = founded(session, f"wg-{place + 1}", public=public)
        if standing is not None:
            sits = None if standing is Standing.EXPERT else "JPN"
            seated(
                session, body, standing, participant=sits, name="Somebody",
                account=None if sits else expert,
            )  # fmt: skip
        rows = [laid(body, *each) for each in product(PaperState, Class, LIFTS)]
        session.add_all(rows)
        session.flush()
        for each in rows[9 * 2 : 9 * 3]:
            each.superseded_by = rows[0].id if each.issued_at else None


def test_rule_and_clause_agree_over_the_full_product(runtime: Runtime) -> None:
    """Every role, participant and place, at every state, class and day on which one ends."""
    expert = made(runtime, Role.EXPERT)
    with runtime.database.write(by=SYSTEM) as session:
        fill(session, expert.number)
    people = [
        *(Actor(role, 99, "JPN") for role in Role),
        *(Actor(role, 99, "CAN") for role in SPEAKING),
        expert.actor,
        VISITOR,
    ]
    with runtime.database.read(by=SYSTEM) as session:
        bodies = {each.id: each for each in session.scalars(select(Body))}
        everything = session.scalars(select(Paper)).all()
        assert {each.state for each in everything} == set(PaperState)
        for actor in people:
            seats = standings(session, actor, on=TODAY)
            for clause, rule in ((readable, may_read), (known, may_know_of)):
                found = set(session.scalars(select(Paper.id).where(clause(actor, on=TODAY))))
                assert found == {
                    each.id
                    for each in everything
                    if rule(
                        actor, state=each.state, sort=each.class_on(TODAY),
                        standing=seats.get(each.body_id), public=bodies[each.body_id].public,
                    )
                }, actor  # fmt: skip


def test_what_was_handed_in_is_seen_by_whose_it_is(runtime: Runtime) -> None:
    ours = made(runtime, Role.EXPERT)
    with runtime.database.write(by=SYSTEM) as session:
        body = founded(session)
        for code in ("JPN", "CAN", None):
            session.add(
                PaperOffer(
                    body_id=body.id, title="T", language=Language.ENGLISH, text="T",
                    sort=Class.PROTECTED, participant=code, account=ours.number, handed_in_at=AT,
                    returned_because="",
                )
            )  # fmt: skip
    accounts = (None, 99, ours.number)
    with runtime.database.read(by=SYSTEM) as session:
        everything = session.scalars(select(PaperOffer)).all()
        for role, account, code in product(Role, accounts, (None, "JPN")):
            actor = Actor(role, account, code)
            found = set(session.scalars(select(PaperOffer.id).where(visible_to(actor))))
            assert found == {
                each.id
                for each in everything
                if may_see_offer(actor, participant=each.participant, account=each.account)
            }, actor


@contextmanager
def asked(session: Session) -> Iterator[list[str]]:
    """Gather what a database is asked."""
    statements: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    yield statements
    event.remove(bind, "before_cursor_execute", note)


@pytest.fixture
def words(database: Database, runtime: Runtime) -> Database:
    """Give a database with a paper of each class that says much the same."""
    with database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN"])
        for sort in Class:
            text = f"1. The Vérification of 100% {sort.value} things.\n\n2. And_so on."
            issued(session, body, runtime.storage, f"On {sort.value}", text=text, sort=sort)
        lost = reserved(session, body, "On lost canaries", sort=Class.PROTECTED)
        lost.given_up_at, lost.given_up_because = AT, "Not needed."
    return database


def test_a_search_counts_and_shows_what_somebody_reads_and_nothing_else(words: Database) -> None:
    for text, actor, most in (
        ("VERIFICATION", VISITOR, 1),
        ("vérification things", SECRETARY, 3),
        ("verification", JAPAN, 3),
        ("100%", VISITOR, 1),
        ("0%0", VISITOR, 0),
        ("and_so", VISITOR, 1),
        ("andxso", VISITOR, 0),
        ("a%s", VISITOR, 0),
        ("protected", VISITOR, 0),
        ("protected", JAPAN, 1),
        ("canaries", SECRETARY, 0),
        ("  ", SECRETARY, 0),
    ):
        with words.read(by=actor) as session:
            found, number = search(session, actor, text, on=TODAY)
            assert (number, len(found)) == (most, most), (text, actor)
            shown = "".join(piece.text for hit in found for piece in (*hit.title, *hit.excerpt))
            assert actor is not VISITOR or not ("protected" in shown or "restricted" in shown)


def test_a_search_asks_the_same_of_the_database_whatever_is_hidden(words: Database) -> None:
    numbers = []
    for text, actor in (("protected", VISITOR), ("nothing", VISITOR), ("protected", JAPAN)):
        with words.read(by=actor) as session, asked(session) as statements:
            search(session, actor, text, on=TODAY)
            numbers.append(len(statements))
    assert numbers == [2, 2, 2]


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(words: Database) -> None:
    numbers = []
    with words.read(by=SECRETARY) as session:
        body = session.scalars(select(Body)).one()
        for asked_for in (PaperSelection(), PaperSelection(year=2026)):
            with asked(session) as statements:
                papers(session, SECRETARY, body, on=TODAY, wanted=asked_for)
            numbers.append(len(statements))
    assert numbers == [4, 4]


def test_a_list_tells_of_what_was_given_up_its_number_and_reason_alone(words: Database) -> None:
    with words.read(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()

    def seen(actor: Actor, **asked: object) -> list[tuple[str, str]]:
        wanted = PaperSelection(**asked)  # type: ignore[arg-type]
        with words.read(by=actor) as session:
            found, number = papers(session, actor, body, on=TODAY, wanted=wanted)
        assert number == len(found)
        return [(each.symbol.rpartition("/")[2], each.title) for each in found]

    public, all_four = ("WP.1", "On unclassified"), ["WP.1", "WP.2", "WP.3", "WP.4"]
    assert seen(VISITOR) == [public, ("WP.4", "")]
    assert seen(VISITOR, state=PaperState.GIVEN_UP) == [("WP.4", "")]
    assert seen(VISITOR, sort=Class.PROTECTED) == []
    assert seen(VISITOR, text="canaries") == []
    assert seen(VISITOR, participant="JPN") == []
    assert seen(VISITOR, order=PaperOrder.TITLE) == [("WP.4", ""), public]
    assert [symbol for symbol, _ in seen(JAPAN)] == all_four
    assert seen(JAPAN, text="canaries") == [("WP.4", "On lost canaries")]
    assert seen(SECRETARY, text="VERIFICATION", year=2027, sort=Class.RESTRICTED) == [
        ("WP.2", "On restricted")
    ]
    assert [symbol for symbol, _ in seen(JAPAN, descending=True)] == all_four[::-1]


def test_a_class_ends_on_its_day_for_lists_and_searches_alike(
    database: Database, runtime: Runtime
) -> None:
    ahead = TODAY + timedelta(days=2)
    with database.write(by=SYSTEM) as session:
        body = founded(session)
        issued(
            session, body, runtime.storage, "Later open", sort=Class.PROTECTED,
            derestricts_on=ahead,
        )  # fmt: skip
    with database.read(by=VISITOR) as session:
        for on, number in ((ahead - timedelta(days=1), 0), (ahead, 1)):
            assert search(session, VISITOR, "later", on=on)[1] == number
            [*found], total = papers(session, VISITOR, body, on=on)
            assert [each.sort for each in found] == [Class.UNCLASSIFIED] * total
            assert total == number

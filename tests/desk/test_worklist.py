"""What waits is shown to those who decide it, and two never look after the same unawares."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.correspondence.models import Letter
from app.desk import forms
from app.desk.models import Assignment
from app.desk.operations.worklist import assign
from app.desk.queries import worklist as queries
from app.desk.rules.worklist import chosen, paged, seen_by, tallied
from app.desk.values.worklist import (
    OPEN_TO,
    PAGE,
    Asked,
    Assigned,
    Holder,
    Item,
    ItemKind,
    Looking,
    Whose,
    Worklist,
)
from app.kernel.actor import STAFF, SYSTEM, Actor, Role
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import NOON, SEAT
from tests.correspondence.conftest import owe, owed
from tests.people import Somebody, browser_of, made


def item(name: str, *, days: int = 0) -> Item:
    since = NOON - timedelta(days=days)
    return Item(ItemKind.LETTER, f"letter/{name}", name, "/", since)


@pytest.mark.parametrize(
    ("whose", "expected"),
    [
        (Whose.ALL, ["old", "mine", "new"]),
        (Whose.MINE, ["mine"]),
        (Whose.UNASSIGNED, ["new"]),
    ],
)
def test_what_is_asked_for_is_shown_the_longest_waiting_first(
    whose: Whose, expected: list[str]
) -> None:
    items = (item("new"), item("mine", days=1), item("old", days=2))
    waiting = Worklist(items, {"letter/mine": Holder(1, 7), "letter/old": Holder(2, 8)})
    by = Actor(Role.DIRECTOR, 7)
    assert [each.title for each in chosen(waiting, Asked(whose), by=by)] == expected


def test_each_choice_says_how_much_it_would_show() -> None:
    waiting = Worklist(
        (item("new"), item("old"), Item(ItemKind.ADDRESS, "address/1", "one", "/", NOON)),
        {"letter/old": Holder(1, 7)},
    )
    asked = Asked(Whose.MINE, ItemKind.LETTER)
    counts = tallied(waiting, asked, by=Actor(Role.DIRECTOR, 7))
    assert [counts[each] for each in Whose] == [2, 1, 1]
    assert (counts[None], counts[ItemKind.LETTER], counts[ItemKind.ADDRESS]) == (1, 1, 0)
    assert asked.query(page=2) == "?show=mine&kind=letter&page=2"


@pytest.mark.parametrize(
    ("count", "page", "expected"),
    [(0, 1, (0, 1, 1)), (PAGE, 2, (PAGE, 1, 1)), (PAGE + 1, 2, (1, 2, 2)), (3, 9, (3, 1, 1))],
)
def test_a_long_list_comes_in_pages(count: int, page: int, expected: tuple[int, int, int]) -> None:
    shown, here, pages = paged([item(str(each)) for each in range(count)], page)
    assert (len(shown), here, pages) == expected


def test_whatever_waits_is_gathered_and_open_to_somebody() -> None:
    assert set(queries.GATHERED) == set(OPEN_TO) == set(ItemKind)


def test_nobody_but_officers_sees_what_waits() -> None:
    seeing = {role for role in Role if seen_by(Actor(role, 1))}
    assert seeing == STAFF - {Role.AUDITOR, Role.ADMINISTRATOR}
    assert seen_by(Actor(Role.BODIES_OFFICER, 1)) == {
        ItemKind.LETTER, ItemKind.ADDRESS, ItemKind.SILENCE,
    }  # fmt: skip


@pytest.mark.parametrize("page", ["", "0", "-1", "two", "9" * 30])
def test_what_is_asked_for_wrongly_is_everything(page: str) -> None:
    assert forms.asked({"show": "x", "kind": "x", "page": page}) == Asked()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"subject": "letter/1"},
        {"subject": "letter/1", "seen": "-1"},
        {"subject": "letter/1", "seen": "9" * 30},
        {"subject": "letter/\0", "seen": "0"},
        {"subject": "x" * 301, "seen": "0"},
        {"subject": "letter/1", "seen": "0", "to": "somebody"},
    ],
)
def test_a_form_that_is_none_of_ours_is_refused(form: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        forms.assigned(form)


def test_a_form_without_a_choice_gives_it_to_nobody() -> None:
    form = {"subject": "letter/1", "seen": "3", "to": ""}
    assert forms.assigned(form) == Assigned("letter/1", None, 3)


@pytest.fixture
def letter(runtime: Runtime) -> str:
    """Give the subject of a letter that has failed."""
    owe(runtime.database, [owed()])
    with runtime.database.write(by=SYSTEM) as session:
        failed = update(Letter).values(failed_at=NOON, failure="No such mailbox.")
        key: UUID = session.scalars(failed.returning(Letter.id)).one()
    return f"letter/{key}"


def looking(by: Actor) -> Looking:
    return Looking(by, NOON, SEAT, {})


def give(house: Runtime, subject: str, to: Somebody | None, *, by: Somebody, seen: int = 0) -> None:
    given = Assigned(subject, to.number if to else None, seen)
    with house.database.write(by=by.actor) as session:
        assign(session, given, looking(by.actor))


def history(house: Runtime) -> list[int | None]:
    with house.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Assignment.to).order_by(Assignment.place)))


def test_of_two_who_take_something_on_at_once_the_second_is_told_by_whom(
    runtime: Runtime, letter: str
) -> None:
    first, second = made(runtime, Role.BODIES_OFFICER), made(runtime, Role.DIRECTOR)
    give(runtime, letter, first, by=first)
    with pytest.raises(Conflict, match="has given this to Person"):
        give(runtime, letter, second, by=second)
    give(runtime, letter, first, by=second)  # as it stands already
    give(runtime, letter, second, by=second, seen=1)
    give(runtime, letter, None, by=second, seen=2)
    with pytest.raises(Conflict, match="nobody looks after it"):
        give(runtime, letter, first, by=first, seen=2)
    assert history(runtime) == [first.number, second.number, None]


def test_nothing_is_given_to_whoever_may_not_see_it_nor_by_them(
    runtime: Runtime, letter: str
) -> None:
    officer, auditor = made(runtime, Role.BODIES_OFFICER), made(runtime, Role.AUDITOR)
    with pytest.raises(Invalid):
        give(runtime, letter, auditor, by=officer)
    with pytest.raises(NotFound):
        give(runtime, letter, officer, by=auditor)
    with pytest.raises(NotFound):
        give(runtime, "declaration/CAN-2027-1/1", officer, by=officer)
    assert history(runtime) == []


def test_the_page_gives_and_shows_who_has_what(runtime: Runtime, letter: str) -> None:
    officer = made(runtime, Role.DECLARATIONS_OFFICER)
    client: FlaskClient = browser_of(lent(runtime, tokens=False), runtime, officer)
    assert "Amira Haddad" in client.get("/worklist").text
    assert "Nothing was given to you" in client.get("/worklist?show=mine").text
    taken = {"subject": letter, "seen": "0", "to": str(officer.number), "show": "all"}
    assert client.post("/worklist", data=taken).status_code == 303
    assert "Amira Haddad" in client.get("/worklist?show=mine").text
    late = client.post("/worklist", data=taken | {"to": ""})
    assert late.status_code == 409
    assert "Look again, then decide." in late.text
    with runtime.database.read(by=SYSTEM) as session:
        decided = queries.holders(session, [letter])
    assert decided == {letter: Holder(1, officer.number, officer.number)}

"""A signing ceremony through the pages: written, checked, put in order, confirmed by another."""

import re
from html import unescape

import pytest

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from app.treaties.forms.ceremonies import places
from tests.journeys.desk import Officer, carried, office, plain
from tests.treaties.desk import treaties
from tests.treaties.register import dossier, load
from tests.treaties.test_ceremonies import OPEN

NEW, LISTS = "/depositary/ceremonies/new", "/depositary/ceremonies"
ONE = f"{LISTS}/2027-1"


def line(place: int, participant: str, **changed: str) -> dict[str, str]:
    given = {
        "order": str(place),
        "participant": participant,
        "name": f"Somebody <{place}>",
        "office": "Minister",
        "powers": "not_required",
        "manner": "subject_to_ratification",
        "text": "",
    }
    return {f"{name}-{place}": value for name, value in (given | changed).items()}


HEAD = {"treaty": "open", "held_on": "2027-03-14", "place": "The Hague"}
TYPED = HEAD | line(1, "Japan") | line(2, "fra") | line(3, "", name="", office="")


@pytest.fixture
def officers(runtime: Runtime) -> tuple[Officer, Officer]:
    treaties(runtime.database)
    load(runtime.database, OPEN)
    app = office(runtime)
    return Officer(app, 11), Officer(app, 12)


def participants(page: str) -> list[str]:
    """Give who stands on a list, in order."""
    found = re.findall(r'<th scope="row">\d+\. <bdi>([^<]+)</bdi>', page)
    return [unescape(name) for name in found]


def test_one_prepares_the_list_and_another_has_it_recorded(
    runtime: Runtime, officers: tuple[Officer, Officer]
) -> None:
    ada, ben = officers
    entered = ada.send(LISTS, TYPED, of=NEW)
    assert (entered.status_code, entered.location) == (303, ONE)
    assert participants(ada.page(ONE)) == ["Japan", "France"]
    assert "GAIMA/CER/2027/1" in ada.page("/depositary")
    moved = ada.send(f"{ONE}/edit", TYPED | {"order-2": "1"}, of=f"{ONE}/edit")
    assert moved.status_code == 303
    assert participants(ada.page(ONE)) == ["France", "Japan"]
    assert participants(ada.page(f"{ONE}/sheet")) == ["the French Republic", "Japan"]
    assert ada.step(ONE, "find_in_good_order").status_code == 303
    assert "A second officer has to confirm it" in ada.page(ONE)
    assert ada.send(f"{ONE}/confirm", {}, of=ONE).status_code == 422
    assert ben.send(f"{ONE}/confirm", {}, of=ONE).status_code == 303
    page = ben.page(ONE)
    assert "recorded as acts 1 to 2" in plain(page)
    assert "/notifications/2027-2" in page
    assert [act.participant for act in dossier(runtime.database, "open").acts] == ["FRA", "JPN"]


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ({}, [1, 2, 3]),
        ({1: "3"}, [2, 3, 1]),
        ({3: "1"}, [3, 1, 2]),
        ({2: "1"}, [2, 1, 3]),
        ({1: "2"}, [2, 1, 3]),
        ({1: "99"}, [2, 3, 1]),
        ({1: "first", 2: "", 3: "-1"}, [1, 2, 3]),
    ],
)
def test_a_line_goes_where_its_number_says(wanted: dict[int, str], order: list[int]) -> None:
    posted = {f"participant-{place}": "x" for place in (1, 2, 3)}
    posted |= {f"was-{place}": str(place) for place in (1, 2, 3)}
    posted |= {f"order-{place}": str(place) for place in (1, 2, 3)}
    assert places(posted | {f"order-{each}": text for each, text in wanted.items()}) == order


def test_a_list_has_an_end(officers: tuple[Officer, Officer]) -> None:
    lines: dict[str, str] = {}
    for place in range(1, 252):
        lines |= line(place, "Japan")
    refused = officers[0].send(LISTS, HEAD | lines, of=NEW)
    assert (refused.status_code, "at most 250 lines" in refused.text) == (422, True)


def test_it_can_be_looked_at_and_given_more_lines_before_anything_is_stored(
    officers: tuple[Officer, Officer],
) -> None:
    ada, _ben = officers
    looked = ada.send(LISTS, TYPED | {"look": "yes"}, of=NEW)
    assert looked.status_code == 200
    page = plain(looked.text)
    assert "2 signatories, in the order of signing" in page
    assert "2 participants would stand differently" in page
    assert "Nothing is stored yet" in page
    more = ada.send(LISTS, TYPED | {"more": "yes"}, of=NEW)
    assert 'name="participant-6"' in more.text
    assert 'value="Somebody &lt;1&gt;"' in more.text
    assert ada.open(ONE).status_code == 404


def test_every_fault_is_told_beside_its_field_and_nothing_typed_is_lost(
    officers: tuple[Officer, Officer],
) -> None:
    ada, _ben = officers
    typed = HEAD | line(1, "Atlantis") | line(2, "Japan", name="", powers="", manner="")
    refused = ada.send(LISTS, typed | {"held_on": "soon", "place": ""}, of=NEW)
    assert refused.status_code == 422
    for field in ("participant-1", "name-2", "powers-2", "manner-2", "held_on", "place"):
        assert f'<a href="#{field}">' in refused.text
        assert f'id="{field}"' in refused.text
    assert 'value="Atlantis"' in refused.text
    twice = ada.send(LISTS, HEAD | line(1, "Japan") | line(2, "JPN"), of=NEW)
    assert twice.status_code == 422
    assert "stands on the list already" in twice.text


def test_a_list_that_is_not_clear_says_which_line_and_is_not_put_in_order(
    officers: tuple[Officer, Officer],
) -> None:
    ada, _ben = officers
    ada.send(LISTS, HEAD | line(1, "Japan", powers="missing") | line(2, "FRA"), of=NEW)
    assert "The full powers are missing" in ada.page(ONE)
    refused = ada.step(ONE, "find_in_good_order")
    assert refused.status_code == 422
    dropped = ada.step(ONE, "drop", note="It was put off.")
    assert dropped.status_code == 303
    assert "The list was dropped" in ada.page(ONE)


def test_a_stale_form_is_a_conflict_and_shows_the_list_as_typed(
    officers: tuple[Officer, Officer],
) -> None:
    ada, ben = officers
    ada.send(LISTS, TYPED, of=NEW)
    old = carried(ben.page(f"{ONE}/edit"))
    ada.send(f"{ONE}/edit", TYPED | {"place": "Vienna"}, of=f"{ONE}/edit")
    stale = ben.send(f"{ONE}/edit", TYPED | {"place": "Geneva"}, of=old)
    assert stale.status_code == 409
    assert 'value="Geneva"' in stale.text


def test_only_treaties_of_our_own_that_are_open_are_offered(
    officers: tuple[Officer, Officer],
) -> None:
    page = officers[0].page(NEW)
    assert re.findall(r'<option value="(\w+)">', page.split('id="held_on"')[0]) == ["open"]
    theirs = officers[0].send(LISTS, TYPED | {"treaty": "theirs", "look": "yes"}, of=NEW)
    assert "The depositary of this treaty is another" in theirs.text


def test_the_director_reads_and_changes_nothing(
    runtime: Runtime, officers: tuple[Officer, Officer]
) -> None:
    officers[0].send(LISTS, TYPED, of=NEW)
    director = Officer(office(runtime), 13, Role.DIRECTOR)
    assert "depositary officers" in director.page(ONE)
    assert director.page(f"{ONE}/sheet")
    for address in (NEW, f"{ONE}/edit"):
        assert director.open(address).status_code == 404
    for address in (LISTS, f"{ONE}/edit", f"{ONE}/steps", f"{ONE}/confirm"):
        assert director.send(address, TYPED, of="/sign-in").status_code == 404

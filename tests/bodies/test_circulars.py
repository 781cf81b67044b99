"""Circulars: numbered without gap, owed to everybody they reach, read by class."""

from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.bodies.models import CircularAddressee, Seat
from app.bodies.queries import openings
from app.correspondence.models import Letter
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.ledger.models import LedgerEntry
from tests.bodies.circle import Circle, circle

TEXT = "The third session will be held in May.\n\nPapers are due in April."
TYPED: dict[str, object] = {
    "subject": "Third session", "text": TEXT, "class": "unclassified",
    "to": ["member", "expert", "observer"],
}  # fmt: skip


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return circle(runtime)


def letters(group: Circle) -> list[Letter]:
    with group.runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Letter).order_by(Letter.occasion)))


def told(group: Circle) -> dict[str, int]:
    """Give how many letters were owed for each seat."""
    names = {id_: name for name, id_ in group.seats.items()}
    with group.runtime.database.read(by=SYSTEM) as session:
        return {
            names[each.seat_id]: each.letters for each in session.scalars(select(CircularAddressee))
        }


def test_a_circular_is_numbered_sealed_and_owed_to_everybody_it_reaches(group: Circle) -> None:
    key = uuid4()
    answers = [group.post("secretary", "/circulars", TYPED, key=key) for _twice in range(2)]
    assert [each.location for each in answers] == ["/bodies/wg-1/circulars/1"] * 2
    assert group.post("secretary", "/circulars", TYPED).location == "/bodies/wg-1/circulars/2"
    first = [each for each in letters(group) if each.reference == "GAIMA/WG.1/CIRC.1"]
    people = ("Japan", "Japan's drafter", "Canada", "expert")
    assert sorted(each.address for each in first) == sorted(
        group.people[each].email for each in people
    )
    assert first[0].facts["paragraphs"] == TEXT.split("\n\n")
    with group.runtime.database.read(by=SYSTEM) as session:
        kinds = session.scalars(select(LedgerEntry.kind)).all()
        assert [each.content["symbol"] for each in openings(session)] == [
            "GAIMA/WG.1/CIRC.1", "GAIMA/WG.1/CIRC.2",
        ]  # fmt: skip
    assert kinds == ["circular.issued"] * 2


def test_whom_no_letter_reaches_is_shown_to_the_secretary_alone(group: Circle) -> None:
    group.post("secretary", "/circulars", TYPED)
    assert told(group) == {"JPN": 2, "KOR": 0, "CAN": 1, "Ada": 1, "Ben": 0}
    shown = group.get("secretary", "/circulars/1").text
    assert "2 seats could not be reached by letter" in shown
    for reader in (None, "Japan"):
        assert "could not be reached" not in group.get(reader, "/circulars/1").text


@pytest.mark.long
def test_it_may_go_to_some_seats_alone(group: Circle) -> None:
    chosen = {"to": ["member"], "seat": [str(group.seats["CAN"]), str(group.seats["Ada"])]}
    assert group.post("secretary", "/circulars", TYPED | chosen).status_code == 303
    assert told(group) == {"CAN": 1, "Ada": 1}


READERS: dict[str, set[str | None]] = {
    "unclassified": {None, "France", "officer", "secretary", "Japan", "Canada", "expert"},
    "restricted": {"secretary", "Japan", "Canada", "expert"},
    "protected": {"secretary", "Japan", "expert"},
}


def test_it_is_read_by_its_class_and_only_what_all_read_travels(group: Circle) -> None:
    for sort in READERS:
        group.post("secretary", "/circulars", TYPED | {"class": sort, "to": ["member", "expert"]})
    for who in {each for readers in READERS.values() for each in readers}:
        browser = group.browser(who)
        listed = browser.get(f"{group.address}/circulars").text
        for number, (sort, readers) in enumerate(READERS.items(), start=1):
            one = browser.get(f"{group.address}/circulars/{number}")
            assert (one.status_code == 200) is (who in readers), (who, sort)
            assert (f"CIRC.{number}" in listed) is (who in readers), (who, sort)
    for each in letters(group):
        travels = each.reference.endswith("CIRC.1")
        assert ("Third session" in str(each.facts), each.private) == (travels, not travels)


WRONG: list[tuple[dict[str, object], str]] = [
    ({"subject": ""}, "Say what the circular is about."),
    ({"subject": "x" * 201}, "At most 200 characters"),
    ({"text": " "}, "Write the text of the circular."),
    ({"text": "a\u202eb"}, "characters that cannot be seen"),
    ({"class": "secret"}, "Choose the class of the circular."),
    ({"to": []}, "Choose to whom of the body the circular goes."),
    ({"to": ["everybody"]}, "Choose to whom of the body the circular goes."),
    ({"class": "protected"}, "Observers read nothing that is protected."),
    ({"seat": [str(uuid4())]}, "Choose from the seats that are offered."),
    ({"seat": ["Japan"]}, "Choose from the seats that are offered."),
    ({"key": "x"}, "This form is not whole."),
]


def test_what_cannot_go_out_is_refused_with_a_sentence(group: Circle) -> None:
    browser, sent = group.browser("secretary"), {"key": str(uuid4())} | TYPED
    for changed, sentence in WRONG:
        answer = browser.post(f"{group.address}/circulars", data=sent | changed)
        assert (answer.status_code, sentence in answer.text) == (422, True), sentence
    with group.runtime.database.write(by=SYSTEM) as session:
        session.execute(update(Seat).values(ended_on=group.runtime.today()))
    empty = browser.post(f"{group.address}/circulars", data=sent)
    assert "Nobody of these has a seat in the body today." in empty.text
    assert not told(group)


@pytest.mark.long
def test_nobody_else_issues_one(group: Circle) -> None:
    for who in ("Japan", "expert", "officer"):
        assert group.post(who, "/circulars", TYPED).status_code == 404
    assert group.post(None, "/circulars", TYPED).status_code == 303
    assert not told(group)


@pytest.mark.long
def test_there_is_none_of_another_number(group: Circle) -> None:
    assert group.get("secretary", "/circulars/9").status_code == 404
    assert "no circular that you can read" in group.get(None, "/circulars").text

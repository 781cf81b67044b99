"""The register numbers what came and went without gaps, once, and opens to the ledger's check."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.correspondence import operations, queries
from app.correspondence.rules import is_page, rows
from app.correspondence.values import Channel, Direction, Note, Number, Order, Selection
from app.documents import queries as documents
from app.documents.values import Checked, FileKind
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from tests.conftest import NOON

TODAY = NOON.date()
OFFICER = Actor(Role.DECLARATIONS_OFFICER, 7)


def note(**changed: Any) -> Note:
    given: dict[str, Any] = {
        "on": TODAY,
        "channel": Channel.NOTE_VERBALE,
        "party": "Permanent Mission of Canada",
        "subject": "Instrument of ratification",
    }
    return Note(**(given | changed))


def came(database: Database, entered: Note, *, key: UUID | None = None) -> Number:
    with database.write(by=OFFICER) as session:
        return operations.enter_incoming(
            session, entered, key=key or uuid4(), by=OFFICER, at=NOON, today=TODAY
        )


def went(database: Database, entered: Note) -> Number:
    with database.write(by=OFFICER) as session:
        return operations.enter_outgoing(
            session, entered, key=uuid4(), by=OFFICER, at=NOON, today=TODAY
        )


def numbers(database: Database, **wanted: Any) -> list[str]:
    with database.read(by=SYSTEM) as session:
        found, _count = queries.pieces(session, Selection(**wanted))
    return [str(each.number) for each in found]


def test_each_direction_has_its_own_numbers_without_gaps(database: Database) -> None:
    given = [came(database, note()), went(database, note()), came(database, note())]
    assert [str(each) for each in given] == [
        "GAIMA/IN/2027/1",
        "GAIMA/OUT/2027/1",
        "GAIMA/IN/2027/2",
    ]


def test_a_form_posted_twice_is_one_piece(database: Database) -> None:
    key = uuid4()
    assert came(database, note(), key=key) == came(database, note(), key=key)
    assert came(database, note()).serial == 2


def test_what_is_refused_takes_no_number(database: Database) -> None:
    with pytest.raises(Invalid):
        came(database, note(subject=""))
    assert came(database, note()).serial == 1


def test_the_day_of_receipt_stays_whenever_it_is_entered(database: Database) -> None:
    last_year = TODAY - timedelta(days=200)
    number = came(database, note(on=last_year))
    with database.read(by=SYSTEM) as session:
        assert (number.year, queries.piece(session, number).on) == (2027, last_year)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("on", {"on": TODAY + timedelta(days=1)}),
        ("on", {"on": TODAY.replace(year=1899)}),
        ("party", {"party": ""}),
        ("subject", {"subject": ""}),
        ("subject", {"subject": "A\nBcc: all@example.org"}),
        ("party", {"party": "Canada\u202eadanaC"}),
        ("their_reference", {"their_reference": "x" * 301}),
        ("about", {"about": "https://example.org/"}),
        ("about", {"about": "javascript:alert(1)"}),
        ("about", {"about": "//example.org"}),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_beside_its_field(
    database: Database, field: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        came(database, note(**changed))
    assert [complaint.field for complaint in refused.value.complaints] == [field]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/", True),
        ("/treaties/gaima-statute?as_of=2027-03-14", True),
        ("/\\example.org", False),
        ("//example.org", False),
        ("", False),
        ("/a b", False),
    ],
)
def test_a_page_is_one_of_this_register(address: str, *, page: bool) -> None:
    assert is_page(address) is page


def test_the_ledgers_check_opens_every_entry_of_the_register(database: Database) -> None:
    came(database, note())
    went(database, note(their_reference="NV 12/2027"))
    with database.read(by=SYSTEM) as session:
        assert audited(session, queries.openings(session)).size == 2


@pytest.mark.parametrize(
    "change", ["UPDATE correspondence_piece SET party = 'x'", "DELETE FROM correspondence_piece"]
)
def test_the_database_refuses_to_change_what_was_entered(database: Database, change: str) -> None:
    came(database, note())
    with pytest.raises(DBAPIError), database.write(by=SYSTEM) as session:
        session.execute(text(change))


def test_it_is_filtered_sorted_and_turned_over(database: Database) -> None:
    came(database, note(party="Brazil", channel=Channel.EMAIL))
    came(database, note(party="Australia", subject="100 % of it"))
    went(database, note(party="Chile"))
    by_party = numbers(database, order=Order.PARTY, descending=False)
    assert by_party == ["GAIMA/IN/2027/2", "GAIMA/IN/2027/1", "GAIMA/OUT/2027/1"]
    assert numbers(database, direction=Direction.OUT) == ["GAIMA/OUT/2027/1"]
    assert numbers(database, channel=Channel.EMAIL) == ["GAIMA/IN/2027/1"]
    assert numbers(database, text="AUSTRAL") == ["GAIMA/IN/2027/2"]
    assert numbers(database, text="100 %") == ["GAIMA/IN/2027/2"]
    assert numbers(database, text="_") == []
    assert numbers(database, year=2026) == []
    with database.read(by=SYSTEM) as session:
        found, count = queries.pieces(
            session, Selection(order=Order.NUMBER, descending=False, page=2), most=2
        )
    assert ([str(each.number) for each in found], count) == (["GAIMA/OUT/2027/1"], 3)


def test_a_number_that_was_never_given_is_not_found(database: Database) -> None:
    with database.read(by=SYSTEM) as session, pytest.raises(NotFound, match="GAIMA/IN/2027/9"):
        queries.piece(session, Number(Direction.IN, 2027, 9))


def test_a_row_of_a_spreadsheet_has_what_was_entered() -> None:
    [row] = rows([(Number(Direction.IN, 2027, 3), note())])
    assert row[:3] == ("GAIMA/IN/2027/3", "IN", TODAY)


def test_what_was_entered_wrongly_stays_and_says_what_stands_in_its_place(
    database: Database,
) -> None:
    wrong = came(database, note(party="Permanent Mission of Canda"))
    right = came(database, note(corrects=wrong))
    with database.read(by=SYSTEM) as session:
        assert queries.piece(session, wrong).party == "Permanent Mission of Canda"
        assert queries.corrected_by(session, wrong) == right
        assert queries.piece(session, right).note == note(corrects=wrong)
        assert queries.corrected_by(session, right) is None
        assert audited(session, queries.openings(session)).size == 2


@pytest.mark.parametrize(
    ("corrects", "sentence"),
    [
        (Number(Direction.IN, 2027, 9), "holds nothing of the number GAIMA/IN/2027/9"),
        (Number(Direction.OUT, 2027, 1), "What came is corrected by what came"),
        (Number(Direction.IN, 2027, 1), "was corrected already, by GAIMA/IN/2027/2"),
    ],
)
def test_only_what_stands_there_uncorrected_can_be_corrected(
    runtime: Runtime, corrects: Number, sentence: str
) -> None:
    came(runtime.database, note(corrects=None))
    went(runtime.database, note())
    came(runtime.database, note(corrects=Number(Direction.IN, 2027, 1)))
    with pytest.raises(Invalid, match=sentence):
        came(runtime.database, note(corrects=corrects))
    assert came(runtime.database, note()).serial == 3


def attached(runtime: Runtime, number: Number, content: bytes, *, key: UUID | None = None) -> None:
    scan = Checked("note.pdf", FileKind.PDF, content)
    with runtime.database.write(by=OFFICER) as session:
        operations.attach(
            session,
            number,
            scan,
            key=key or uuid4(),
            storage=runtime.storage,
            by=OFFICER,
            at=NOON,
        )


def test_a_scan_stays_with_its_piece_and_is_in_the_ledger(runtime: Runtime) -> None:
    number, key = came(runtime.database, note()), uuid4()
    for _ in range(2):
        attached(runtime, number, b"%PDF-1", key=key)
    with runtime.database.read(by=SYSTEM) as session:
        [scan] = documents.uploads(session, number.subject)
        assert runtime.storage.read(number.subject, scan.sha256) == b"%PDF-1"
        assert audited(session, queries.openings(session)).size == 2
    other = came(runtime.database, note())
    with pytest.raises(Conflict, match="was sent already"):
        attached(runtime, other, b"%PDF-2", key=key)
    with pytest.raises(Conflict, match="attached already"):
        attached(runtime, number, b"%PDF-1")
    with pytest.raises(NotFound):
        attached(runtime, Number(Direction.OUT, 2027, 8), b"%PDF-3")

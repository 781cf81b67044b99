"""A letter is written down once for its occasion, many in one statement, none that cannot go."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select

from app.correspondence.models import Letter
from app.correspondence.values import LetterState, Recipient
from app.kernel.actor import SYSTEM
from app.kernel.database import INTRODUCTION, Database
from app.kernel.errors import Invalid
from tests.conftest import NOON
from tests.correspondence.conftest import AMIRA, owe, owed, to


def letters(database: Database) -> list[Letter]:
    with database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Letter).order_by(Letter.occasion)))


def test_an_occasion_is_owed_once_however_often_it_comes(database: Database) -> None:
    assert owe(database, [owed("a"), owed("b")]) == 2
    assert owe(database, [owed("b"), owed("c"), owed("c")]) == 1
    assert [each.occasion for each in letters(database)] == ["a", "b", "c"]


def test_it_keeps_what_was_true_when_it_was_owed(database: Database) -> None:
    owe(database, [owed(facts={"on": date(2027, 3, 14), "count": 3})])
    [letter] = letters(database)
    assert letter.facts == {"on": "2027-03-14", "count": 3}
    assert (letter.address, letter.owed_at) == (AMIRA.address, NOON)
    assert letter.state is LetterState.OWED


def test_a_notification_to_195_addressees_is_one_statement(database: Database) -> None:
    statements: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *given: statements.append(given[2])
    )
    assert owe(database, [owed(f"dn/{number}", to(number)) for number in range(195)]) == 195
    inserts = [
        each for each in statements if not each.startswith(("BEGIN", "PRAGMA", INTRODUCTION))
    ]
    assert len(inserts) == 1


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("address", {"address": "amira@example.org\nBcc: all@example.org"}),
    ("address", {"address": "amira@example.org, second@example.org"}),
    ("address", {"address": "Amira <amira@example.org>"}),
    ("address", {"address": "amira"}),
    ("address", {"address": "amira@localhost"}),
    ("address", {"address": "amira@[127.0.0.1]"}),
    ("address", {"address": "ämira@example.org"}),
    ("address", {"address": f"{'a' * 65}@example.org"}),
    ("address", {"address": ""}),
    ("name", {"name": "Amira\r\nBcc: all@example.org"}),
    ("name", {"name": "Amira\u2028Bcc: all@example.org"}),
    ("name", {"name": "Amira\x00"}),
    ("name", {"name": "Amira \u202egro.elpmaxe"}),
    ("name", {"name": "A" * 301}),
]


@pytest.mark.parametrize(("field", "changed"), HOSTILE)
def test_what_would_write_a_header_of_its_own_is_refused_with_a_sentence(
    database: Database, field: str, changed: dict[str, str]
) -> None:
    fields = {"person": "account/7", "name": "Amira", "address": "a@example.org", "language": "en"}
    hostile = Recipient(**(fields | changed))
    with pytest.raises(Invalid) as refused:
        owe(database, [owed("a"), owed("b", hostile)])
    assert [complaint.field for complaint in refused.value.complaints] == [field]
    assert letters(database) == []


@pytest.mark.parametrize("about", ["https://example.org/", "//example.org", "treaties", "/a\nb"])
def test_a_letter_leads_to_a_page_of_this_register_and_nowhere_else(
    database: Database, about: str
) -> None:
    with pytest.raises(Invalid, match="leads to a page"):
        owe(database, [owed(about=about)])

"""For whom a print is: the rule and its twin in SQL agree, and to others there is no such print."""

from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import select

from app.documents import operations, queries
from app.documents.models import Document
from app.documents.rules import OFFICERS, may_read
from app.documents.values import (
    MOST_WAITING,
    OVERSIGHT,
    PUBLIC,
    Audience,
    DocumentKind,
    Printed,
    that_of,
    those_of,
)
from app.kernel.actor import DELEGATES, SYSTEM, VISITOR, Actor, Role
from app.kernel.database import Database
from app.kernel.errors import NotFound, Unavailable
from app.kernel.runtime import Runtime
from app.obligations.rules.access import OVERSEERS
from tests.applications import lent
from tests.conftest import NOON
from tests.people import signed_in

KIND = DocumentKind.RATIFICATION_STATUS
FACTS = {"title": "A print", "file_name": "a-print", "subject": "/treaties/ours"}
AUDIENCES = (
    PUBLIC,
    OVERSIGHT,
    those_of("CAN"),
    those_of("JPN"),
    that_of(7),
    that_of(8),
    that_of(None),
)
ACTORS = [
    Actor(role, account, participant)
    for role, account in product(Role, (None, 7, 8))
    for participant in ("CAN", "JPN", None)
]


def asked(database: Database, audience: Audience, number: int = 0) -> UUID:
    with database.write(by=SYSTEM) as session:
        facts = FACTS | {"number": number}
        return operations.ask(session, KIND, facts, press="1", audience=audience, at=NOON)


def test_rule_and_clause_agree_for_everybody_on_every_audience(database: Database) -> None:
    there = {asked(database, each): each for each in AUDIENCES}
    assert len(there) == len(AUDIENCES)
    with database.read(by=SYSTEM) as session:
        for actor in ACTORS:
            seen = session.scalars(select(Document.id).where(queries.readable_by(actor)))
            assert set(seen) == {key for key, each in there.items() if may_read(actor, each)}


@pytest.mark.parametrize(
    ("audience", "reads", "does_not"),
    [
        (PUBLIC, VISITOR, None),
        (OVERSIGHT, Actor(Role.AUDITOR, 7), Actor(Role.ADMINISTRATOR, 7)),
        (OVERSIGHT, Actor(Role.DIRECTOR, 7), Actor(Role.REPRESENTATIVE, 7, "CAN")),
        (those_of("CAN"), Actor(Role.DRAFTER, 7, "CAN"), Actor(Role.DRAFTER, 7, "JPN")),
        (those_of("CAN"), Actor(Role.REPRESENTATIVE, 7, "CAN"), Actor(Role.DIRECTOR, 7)),
        (that_of(7), Actor(Role.DIRECTOR, 7), Actor(Role.DIRECTOR, 8)),
        (that_of(None), SYSTEM, VISITOR),
    ],
)
def test_who_reads_what_is_printed(
    audience: Audience, reads: Actor, does_not: Actor | None
) -> None:
    assert may_read(reads, audience)
    assert does_not is None or not may_read(does_not, audience)


def test_the_secretariats_readers_are_those_who_oversee_declarations() -> None:
    assert set(OVERSEERS) == OFFICERS
    assert not OFFICERS & DELEGATES


def test_the_same_facts_for_others_are_another_print(database: Database) -> None:
    assert asked(database, PUBLIC) != asked(database, those_of("CAN"))
    assert asked(database, those_of("CAN")) == asked(database, those_of("CAN"))


def test_what_others_ask_for_takes_nobodys_room(database: Database) -> None:
    for number in range(MOST_WAITING):
        asked(database, PUBLIC, number)
    with pytest.raises(Unavailable):
        asked(database, PUBLIC, MOST_WAITING)
    assert asked(database, those_of("CAN"))


def test_only_those_for_whom_it_is_have_it_printed_again(database: Database) -> None:
    key = asked(database, those_of("CAN"))
    with database.write(by=VISITOR) as session, pytest.raises(NotFound):
        operations.print_again(session, key, by=VISITOR, at=NOON)


def test_to_a_stranger_there_is_no_such_print_and_no_browser_keeps_it(runtime: Runtime) -> None:
    key, at = asked(runtime.database, those_of("CAN")), runtime.clock.now()
    with runtime.database.write(by=SYSTEM) as session:
        claimed = operations.claim(session, key, at=at)
        assert claimed is not None
        kept = runtime.storage.keep(operations.OWNER, b"%PDF-1.7 of a receipt")
        operations.close(session, claimed, Printed(kept, 21), at=at)
    app = lent(runtime, tokens=False)
    own = signed_in(app, runtime, Role.DRAFTER, "CAN")
    foreign, stranger = signed_in(app, runtime, Role.DRAFTER, "JPN"), app.test_client()
    for end in ("", ".pdf"):
        with own.get(f"/documents/{key}{end}") as told:
            assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
        assert foreign.get(f"/documents/{key}{end}").status_code == 404
        assert stranger.get(f"/documents/{key}{end}").status_code == 404
    assert stranger.post(f"/documents/{key}/print-again").status_code == 404

"""Selected straight from the tables, with no clause of the application's, rows obey the rules."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from app.declarations.models import (
    Declaration,
    DeclarationDraft,
    DeclarationPortion,
    DeclarationReading,
    DeclarationSection,
    DeclarationStep,
    DeclarationVersion,
)
from app.declarations.rules import access
from app.declarations.values.classes import Class
from app.declarations.values.filing import Status, Step, Whose
from app.documents.models import Upload
from app.documents.values import FileKind
from app.kernel.actor import SYSTEM, VISITOR, Actor, Role
from app.kernel.database import Base, Database, by_the_product
from app.kernel.row_security import is_passed_over
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.obligations.values import Publication
from app.registry.models import RegistryReading, RegistryThing
from app.registry.rules.access import may_keep, may_read
from app.registry.values import Kind
from app.tables import metadata
from tests.declarations.filing import (
    AT,
    DRAFTER,
    JAPANS_DRAFTER,
    OFFICER,
    REPRESENTATIVE,
)
from tests.declarations.test_access import READERS, laid

Rows = set[tuple[Any, ...]]


@pytest.fixture(scope="module")
def there(plain: Database) -> dict[UUID, Whose]:
    """Lay a version of every sort into the store, and one declaration that is a draft alone."""
    with plain.write(by=SYSTEM) as session:
        found = laid(session)
        session.execute(
            insert(DeclarationSection),
            [
                {"declaration_id": key, "section": "totals", "content": {}, "classes": {},
                 "carried": False, "edited_at": AT, "version": 1}
                for key in found
            ],
        )  # fmt: skip
    return found


def seen(plain: Database, actor: Actor) -> dict[str, Rows]:
    """Give everything that the tables show somebody who leaves out every clause."""
    with plain.read(by=actor) as session:
        return {
            table.__tablename__: {tuple(row) for row in session.execute(select(*columns))}
            for table, columns in {
                Declaration: (Declaration.id,),
                DeclarationVersion: (DeclarationVersion.declaration_id,),
                DeclarationPortion: (DeclarationPortion.declaration_id, DeclarationPortion.grade),
                DeclarationDraft: (DeclarationDraft.declaration_id,),
                DeclarationSection: (DeclarationSection.declaration_id,),
            }.items()
        }


def ruled(there: dict[UUID, Whose], actor: Actor) -> dict[str, Rows]:
    """Give what the rule lets somebody see."""
    known = {(key,) for key, whose in there.items() if access.may_know(actor, whose)}
    drafts = {
        (key,)
        for key, whose in there.items()
        if access.may_know(
            actor, Whose(whose.participant, Status.DRAFT, whose.publication, of_record=False)
        )
    }
    return {
        "declaration": known | drafts,
        "declaration_version": known,
        "declaration_portion": {
            (key, grade)
            for key, whose in there.items()
            for grade in access.readable_classes(actor, whose)
        },
        "declaration_draft": drafts,
        "declaration_section": drafts,
    }


def test_the_tables_show_everybody_what_the_rule_does(
    plain: Database, there: dict[UUID, Whose]
) -> None:
    for actor in READERS:
        assert seen(plain, actor) == ruled(there, actor), actor


SHOWN = frozenset({Status.SUBMITTED, Status.IN_GOOD_ORDER})
WALLED = (
    "declaration", "declaration_draft", "declaration_section", "declaration_version",
    "declaration_portion", "declaration_step", "declaration_reading", "registry_thing",
    "registry_version", "registry_reading",
)  # fmt: skip


def count(session: Session, chosen: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def test_whoever_does_not_say_who_asks_sees_nothing_and_writes_nothing(
    plain: Database, there: dict[UUID, Whose]
) -> None:
    assert there
    with Session(plain.engine) as untold:
        assert not is_passed_over(untold)
        assert [count(untold, select(metadata.tables[name])) for name in WALLED] == [0] * len(
            WALLED
        )
        with pytest.raises(ProgrammingError, match="row-level security"):
            untold.execute(insert(RegistryThing).values(thing("CAN", serial=99)))


def test_a_connection_forgets_who_asked_before(plain: Database, there: dict[UUID, Whose]) -> None:
    with plain.read(by=SYSTEM) as session:
        assert count(session, select(Declaration)) == len(there)
    with Session(plain.engine) as untold:
        assert count(untold, select(Declaration)) == 0


def test_the_product_acts_for_somebody_who_then_asks_for_themselves_again(
    plain: Database, there: dict[UUID, Whose]
) -> None:
    with plain.write(by=VISITOR) as session:
        before = count(session, select(DeclarationPortion))
        with by_the_product(session):
            assert count(session, select(DeclarationPortion)) == len(there) * len(Class)
        assert count(session, select(DeclarationPortion)) == before < len(there)


def changed(plain: Database, actor: Actor, table: type[Base], **values: object) -> int:
    """Count the rows that somebody changes who asks for all of them, and leave them as they are."""
    with plain.write(by=actor) as session:
        done: Any = session.execute(update(table).values(**values))
        session.rollback()
        return int(done.rowcount)


def test_being_able_to_read_is_not_being_able_to_change(
    plain: Database, there: dict[UUID, Whose]
) -> None:
    canadas = sum(whose.participant == "CAN" for whose in there.values())
    for actor in READERS:
        mine = canadas if actor.participant else 0
        everything = len(there) if actor.role is Role.SYSTEM else mine
        versions = len(there) if actor.role is Role.DECLARATIONS_OFFICER else everything
        assert changed(plain, actor, DeclarationVersion, lock=2) == versions, actor
        assert changed(plain, actor, Declaration, record=1) == versions, actor
        assert changed(plain, actor, DeclarationDraft, reason="x") == everything, actor
        assert changed(plain, actor, DeclarationSection, carried=True) == everything, actor


def test_nobody_is_noted_as_a_reader_but_by_themselves(
    plain: Database, there: dict[UUID, Whose]
) -> None:
    canadas = next(key for key, whose in there.items() if whose.participant == "CAN")
    read = {"declaration_id": canadas, "number": 1, "at": AT, "sections": ["totals"]}
    for actor, named, fits in [
        (OFFICER, OFFICER, True),
        (OFFICER, REPRESENTATIVE, False),
        (JAPANS_DRAFTER, JAPANS_DRAFTER, False),
    ]:
        row = read | {"id": uuid4(), "account": named.account, "role": named.role}
        assert is_written(plain, actor, DeclarationReading, row) is fits


def is_written(plain: Database, actor: Actor, table: type[Base], row: dict[str, Any]) -> bool:
    """Say whether the database lets somebody write a row, and leave it unwritten."""
    with plain.write(by=actor) as session:
        try:
            session.execute(insert(table).values(row))
        except ProgrammingError:
            return False
        else:
            return True
        finally:
            session.rollback()


def test_a_file_is_there_for_whoever_reads_an_answer_that_names_it(
    plain: Database, there: dict[UUID, Whose]
) -> None:
    one_of_each = {each: key for key, each in there.items() if each.status in SHOWN}
    some = {key: each for each, key in one_of_each.items()}
    with plain.write(by=SYSTEM) as session:
        files = {key: attached(session, key, Class.RESTRICTED) for key in some}
        unnamed = uploaded(session, next(iter(some)))
        elsewhere = uploaded(session, None)
    for actor in READERS:
        with plain.read(by=actor) as session:
            seen = set(session.scalars(select(Upload.id)))
        readable = {k for k, each in some.items() if access.may_read(actor, each, Class.RESTRICTED)}
        first = next(iter(some.values()))
        handed_in = actor.role is Role.SYSTEM or access.is_own(actor, first)
        others = {unnamed, elsewhere} if handed_in else {elsewhere}
        assert seen == {files[key] for key in readable} | others, actor


def test_steps_are_for_whoever_follows_and_readings_for_the_state_and_the_auditor(
    plain: Database, there: dict[UUID, Whose]
) -> None:
    shown = Whose("CAN", Status.IN_GOOD_ORDER, Publication.PUBLIC, of_record=True)
    version = {"declaration_id": next(k for k, each in there.items() if each == shown), "number": 1}
    with plain.write(by=SYSTEM) as session:
        [sealed] = ledger.append(session, [Deed("a", "b", {})], by=SYSTEM, at=AT)
        step = {
            "place": 1, "step": Step.TAKE_UP, "status": Status.UNDER_REVIEW, "note": "",
            "at": AT, "key": uuid4(), "ledger_index": sealed.index, "salt": sealed.salt,
        }  # fmt: skip
        session.execute(insert(DeclarationStep).values(version | step))
        read = {
            "id": uuid4(),
            "account": 11,
            "role": OFFICER.role,
            "at": AT,
            "sections": ["totals"],
        }
        session.execute(insert(DeclarationReading).values(version | read))
    for actor in [*READERS, OFFICER]:
        with plain.read(by=actor) as session:
            steps = count(session, select(DeclarationStep))
            readings = count(session, select(DeclarationReading))
        assert steps == access.follows(actor, "CAN"), actor
        told = access.is_own(actor, shown) or actor.role in {Role.SYSTEM, Role.AUDITOR}
        assert readings == (told or actor == OFFICER), actor


def attached(session: Session, key: UUID, grade: Class) -> UUID:
    """Attach a file to a declaration, named in an answer of a class."""
    file = uploaded(session, key)
    content = {"letter": {"document": str(file)}}
    row = {"declaration_id": key, "number": 1, "section": "letter", "grade": grade}
    session.execute(insert(DeclarationPortion).values(row | {"content": content}))
    return file


def uploaded(session: Session, key: UUID | None) -> UUID:
    found = session.get(Declaration, key) if key else None
    owner = f"declaration/{found.reference}" if found else "instrument/2027/3"
    file = uuid4()
    session.execute(
        insert(Upload).values(
            id=file, owner=owner, sha256=file.hex, name="a.pdf", kind=FileKind.PDF, size=1,
            handed_in_at=AT,
        )
    )  # fmt: skip
    return file


def thing(participant: str, *, serial: int = 1) -> dict[str, Any]:
    key = f"{participant}-fac-{serial}"
    return {"id": key, "participant": participant, "kind": Kind.FACILITY, "serial": serial}


def test_the_register_of_things_shows_and_takes_what_its_rule_says(plain: Database) -> None:
    with plain.write(by=SYSTEM) as session:
        session.execute(insert(RegistryThing), [thing(each) for each in ("CAN", "JPN", "EU")])
    for actor in READERS:
        with plain.read(by=actor) as session:
            seen = set(session.scalars(select(RegistryThing.participant)))
        assert seen == {each for each in ("CAN", "JPN", "EU") if may_read(actor, each)}, actor
    for actor, fits in [(DRAFTER, True), (JAPANS_DRAFTER, False), (OFFICER, False)]:
        assert is_written(plain, actor, RegistryThing, thing("CAN", serial=2)) is fits
    read = {"id": uuid4(), "participant": "CAN", "count": 1, "at": AT, "role": OFFICER.role}
    for account, by, fits in [(11, OFFICER, True), (12, OFFICER, False), (21, DRAFTER, False)]:
        row = read | {"account": account}
        assert is_written(plain, by, RegistryReading, row) is fits, (account, by)
    with plain.write(by=OFFICER) as session:
        session.execute(insert(RegistryReading).values(read | {"account": 11}))
    for actor in READERS:
        with plain.read(by=actor) as session:
            shown = count(session, select(RegistryReading)) == 1
        told = may_keep(actor, "CAN") or actor.role in {Role.SYSTEM, Role.AUDITOR}
        assert shown is (told or actor.account == OFFICER.account), actor

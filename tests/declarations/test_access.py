"""Who may read what: the rule, by hand, and its twin in SQL agree on every case there is."""

from collections.abc import Iterator
from itertools import product
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.declarations.models import (
    Declaration,
    DeclarationDraft,
    DeclarationPortion,
    DeclarationVersion,
)
from app.declarations.queries import access as clauses
from app.declarations.rules import access
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Hands, Status, Whose
from app.kernel.actor import DELEGATES, SYSTEM, Actor, Role
from app.kernel.database import Database
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.obligations.values import Basis, Publication
from tests.declarations.filing import AT

SUBMITTED = [status for status in Status if status is not Status.DRAFT]
CASES = list(product(("CAN", "JPN"), SUBMITTED, Publication, (True, False), Basis))
READERS = [
    Actor(role, 1, participant)
    for role in Role
    for participant in (("CAN", "JPN") if role in DELEGATES else (None,))
]


def laid(session: Session) -> dict[UUID, Whose]:
    """Lay a version of every sort into the store, with a portion of every class, and its draft."""
    deeds = [Deed("declaration.submitted", "declaration", {})] * len(CASES)
    sealed = ledger.append(session, deeds, by=SYSTEM, at=AT)
    found: dict[UUID, Whose] = {}
    for place, ((participant, status, publication, of_record, basis), seal) in enumerate(
        zip(CASES, sealed, strict=True), start=1
    ):
        key = uuid4()
        session.execute(
            insert(Declaration).values(
                id=key, participant=participant, year=2027, serial=place, obligation="f2",
                period=f"{place}", form="F2", publication=publication, opened_at=AT,
                record=1 if of_record else None,
            )
        )  # fmt: skip
        session.execute(
            insert(DeclarationVersion).values(
                declaration_id=key, number=1, major=1, minor=0, status=status,
                superseded_from=Status.SUBMITTED if status is Status.SUPERSEDED else None,
                form_version=1, basis=basis, outcome=Outcome.FILED, classes={}, reason="",
                hands=Hands.TWO, their_reference="", submitted_at=AT, received_at=AT,
                key=uuid4(), ledger_index=seal.index, salt=seal.salt,
                content_salt=seal.salt, lock=1,
            )
        )  # fmt: skip
        session.execute(
            insert(DeclarationPortion),
            [
                {"declaration_id": key, "number": 1, "section": "totals", "grade": grade,
                 "content": {}}
                for grade in Class
            ],
        )  # fmt: skip
        session.execute(
            insert(DeclarationDraft).values(
                declaration_id=key, form_version=1, basis=basis, outcome=Outcome.FILED,
                reason="", begun_at=AT, version=1,
            )
        )  # fmt: skip
        found[key] = Whose(participant, status, publication, of_record)
    return found


def seen(session: Session, actor: Actor) -> Iterator[tuple[UUID, Class | None]]:
    """Give every version that the clauses show somebody, and every class of a portion."""
    join = DeclarationVersion.declaration_id == Declaration.id
    known = select(Declaration.id).join(DeclarationVersion, join).where(clauses.known_to(actor))
    yield from ((key, None) for key in session.scalars(known))
    portions = (
        select(Declaration.id, DeclarationPortion.grade)
        .join(DeclarationVersion, join)
        .join(DeclarationPortion, DeclarationPortion.declaration_id == Declaration.id)
        .where(clauses.readable_by(actor))
    )
    yield from ((key, grade) for key, grade in session.execute(portions))


def test_rule_and_clause_agree_for_everybody_on_every_version_and_class(
    database: Database,
) -> None:
    with database.write(by=SYSTEM) as session:
        there = laid(session)
    with database.read(by=SYSTEM) as session:
        for actor in READERS:
            expected: set[tuple[UUID, Class | None]] = {
                (key, None) for key, whose in there.items() if access.may_know(actor, whose)
            }
            expected |= {
                (key, grade)
                for key, whose in there.items()
                for grade in access.readable_classes(actor, whose)
            }
            assert set(seen(session, actor)) == expected, actor


def test_a_draft_is_its_states_alone(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        there = laid(session)
    with database.read(by=SYSTEM) as session:
        for actor in READERS:
            drafts = select(Declaration.id).join(DeclarationDraft).where(clauses.own(actor))
            whose = {
                key: Whose(each.participant, Status.DRAFT, each.publication, of_record=False)
                for key, each in there.items()
            }
            expected = {key for key, each in whose.items() if access.may_know(actor, each)}
            assert set(session.scalars(drafts)) == expected, actor


def by_hand(actor: Actor, whose: Whose, grade: Class | None) -> bool:
    """Say once more, from the roles table of the domain, who knows of a version and reads it."""
    own = actor.role in DELEGATES and actor.participant == whose.participant
    open_to_all = (
        whose.publication is Publication.PUBLIC
        and whose.status is Status.IN_GOOD_ORDER
        and whose.of_record
    )
    match grade:
        case None if whose.status is Status.DRAFT:
            return own
        case None:
            return own or open_to_all or actor.role in {
                Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR,
            }  # fmt: skip
        case Class.UNCLASSIFIED | Class.RESTRICTED if actor.role in {
            Role.DECLARATIONS_OFFICER, Role.DIRECTOR,
        } and whose.status is not Status.DRAFT:  # fmt: skip
            return True
        case Class.UNCLASSIFIED:
            return own or open_to_all
        case _:
            return own


def test_the_rule_is_the_roles_table_of_the_domain() -> None:
    for actor, participant, status, publication, of_record, grade in product(
        READERS, ("CAN", "JPN"), Status, Publication, (True, False), (None, *Class)
    ):
        whose = Whose(participant, status, publication, of_record)
        may = (
            access.may_know(actor, whose) if grade is None else access.may_read(actor, whose, grade)
        )
        assert may is (actor.role is Role.SYSTEM or by_hand(actor, whose, grade)), (actor, whose)


def test_whoever_reads_a_portion_may_know_of_its_version() -> None:
    for actor, status, publication in product(READERS, Status, Publication):
        whose = Whose("CAN", status, publication, of_record=True)
        if access.readable_classes(actor, whose):
            assert access.may_know(actor, whose)

"""Selected straight from the tables, with no clause of the application's, rows obey the rules."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from app.declarations.models import (
    Declaration,
    DeclarationDraft,
    DeclarationPortion,
    DeclarationSection,
    DeclarationVersion,
)
from app.declarations.rules import access
from app.declarations.values.filing import Status, Whose
from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import Database
from tests.declarations.filing import AT
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

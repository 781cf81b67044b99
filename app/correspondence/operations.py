"""Owing letters, handing them over, marking what became of them; entering the register."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.correspondence.models import Letter
from app.correspondence.rules import wrong_with_owed
from app.correspondence.values import Owed
from app.kernel.errors import Invalid
from app.ledger.rules.canonical import canonical


def owe(session: Session, letters: Sequence[Owed], *, at: datetime) -> int:
    """Write letters down, each occasion once for ever, and say how many are new.

    However many there are, they are one statement (a thousand at a time).

    Raises:
        Invalid: an address, a name or another part of one cannot stand in a letter. Nothing is
            owed then; ``rules.wrong_with`` lets a slice that keeps addresses ask beforehand.
        TypeError: facts hold something without a canonical form, such as a float.

    """
    Invalid.unless_none(complaint for each in letters for complaint in wrong_with_owed(each))
    if not letters:
        return 0
    on_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(Letter) if on_postgres else sqlite.insert(Letter)
    statement = insert.on_conflict_do_nothing(index_elements=[Letter.occasion]).returning(Letter.id)
    return len(session.execute(statement, [_row(each, at) for each in letters]).all())


def _row(owed: Owed, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "occasion": owed.occasion,
        "person": owed.to.person,
        "name": owed.to.name,
        "address": owed.to.address,
        "language": owed.to.language,
        "template": owed.template,
        "facts": json.loads(canonical(owed.facts)),
        "about": owed.about,
        "reference": owed.reference,
        "owed_at": at,
        "next_attempt_at": at,
        "attempts": 0,
    }

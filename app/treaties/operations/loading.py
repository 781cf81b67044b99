"""Loading a treaty: its definition, and the figures that its shares are counted in."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.kernel.database import insert_once
from app.kernel.errors import Complaint, Conflict, Invalid
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.treaties import queries
from app.treaties.models import Treaty, TreatyIndicator, TreatyRevision
from app.treaties.rules.definition import definition_document
from app.treaties.rules.records import differences, treaty_content
from app.treaties.rules.references import unmet
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Indicator

LOADED = "treaty.loaded"
LONGEST_SHOWN = 200
"""How many characters of a field that differs are told."""


def load(
    session: Session,
    definition: Definition,
    indicators: Sequence[Indicator],
    *,
    by: Actor,
    at: datetime,
) -> bool:
    """Load a treaty, or verify that the register has the very same; say whether it was new.

    Raises:
        Invalid: the definition leans on a treaty or an indicator that is not there.
        Conflict: the register has a treaty of this name that differs; each field is named.

    """
    named = [each.id for each in indicators]
    Invalid.unless_none(unmet(definition, treaties=queries.ids(session), indicators=named))
    document = definition_document(definition)
    first = {"treaty_id": definition.id, "revision": 1, "mark": uuid4()}
    if not insert_once(session, TreatyRevision, first):
        _verify(session, document, indicators)
        return False
    content = treaty_content(document, indicators)
    deed = Deed(LOADED, f"treaty/{definition.id}", content)
    [sealed] = ledger.append(session, [deed], by=by, at=at)
    session.add(
        Treaty(
            id=definition.id,
            title=definition.title,
            short_title=definition.short_title,
            precedent=definition.precedent,
            definition=document,
            loaded_at=at,
            ledger_index=sealed.index,
            salt=sealed.salt,
        )
    )
    session.flush()
    session.add_all(_indicator_row(definition.id, each) for each in indicators)
    session.flush()
    return True


def _indicator_row(treaty_id: str, indicator: Indicator) -> TreatyIndicator:
    figures = {code: str(value) for code, value in indicator.values.items()}
    return TreatyIndicator(
        treaty_id=treaty_id, id=indicator.id, source=indicator.source, figures=figures
    )


def _verify(session: Session, document: Mapping[str, Any], indicators: Iterable[Indicator]) -> None:
    """Refuse what differs from the treaty that the register has; name each field."""
    kept = queries.content(session, document["id"])
    given = treaty_content(document, indicators)
    Conflict.unless_none(
        Complaint(
            "The register has %(kept)s here, this file has %(given)s. A treaty that was loaded "
            "does not change; load another one under its own name.",
            {"kept": _shown(one), "given": _shown(other)},
            field=path.removeprefix("definition."),
        )
        for path, one, other in differences(kept, given)
    )


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return f"“{text[:LONGEST_SHOWN]}…”" if len(text) > LONGEST_SHOWN else f"“{text}”"

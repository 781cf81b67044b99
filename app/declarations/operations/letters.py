"""The plain letters about a declaration: to the state's own people, without any of its content.

They do not even name the form: that an incident was filed is nobody's to know.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.queries import recipients
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.declarations.models import Declaration, DeclarationStep, DeclarationVersion
from app.kernel.actor import DELEGATES
from app.obligations.values import Publication

RECEIVED = "declaration_received"
RETURNED = "declaration_returned"


def owe_receipt(
    session: Session,
    declaration: Declaration,
    version: DeclarationVersion,
    *,
    at: datetime,
    on: date,
) -> None:
    """Owe everybody who speaks for a state the letter that says what was received, and when."""
    facts = {
        "number": str(version.named),
        "received_at": version.received_at,
        "ledger_index": version.ledger_index,
    }
    _owe(session, declaration, version, RECEIVED, facts, at=at, on=on)


def owe_return(
    session: Session,
    declaration: Declaration,
    version: DeclarationVersion,
    step: DeclarationStep,
    *,
    at: datetime,
    on: date,
) -> None:
    """Owe them the letter that says that a version was returned; the reason is on its page."""
    facts = {"number": str(version.named), "returned_at": step.at}
    _owe(session, declaration, version, RETURNED, facts, at=at, on=on)


def _owe(
    session: Session,
    declaration: Declaration,
    version: DeclarationVersion,
    template: str,
    facts: dict[str, Any],
    *,
    at: datetime,
    on: date,
) -> None:
    reference = declaration.reference
    to = recipients(session, participants=[declaration.participant], roles=DELEGATES, on=on)
    letters = [
        Owed(
            occasion=f"{template}/{reference}/{version.number}/{each.person}",
            to=each,
            template=template,
            facts=facts | {"declaration": str(reference)},
            about=reference.address,
            private=declaration.publication is Publication.RESERVED,
        )
        for each in to
    ]
    correspondence.owe(session, letters, at=at)

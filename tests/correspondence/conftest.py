"""Letters to owe."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.correspondence import operations
from app.correspondence.values import Owed, Recipient
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from tests.conftest import NOON

AMIRA = Recipient("account/7", "Amira Haddad", "amira.haddad@example.org", "en")
FACTS = {
    "given_subject": "Your instrument",
    "paragraphs": ["The Agency has received your instrument."],
}


def to(number: int) -> Recipient:
    """Give one of many people."""
    return Recipient(f"account/{number}", f"Delegate {number}", f"d{number}@example.org", "en")


def owed(occasion: str = "note/1", recipient: Recipient = AMIRA, **changed: Any) -> Owed:
    """Give a letter as a slice owes it."""
    given: dict[str, Any] = {"template": "note", "facts": FACTS, "about": "/treaties/gaima-statute"}
    return Owed(occasion, recipient, **(given | changed))


def owe(database: Database, letters: Sequence[Owed], *, at: datetime = NOON) -> int:
    """Owe letters in a transaction of their own."""
    with database.write(by=SYSTEM) as session:
        return operations.owe(session, letters, at=at)

"""Requests that are sent twice and done once: what was answered to each, under its sender's key.

A program that lost the answer sends the request again with the same ``Idempotency-Key`` (the
draft of the IETF's working group on HTTP interfaces), and gets what it was answered. The row is
written in the transaction of the deed: either both are there or neither. What was refused changed
nothing, so it leaves no row and may be sent again under its key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.database import Base, insert_unless_there
from app.kernel.errors import Invalid

LONGEST_KEY = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a request that changed something. It repeats nothing that is classified.

    ``revision`` says what the thing has become, for the next change to be made from.
    """

    status: int
    document: Mapping[str, Any]
    location: str
    revision: str


class AnsweredRequest(Base):
    """What was answered to a request that an account sent under a key of its own."""

    __tablename__ = "answered_request"
    __table_args__ = (
        CheckConstraint("status BETWEEN 200 AND 299 OR status = 0", name="status_of_a_deed"),
    )

    account: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """The SHA-256 of what was asked, in hexadecimal."""
    at: Mapped[datetime]
    status: Mapped[int]
    """0 while the deed is being done, which nobody else ever sees."""
    location: Mapped[str] = mapped_column(Text)
    revision: Mapped[str] = mapped_column(Text)
    document: Mapped[dict[str, Any]]

    @property
    def answer(self) -> Answer | None:
        """Give what was answered, or None while nothing was."""
        if not self.status:
            return None
        return Answer(self.status, self.document, self.location, self.revision)

    def fill(self, answer: Answer) -> None:
        """Keep what is answered."""
        self.status, self.document = answer.status, dict(answer.document)
        self.location, self.revision = answer.location, answer.revision


def claim(
    session: Session, *, account: int, key: str, fingerprint: str, at: datetime
) -> AnsweredRequest:
    """Give the row of a request; of two that are sent at once, one waits for the other to end.

    Raises:
        Invalid: the key was given to another request.

    """
    blank = {"status": 0, "location": "", "revision": "", "document": {}}
    named = {"account": account, "key": key}
    claimed = named | blank | {"fingerprint": fingerprint, "at": at}
    insert = insert_unless_there(session, AnsweredRequest).values(**claimed)
    fresh = session.scalar(insert.returning(AnsweredRequest))
    row = fresh or session.get_one(AnsweredRequest, (account, key))
    if row.fingerprint != fingerprint:
        raise Invalid.because(
            "This key was given to another request already. Give every request its own.",
            field="Idempotency-Key",
        )
    return row

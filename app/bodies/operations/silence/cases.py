"""What acts on silence procedures work with: the procedure, its proposal and its body, locked.

The body's row is locked first, then whatever hangs on it, the ledger last: whoever breaks a silence
and whoever adopts at the instant wait for each other, and never both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, Decision, SilenceProcedure
from app.bodies.operations.records import Done, keep
from app.bodies.values import Class, DeedKind, Hand
from app.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Case:
    """A silence procedure that is acted on, in a transaction that has locked its body."""

    procedure: SilenceProcedure
    proposal: Decision
    body: Body

    @property
    def is_open(self) -> bool:
        """Whether everybody may know what lies under silence, and who broke it."""
        return self.body.public and self.proposal.sort is Class.UNCLASSIFIED

    @property
    def address(self) -> str:
        """Give the address of its page."""
        return f"{self.body.address}/silence/{self.procedure.id}"

    def done(self, kind: DeedKind, content: Mapping[str, Any], *, whose: str | None = None) -> Done:
        """Give an act on it for the ledger, which names it by a number that says nothing.

        ``whose`` is the participant for which it was done; of what is classified, it is not public.
        """
        about = {
            "body": self.body.symbol,
            "decision": self.proposal.subject,
            "sha256": self.procedure.sha256,
            "expires_at": self.procedure.expires_at,
        }
        behalf = whose if self.is_open else None
        return Done(kind, self.procedure.subject, about | dict(content), behalf)

    def keep(self, session: Session, *acts: Done, hand: Hand) -> None:
        """Seal acts on it; who breaks the silence about what is classified is not public."""
        keep(session, self.body, acts, hand=hand, silent=not self.is_open)


def locked(session: Session, id: UUID) -> Case:  # noqa: A002 (what it is)
    """Give a silence procedure as it is now; whoever else wants to change it waits.

    Raises:
        NotFound: there is none.

    """
    of = select(SilenceProcedure.body_id).where(SilenceProcedure.id == id).scalar_subquery()
    body = session.scalar(select(Body).where(Body.id == of).with_for_update())
    if body is None:
        raise NotFound.because("There is no such silence procedure.")
    row = session.execute(
        select(SilenceProcedure, Decision)
        .join(Decision, Decision.id == SilenceProcedure.decision_id)
        .where(SilenceProcedure.id == id)
        .execution_options(populate_existing=True)
    ).one()
    return Case(row[0], row[1], body)

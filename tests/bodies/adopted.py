"""Decisions for tests: adopted by consensus, at once."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from app.bodies.models import Body, Decision
from app.bodies.operations import decisions
from app.bodies.values import Class, Hand, Matter
from app.bodies.values.decisions import Deciding, Proposal
from app.kernel.actor import SYSTEM
from tests.bodies.silences import GROUND

ON = date(2027, 2, 1)
AT = datetime(2027, 2, 1, 12, tzinfo=UTC)


def adopted(
    session: Session,
    body: Body,
    matter: Matter = Matter.OTHER,
    participant: str | None = None,
    *,
    sort: Class = Class.UNCLASSIFIED,
) -> Decision:
    """Let a body adopt something in February 2027."""
    hand = Hand(by=SYSTEM, at=AT, today=ON)
    given = Proposal(
        title="A decision", text="It is so decided.", matter=matter, participant=participant,
        sort=sort,
    )  # fmt: skip
    decision = decisions.propose(session, body, given, hand=hand)
    decisions.decide(session, body, decision, Deciding(on=ON), hand=hand, ground=GROUND)
    return decision

"""Looking for decisions: those that stand adopted, by their symbols."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.bodies.models import Decision, DecisionCorrection
from app.bodies.values import Outcome


def standing() -> ColumnElement[bool]:
    """Keep what was adopted and not annulled since."""
    annulled = select(DecisionCorrection.decision_id)
    return (Decision.outcome == Outcome.ADOPTED) & Decision.id.not_in(annulled)


def adopted(session: Session, symbol: str) -> Decision | None:
    """Give the decision of a symbol, if it was adopted and not annulled since."""
    return session.scalar(select(Decision).where(Decision.symbol == symbol, standing()))

"""Looking after what a change rests on: a decision taken in the product, or a citation."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.bodies.queries.decisions import adopted
from app.bodies.rules.bodies import cites_decision, wrong_with_authority
from app.kernel.errors import Complaint


def wrong_authority(session: Session, authority: str) -> Iterator[Complaint]:
    """Give what is wrong with the authority of a change, asking for the decision it names."""
    stands = cites_decision(authority) and adopted(session, authority) is not None
    return wrong_with_authority(authority, adopted=stands)

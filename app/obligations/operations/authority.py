"""Looking after what a change of a deadline rests on: a body's decision, or a citation."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import decisions as bodies
from app.bodies.rules.bodies import cites_decision
from app.kernel.actor import Actor
from app.kernel.errors import Complaint
from app.obligations.models import Duty
from app.obligations.rules.decisions import wrong_with_source
from app.obligations.values import Decision, Source


def wrong_source(
    session: Session, duty: Duty, decision: Decision, *, by: Actor, on: date
) -> Iterator[Complaint]:
    """Give what is wrong with where something was decided about a deadline.

    A symbol has to be that of a decision that stands, that is about this, and that whoever enters
    or confirms it may read; what was decided elsewhere is cited.
    """
    if not cites_decision(decision.symbol):
        yield from wrong_with_source(decision, None, participant=duty.participant)
        return
    found = bodies.adopted(session, decision.symbol, by=by, on=on)
    source = Source(found.matter, found.participant) if found else None
    yield from wrong_with_source(decision, source, participant=duty.participant)

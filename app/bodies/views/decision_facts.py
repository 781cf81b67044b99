"""What the page of a decision shows to whoever asks, and what its forms offer them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.queries.missions import missions
from app.bodies import queries
from app.bodies.models import Body, Decision
from app.bodies.operations.ground import Ground
from app.bodies.queries import decisions as looked_up
from app.bodies.queries import meetings, paper_lists, silence
from app.bodies.queries.distribution import Addressed, distribution
from app.bodies.rules.access import DECIDING, RUNNING
from app.bodies.rules.decisions import is_open
from app.bodies.values import Manner, Outcome, Standing
from app.bodies.views.blueprint import named
from app.kernel.web import actor, runtime
from app.participants.queries import roll
from app.participants.rules import filed

MOST_AT_A_GLANCE = 6
"""How many decisions the story of a body shows: those that came last."""

MOST_PAPERS = 200
"""How many papers a form offers: those that came out last."""


def ground() -> Ground:
    """Give what decisions stand on in this installation."""
    return Ground(queries.procedures(runtime().bodies), roll(runtime().facts), runtime().seat)


def shown(session: Session, of: Body, decision: Decision) -> dict[str, Any]:
    """Give everything about a decision that whoever asks may see."""
    today = runtime().today()
    papers = [decision.paper_id] if decision.paper_id else []
    name = named()
    earlier = looked_up.by_identity(session, actor(), decision.again_of, on=today)
    return {
        "decision": decision,
        "correction": looked_up.correction(session, decision),
        "earlier": earlier,
        "silence": silence.about(session, decision) if decision.manner is Manner.SILENCE else None,
        "later": looked_up.put_again(session, actor(), decision, on=today),
        "meeting": meetings.by_identity(session, actor(), decision.meeting_id, on=today),
        "paper": next(
            iter(paper_lists.by_identity(session, actor(), papers, on=today).values()), None
        ),
        "statements": looked_up.statements(session, decision),
        "votes": sorted(
            looked_up.votes(session, decision), key=lambda each: filed(name(each.participant))
        ),
        "is_open": is_open(manner=decision.manner, outcome=decision.outcome),
        "states": speaks(session, of),
        "unreached": _unreached(session, of, decision),
    }


def decisions_at_a_glance(session: Session, of: Body) -> dict[str, Any]:
    """Give the last decisions of a body, for its story."""
    found = looked_up.latest(session, actor(), of, on=runtime().today(), most=MOST_AT_A_GLANCE)
    annulled = looked_up.annulled(session, [each.id for each in found])
    return {"decisions": found, "annulled_decisions": annulled}


def offered(session: Session, of: Body) -> dict[str, Any]:
    """Give the meetings and papers that the form of a proposal offers."""
    today = runtime().today()
    return {
        "meetings": meetings.meetings(session, actor(), of, on=today),
        "papers": paper_lists.latest(session, actor(), of, on=today, most=MOST_PAPERS),
    }


def speaks(session: Session, of: Body) -> bool:
    """Say whether whoever asks may attach a statement: for their member, or as the secretary."""
    if actor().role in RUNNING:
        return True
    place = queries.standings(session, actor(), on=runtime().today()).get(of.id)
    return actor().role in DECIDING and place is Standing.MEMBER


def _unreached(session: Session, of: Body, decision: Decision) -> Sequence[Addressed]:
    """Give the seats that no letter about an adoption reached, to those who run bodies.

    The letters left on the day on which the decision was entered, whenever it was taken.
    """
    adopted = decision.outcome is Outcome.ADOPTED
    if actor().role not in RUNNING or not adopted or decision.decided_at is None:
        return ()
    on = decision.decided_at.astimezone(runtime().seat).date()
    listed = distribution(session, of, sort=decision.sort, on=on)
    states = {each.participant for each in missions(session, on=on)}
    return [
        each for each in listed if each.seat and not each.to and each.seat.participant not in states
    ]


def typed(of: Decision) -> dict[str, str]:
    """Give a proposal as its form shows it."""
    return {
        "title": of.title,
        "text": of.text,
        "matter": of.matter.value,
        "sort": of.sort.value,
        "participant": named()(of.participant) if of.participant else "",
        "about": of.about,
        "meeting": str(of.meeting_id or ""),
        "paper": str(of.paper_id or ""),
        "again_of": str(of.again_of or ""),
        "follow_up": of.follow_up,
        "follow_up_by": of.follow_up_by.isoformat() if of.follow_up_by else "",
    }

"""What becomes of a proposal, in whatever manner it was decided: once, and for good.

Whoever calls holds the lock on the body's row. Nothing here writes the ledger: the act is given
back (``deed``) for whoever decided to seal it, last in the transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Decision, DecisionEdition, DecisionVote
from app.bodies.operations import tasks
from app.bodies.operations.ground import Ground
from app.bodies.operations.records import Done
from app.bodies.queries import decisions as looked_up
from app.bodies.queries.decisions import subject_of
from app.bodies.queries.distribution import told
from app.bodies.rules.decisions import symbol, told_title
from app.bodies.values import BodyState, DeedKind, Hand, Outcome
from app.bodies.values.decisions import Verdict
from app.bodies.values.tasks import Owner, TaskKind, Wanted
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed
from app.kernel import numbering
from app.kernel.actor import SYSTEM
from app.kernel.errors import Conflict

EDITIONS = "decision-editions"
"""Counts the editions of all decisions, in the order in which they are printed."""

LETTER = "decision_adopted"


def settle(
    session: Session, of: Body, decision: Decision, verdict: Verdict, *, at: datetime
) -> None:
    """Write down what became of a proposal; if it was adopted, number it.

    Raises:
        Conflict: something has become of it already.

    """
    if decision.outcome is not None:
        raise Conflict.because("This has been decided, and stands as it was decided.")
    adopted = verdict.outcome is Outcome.ADOPTED
    serial = numbering.take(session, f"decisions/{of.id}") if adopted else None
    decision.manner, decision.outcome = verdict.manner, verdict.outcome
    decision.decided_on, decision.decided_at = verdict.on, at
    decision.counts = asdict(verdict.counts) if verdict.counts else None
    decision.note = verdict.note
    if serial is not None:
        decision.serial, decision.symbol = serial, symbol(of.symbol, serial)
    session.flush()
    if adopted:
        edit(session, decision, at=at)


def edit(session: Session, decision: Decision, *, at: datetime) -> None:
    """Let an adopted decision have another edition, which is printed by itself."""
    number = numbering.take(session, EDITIONS)
    edition = looked_up.editions(session, decision) + 1
    session.add(DecisionEdition(number=number, decision_id=decision.id, edition=edition, at=at))
    session.flush()


def deed(session: Session, of: Body, decision: Decision) -> Done:
    """Give the act by which something became of a proposal, for the ledger."""
    adopted = decision.outcome is Outcome.ADOPTED
    content = {
        "body": of.symbol,
        "decision": decision.subject,
        "symbol": decision.symbol,
        "title": decision.title,
        "sha256": decision.sha256,
        "matter": decision.matter.value,
        "manner": decision.manner.value if decision.manner else None,
        "outcome": decision.outcome.value if decision.outcome else None,
        "decided_on": decision.decided_on,
        "counts": decision.counts,
        "votes": {each.participant: each.choice.value for each in _votes(session, decision)},
    }
    kind = DeedKind.DECISION_ADOPTED if adopted else DeedKind.DECISION_CLOSED
    return Done(kind, subject_of(of, decision), content)


def announce(session: Session, of: Body, decision: Decision, *, hand: Hand, ground: Ground) -> None:
    """Owe a letter on an adopted decision to its readers and their missions; set down what follows.

    Of what is not for everybody the letter says no title. Whoever none reaches is told by the
    secretary, whose page says who they are.
    """
    facts = {
        "body": of.symbol,
        "symbol": decision.symbol,
        "title": told_title(decision.title, decision.sort, public=of.public),
        "decided_on": decision.decided_on,
    }
    owed = [
        Owed(f"{decision.subject}/{each.person}", each, LETTER, facts, address_of(of, decision))
        for each in told(session, of, sort=decision.sort, on=hand.today)
    ]
    correspondence.owe(session, owed, at=hand.at)
    if decision.follow_up and decision.follow_up_by:
        _set_down(session, of, decision, hand=hand, ground=ground)


def address_of(of: Body, decision: Decision) -> str:
    """Give the address of a decision's page."""
    return f"{of.address}/decisions/{decision.ref}"


def _set_down(
    session: Session, of: Body, decision: Decision, *, hand: Hand, ground: Ground
) -> None:
    """Enter what is to be done as an action item; a day that has passed meanwhile is today."""
    if queries.state(session, of, on=hand.today) is BodyState.CONCLUDED:
        return
    owner = [Owner(account=decision.proposed_by)] if decision.proposed_by else []
    wanted = Wanted(
        what=decision.follow_up,
        due_on=max(decision.follow_up_by or hand.today, hand.today),
        sort=decision.sort,
        owners=tuple(owner),
        meeting_id=decision.meeting_id,
        decision_id=decision.id,
    )
    by_itself = Hand(by=SYSTEM, at=hand.at, today=hand.today)
    tasks.enter(session, of, TaskKind.ACTION, wanted, hand=by_itself, seat=ground.seat)


def _votes(session: Session, decision: Decision) -> Sequence[DecisionVote]:
    return looked_up.votes(session, decision) if decision.counts else ()

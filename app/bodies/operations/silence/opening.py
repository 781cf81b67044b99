"""Putting a text under silence, and taking it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Decision, SilenceProcedure
from app.bodies.operations.ground import Ground
from app.bodies.operations.silence.cases import Case
from app.bodies.operations.silence.telling import remind, tell
from app.bodies.queries import silence as looked_up
from app.bodies.rules.silence import wrong_with_opening
from app.bodies.values import DeedKind, Hand, Manner
from app.bodies.values.silence import Opening
from app.kernel.errors import Invalid


def open_silence(
    session: Session,
    body: Body,
    proposal: Decision,
    *,
    expires_at: datetime,
    hand: Hand,
    ground: Ground,
) -> SilenceProcedure:
    """Put a proposal under silence until an instant, and tell every member at once.

    From then on its title and text stand still. Whoever calls holds the lock on the body's row; it
    writes the ledger, so it comes last in its transaction.

    Raises:
        Invalid: the body is not at work or has no member, the proposal has no text or was put to
            the body before, or the time is shorter than the rules of procedure have it.

    """
    before = looked_up.about(session, proposal)
    if before is not None and queries.done_before(session, hand):
        return before
    members = looked_up.members(session, body.id, on=hand.today)
    opening = Opening(
        state=queries.state(session, body, on=hand.today), text=proposal.text,
        chosen=proposal.manner is not None or proposal.outcome is not None,
        members=members, at=hand.at, expires_at=expires_at,
    )  # fmt: skip
    Invalid.unless_none(wrong_with_opening(opening, ground.rules(body)))
    case = Case(_opened(session, opening, proposal, hand=hand), proposal, body)
    remind(session, case, at=hand.at)
    tell(session, case, "opened", {}, roll=ground.roll, at=hand.at, on=hand.today)
    case.keep(session, case.done(DeedKind.SILENCE_OPENED, {"members": members}), hand=hand)
    return case.procedure


def _opened(
    session: Session, opening: Opening, proposal: Decision, *, hand: Hand
) -> SilenceProcedure:
    proposal.manner = Manner.SILENCE
    procedure = SilenceProcedure(
        decision_id=proposal.id, body_id=proposal.body_id, sha256=proposal.sha256,
        entitled=list(opening.members), opened_on=hand.today, opened_at=hand.at,
        opened_by=hand.by.account, expires_at=opening.expires_at,
        original_expires_at=opening.expires_at,
    )  # fmt: skip
    session.add(procedure)
    session.flush()
    return procedure

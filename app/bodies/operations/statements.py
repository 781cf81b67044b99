"""Statements and reservations of position, attached to a decision by its members."""

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Decision, DecisionStatement
from app.bodies.operations.adopting import edit
from app.bodies.operations.records import Done, keep
from app.bodies.queries.decisions import subject_of
from app.bodies.queries.voters import members
from app.bodies.rules.decisions import wrong_with_statement
from app.bodies.values import Class, DeedKind, Hand, Outcome
from app.bodies.values.decisions import Statement
from app.kernel.errors import Invalid


def state(session: Session, of: Body, decision: Decision, given: Statement, *, hand: Hand) -> None:
    """Attach what a member states about a decision, before it is taken or after.

    Whoever calls holds the lock on the body's row. What was decided is not touched; what is
    printed of it is printed anew. It writes the ledger, so it comes last in its transaction.

    Raises:
        Invalid: it is nobody's, or somebody's who was no member and is none.

    """
    if queries.done_before(session, hand):
        return
    entitled = members(session, of, on=hand.today)
    if decision.decided_on:
        entitled |= members(session, of, on=decision.decided_on)
    Invalid.unless_none(wrong_with_statement(given.participant, members=entitled))
    session.add(
        DecisionStatement(
            decision_id=decision.id, participant=given.participant, kind=given.kind,
            text=given.text, by=hand.by.account, at=hand.at,
        )
    )  # fmt: skip
    session.flush()
    if decision.outcome is Outcome.ADOPTED:
        edit(session, decision, at=hand.at)
    is_open = of.public and decision.sort is Class.UNCLASSIFIED
    content = {
        "decision": decision.subject,
        "symbol": decision.symbol,
        "participant": given.participant,
        "kind": given.kind.value,
        "text": given.text,
    }
    whose = given.participant if is_open else None
    done = Done(DeedKind.DECISION_STATED, subject_of(of, decision), content, whose)
    keep(session, of, [done], hand=hand, silent=not is_open)

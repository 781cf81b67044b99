"""Meeting a deadline: what is submitted meets it, or raises it first where nothing had."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.deadlines import operations as deadlines
from app.deadlines.values import Outcome as Met
from app.declarations.models import Declaration, DeclarationVersion
from app.declarations.operations.judging import Known
from app.declarations.rules import events
from app.declarations.values.forms import Content, Form
from app.obligations.operations import Raised, ensure, ensure_if_owed


def place(declaration: Declaration, content: Content, chain: Sequence[DeclarationVersion]) -> None:
    """Put a first notice under the obligation that the danger it tells of calls for.

    What was submitted once stays where it is: an amendment moves no deadline.
    """
    if not chain:
        declaration.obligation = events.fitting(declaration.obligation, content)


def meet(
    session: Session,
    declaration: Declaration,
    version: DeclarationVersion,
    content: Content,
    *,
    form: Form,
    known: Known,
    at: datetime,
) -> None:
    """Let the deadline be met, from the instant on at which the version was received.

    Where nothing had raised it, what is submitted does: an event is dated by the answer from which
    its period runs, and what nobody owes is voluntary. So does it raise what else the event calls
    for, where that is owed.
    """
    law = known.law_of(declaration)
    if law is not None:
        told = events.told(law, content, period=declaration.period, seat=known.seat)
        raised = Raised(law.code, declaration.participant, declaration.period, told)
        ensure(session, known.laws, raised, roll=known.roll, at=at, seat=known.seat)
        beside = events.also_called_for(law, form, content, told=told, seat=known.seat)
        for code, since in beside:
            also = Raised(code, declaration.participant, declaration.period, since)
            ensure_if_owed(session, known.laws, also, roll=known.roll, at=at, seat=known.seat)
    kind, subject = declaration.deadline
    deadlines.meet(
        session, kind, subject, outcome=Met(version.outcome.value), at=version.received_at
    )

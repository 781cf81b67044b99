"""How a silence ends that nobody breaks: adopted at its instant, told of later, or withdrawn."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Update, update
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import SilenceProcedure
from app.bodies.operations.adopting import announce, deed, settle
from app.bodies.operations.ground import Ground
from app.bodies.operations.silence.cases import Case, locked
from app.bodies.operations.silence.telling import end_reminders, tell
from app.bodies.queries.silence import runs
from app.bodies.rules.silence import wrong_with_withdrawal
from app.bodies.values import DeedKind, Hand, Manner, Outcome
from app.bodies.values.decisions import Verdict
from app.kernel.clock import date_at
from app.kernel.database import update_once
from app.kernel.errors import Invalid


def adopt(session: Session, id: UUID, *, hand: Hand, ground: Ground) -> bool:  # noqa: A002 (what it is)
    """Adopt what has run out by now and nobody has broken, and say whether this did it.

    One conditional change decides: of any number who try at once, one does. The adoption counts
    from the instant at which the silence ran out; its letters wait until a while from now. It
    writes the ledger, so it comes last in its transaction.

    Raises:
        NotFound: there is no such procedure.

    """
    case = locked(session, id)
    letters_at = hand.at + ground.rules(case.body).hold
    if not update_once(session, _adopting(case.procedure, at=hand.at, letters_at=letters_at)):
        return False
    session.refresh(case.procedure)
    _settle(session, case, Outcome.ADOPTED, "", at=case.procedure.expires_at, ground=ground)
    end_reminders(session, case, at=hand.at)
    case.keep(session, deed(session, case.body, case.proposal), hand=hand)
    return True


def tell_of_adoption(session: Session, id: UUID, *, hand: Hand, ground: Ground) -> bool:  # noqa: A002 (what it is)
    """Owe the letters about an adoption once their hold is over, and say whether this did it.

    What was annulled meanwhile is told to nobody.

    Raises:
        NotFound: there is no such procedure.

    """
    case = locked(session, id)
    if not update_once(session, _telling(case.procedure, at=hand.at)):
        return False
    session.refresh(case.procedure)
    announce(session, case.body, case.proposal, hand=hand, ground=ground)
    return True


def withdraw(session: Session, case: Case, *, reason: str, hand: Hand, ground: Ground) -> None:
    """Take a text back from silence, and tell everybody. It writes the ledger, so it comes last.

    Raises:
        Invalid: it runs no more, or there is no reason.

    """
    if queries.done_before(session, hand):
        return
    Invalid.unless_none(wrong_with_withdrawal(case.procedure.course, reason=reason, at=hand.at))
    case.procedure.withdrawn_at = hand.at
    _settle(session, case, Outcome.WITHDRAWN, reason, at=hand.at, ground=ground)
    end_reminders(session, case, at=hand.at)
    tell(session, case, "withdrawn", {}, roll=ground.roll, at=hand.at, on=hand.today)
    case.keep(session, case.done(DeedKind.SILENCE_WITHDRAWN, {"reason": reason}), hand=hand)


def _settle(
    session: Session, case: Case, outcome: Outcome, note: str, *, at: datetime, ground: Ground
) -> None:
    on = date_at(at, ground.seat)
    verdict = Verdict(manner=Manner.SILENCE, outcome=outcome, on=on, note=note)
    settle(session, case.body, case.proposal, verdict, at=at)


def _adopting(procedure: SilenceProcedure, *, at: datetime, letters_at: datetime) -> Update:
    return (
        update(SilenceProcedure)
        .where(
            SilenceProcedure.id == procedure.id,
            runs(),
            SilenceProcedure.expires_at <= at,
        )
        .values(
            adopted_at=SilenceProcedure.expires_at,
            letters_at=letters_at,
            version=SilenceProcedure.version + 1,
        )
    )


def _telling(procedure: SilenceProcedure, *, at: datetime) -> Update:
    return (
        update(SilenceProcedure)
        .where(
            SilenceProcedure.id == procedure.id,
            SilenceProcedure.letters_at <= at,
            SilenceProcedure.told_at.is_(None),
            SilenceProcedure.annulled_at.is_(None),
        )
        .values(told_at=at, version=SilenceProcedure.version + 1)
    )

"""Breaking a silence: by one act, here or on paper; in time, even if it is entered late."""

from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import DecisionCorrection, SilenceBreak
from app.bodies.operations import tasks
from app.bodies.operations.adopting import edit, settle
from app.bodies.operations.ground import Ground
from app.bodies.operations.silence.cases import Case
from app.bodies.operations.silence.telling import end_reminders, tell
from app.bodies.queries import silence as looked_up
from app.bodies.queries.tasks import last_step, led_to
from app.bodies.rules.silence import reason_of_annulment, wrong_with_break
from app.bodies.values import DeedKind, Hand, Manner, Outcome
from app.bodies.values.decisions import Verdict
from app.bodies.values.silence import Break, SilenceState
from app.bodies.values.tasks import TaskStep
from app.kernel.actor import SYSTEM
from app.kernel.clock import date_at
from app.kernel.errors import Invalid


def break_silence(
    session: Session, case: Case, given: Break, *, hand: Hand, ground: Ground
) -> None:
    """Record a break, and tell everybody at once.

    While the procedure runs, it ends it. Once it was adopted, a break that had come in time annuls
    the adoption by a correction: whoever acted in time is not late because the product was quick.
    It writes the ledger, so it comes last in its transaction.

    Raises:
        Invalid: the participant is not entitled, the silence was broken or withdrawn before, the
            break came too late, or what came on paper is not proven.

    """
    if queries.done_before(session, hand):
        return
    procedure, on = case.procedure, date_at(given.received_at, ground.seat)
    entitled = looked_up.entitled(session, procedure, on=on)
    wrong = wrong_with_break(given, procedure.course, entitled=entitled, at=hand.at)
    Invalid.unless_none(wrong)
    session.add(_row(case, given, hand))
    if procedure.state is SilenceState.ADOPTED:
        _annul(session, case, given, hand=hand, ground=ground)
    else:
        _end(session, case, given, hand=hand, ground=ground)


def _end(session: Session, case: Case, given: Break, *, hand: Hand, ground: Ground) -> None:
    """End what runs: the proposal is not adopted."""
    case.procedure.broken_at = given.received_at
    on = date_at(given.received_at, ground.seat)
    verdict = Verdict(manner=Manner.SILENCE, outcome=Outcome.NOT_ADOPTED, on=on)
    settle(session, case.body, case.proposal, verdict, at=given.received_at)
    end_reminders(session, case, at=hand.at)
    _tell(session, case, given, "broken", hand=hand, ground=ground)
    act = case.done(DeedKind.SILENCE_BROKEN, _content(given), whose=given.participant)
    case.keep(session, act, hand=hand)


def _annul(session: Session, case: Case, given: Break, *, hand: Hand, ground: Ground) -> None:
    """Annul what was adopted; whoever was not told yet hears of the break alone."""
    case.procedure.annulled_at = hand.at
    told = case.procedure.told_at is not None
    session.add(
        DecisionCorrection(
            decision_id=case.proposal.id, participant=given.participant,
            received_at=given.received_at, reason=reason_of_annulment(given), proof=given.proof,
            by=hand.by.account, at=hand.at,
        )
    )  # fmt: skip
    session.flush()
    edit(session, case.proposal, at=hand.at)
    _drop_what_follows(session, case, hand=hand, ground=ground)
    _tell(session, case, given, "annulled" if told else "broken", hand=hand, ground=ground)
    content = {"symbol": case.proposal.symbol, "letters_sent": told} | _content(given)
    act = case.done(DeedKind.SILENCE_ANNULLED, content, whose=given.participant)
    case.keep(session, act, hand=hand)


def _drop_what_follows(session: Session, case: Case, *, hand: Hand, ground: Ground) -> None:
    """Drop what was set down to be done because of an adoption that has fallen."""
    reason = f"The adoption of {case.proposal.symbol} was annulled."
    by_itself = Hand(by=SYSTEM, at=hand.at, today=hand.today)
    for task in led_to(session, case.proposal):
        if task.state.is_open:
            tasks.take(
                session, task, TaskStep.DROPPED,
                reason=reason, after=last_step(session, task), hand=by_itself, seat=ground.seat,
            )  # fmt: skip


def _row(case: Case, given: Break, hand: Hand) -> SilenceBreak:
    return SilenceBreak(
        procedure_id=case.procedure.id, participant=given.participant, by=hand.by.account,
        received_at=given.received_at, entered_at=hand.at, channel=given.channel,
        proof=given.proof, reason=given.reason,
    )  # fmt: skip


def _content(given: Break) -> dict[str, object]:
    return {
        "participant": given.participant,
        "received_at": given.received_at,
        "channel": given.channel.value,
        "proof": given.proof,
        "reason": given.reason,
    }


def _tell(
    session: Session, case: Case, given: Break, news: str, *, hand: Hand, ground: Ground
) -> None:
    facts = {"received_at": given.received_at.isoformat()}
    if case.proposal.symbol:
        facts["decision"] = case.proposal.symbol
    named = {"member": given.participant}
    tell(
        session, case, news, facts, roll=ground.roll, at=hand.at, on=hand.today, named=named
    )  # fmt: skip

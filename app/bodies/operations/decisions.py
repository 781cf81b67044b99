"""Proposals to a body and what it decides about them: by consensus, by vote, or not at all.

Whoever calls holds the lock on the body's row (``queries.body(…, locked=True)``). Each act seals,
so it comes last in its transaction; a form that was posted before changes nothing more.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Decision, DecisionVote, Meeting, Paper
from app.bodies.operations.adopting import announce, deed, settle
from app.bodies.operations.ground import Ground
from app.bodies.operations.records import Done, keep
from app.bodies.queries.presence import presence_by
from app.bodies.queries.voters import voters
from app.bodies.rules.decisions import (
    EXPLAINED,
    digest,
    wrong_with_day,
    wrong_with_outcome,
    wrong_with_proposal,
    wrong_with_state,
)
from app.bodies.rules.voting import (
    ballots,
    counted,
    presence_of,
    result,
    wrong_with_presence,
    wrong_with_roll_call,
)
from app.bodies.values import DeedKind, Hand, Manner, Outcome
from app.bodies.values.decisions import Deciding, Proposal, Verdict
from app.bodies.values.voting import Ballot, Electorate
from app.kernel.clock import date_at
from app.kernel.errors import Complaint, Conflict, Invalid


def propose(session: Session, of: Body, given: Proposal, *, hand: Hand) -> Decision:
    """Propose something to a body; until a manner is chosen, it may be changed.

    Raises:
        Invalid: the body is not at work, or something in it is missing or not the body's.

    """
    if sent := queries.done_before(session, hand):
        return _sent(session, of, sent.content["decision"])
    Invalid.unless_none(_wrong_with_proposal(session, of, given, hand=hand))
    decision = Decision(
        body_id=of.id, manner=None, outcome=None, serial=None, symbol=None, note="",
        proposed_by=hand.by.account, proposed_at=hand.at,
    )  # fmt: skip
    _write(decision, given)
    session.add(decision)
    session.flush()
    content = {
        "body": of.symbol,
        "decision": decision.subject,
        "title": decision.title,
        "sha256": decision.sha256,
        "matter": decision.matter.value,
    }
    keep(session, of, [Done(DeedKind.DECISION_PROPOSED, decision.subject, content)], hand=hand)
    return decision


def change(
    session: Session, of: Body, decision: Decision, given: Proposal, *, version: int, hand: Hand
) -> None:
    """Change a proposal that nothing has become of, and that does not lie under silence.

    Raises:
        Conflict: it was put to the body, or somebody changed it since ``version``.
        Invalid: something in it is missing or not the body's.

    """
    Conflict.unless_none(wrong_with_state(manner=decision.manner, outcome=decision.outcome))
    if decision.version != version:
        raise Conflict.because(
            "Somebody has changed this since you opened it. See what it says now, and change that."
        )
    Invalid.unless_none(_wrong_with_proposal(session, of, given, hand=hand))
    _write(decision, given)
    session.flush()


def decide(
    session: Session, of: Body, decision: Decision, given: Deciding, *, hand: Hand, ground: Ground
) -> None:
    """Record what became of a proposal without a vote: it was adopted by consensus, or undecided.

    Raises:
        Conflict: something has become of it already, or it lies under silence.
        Invalid: the day is wrong, there was no quorum, or the reason is missing.

    """
    if queries.done_before(session, hand):
        return
    Conflict.unless_none(wrong_with_state(manner=decision.manner, outcome=decision.outcome))
    decided = given.outcome not in EXPLAINED
    meeting = _meeting(session, decision) if decided else None
    Invalid.unless_none(
        [
            *_wrong_with_day(session, of, given.on, meeting, hand=hand, ground=ground),
            *wrong_with_outcome(given),
        ]
    )
    if given.outcome is Outcome.ADOPTED:
        Invalid.unless_none(_wrong_with_presence(session, of, meeting, ground=ground))
    manner = Manner.CONSENSUS if decided else None
    verdict = Verdict(manner=manner, outcome=given.outcome, on=given.on, note=given.note)
    _settle(session, of, decision, verdict, hand=hand, ground=ground)


def vote(
    session: Session, of: Body, decision: Decision, given: Deciding, *, hand: Hand, ground: Ground
) -> None:
    """Record a vote by roll call; what came of it follows from the rules of procedure.

    Raises:
        Conflict: something has become of it already, or it lies under silence.
        Invalid: the day is wrong, somebody voted who has no vote or beside their organisation, or
            too few took part.

    """
    if queries.done_before(session, hand):
        return
    Conflict.unless_none(wrong_with_state(manner=decision.manner, outcome=decision.outcome))
    entitled = electorate_of(session, of, on=given.on, ground=ground)
    meeting = _meeting(session, decision)
    Invalid.unless_none(
        [
            *_wrong_with_day(session, of, given.on, meeting, hand=hand, ground=ground),
            *wrong_with_roll_call(given.cast, entitled, roll=ground.roll),
        ]
    )
    cast = ballots(given.cast, entitled)
    counts = counted(cast, entitled)
    Invalid.unless_none(wrong_with_presence(presence_of(counts, ground.rules(of).quorum)))
    found = result(counts, ground.rules(of).majority_for(decision.matter))
    session.add_all(_row(decision, each) for each in cast)
    verdict = Verdict(
        manner=Manner.VOTE, outcome=found.outcome, on=given.on, counts=counts, note=given.note
    )
    _settle(session, of, decision, verdict, hand=hand, ground=ground)


def electorate_of(session: Session, of: Body, *, on: date, ground: Ground) -> Electorate:
    """Give who votes in a body on a day by its rules of procedure."""
    base, treaty = ground.rules(of).voters, ground.procedures.treaty
    return voters(session, of, base, treaty=treaty, roll=ground.roll, on=on)


def _settle(
    session: Session, of: Body, decision: Decision, verdict: Verdict, *, hand: Hand, ground: Ground
) -> None:
    settle(session, of, decision, verdict, at=hand.at)
    if verdict.outcome is Outcome.ADOPTED:
        announce(session, of, decision, hand=hand, ground=ground)
    keep(session, of, [deed(session, of, decision)], hand=hand)


def _write(decision: Decision, given: Proposal) -> None:
    decision.title, decision.text = given.title, given.text
    decision.sha256 = digest(given.title, given.text)
    decision.matter, decision.sort = given.matter, given.sort
    decision.participant, decision.about = given.participant, given.about
    decision.meeting_id, decision.paper_id = given.meeting_id, given.paper_id
    decision.again_of = given.again_of
    decision.follow_up, decision.follow_up_by = given.follow_up, given.follow_up_by


def _row(decision: Decision, ballot: Ballot) -> DecisionVote:
    return DecisionVote(
        decision_id=decision.id,
        participant=ballot.participant,
        choice=ballot.choice,
        weight=ballot.weight,
        on_behalf_of=list(ballot.on_behalf_of),
    )


def _sent(session: Session, of: Body, subject: str) -> Decision:
    """Give the decision that a form was posted for before.

    Raises:
        Conflict: it was posted for something else.

    """
    found = session.get(Decision, UUID(subject.removeprefix("decision/")))
    if found is None or found.body_id != of.id:
        raise Conflict.because("This form was sent already. Open a new one.")
    return found


def _wrong_with_proposal(
    session: Session, of: Body, given: Proposal, *, hand: Hand
) -> Iterator[Complaint]:
    state = queries.state(session, of, on=hand.today)
    yield from wrong_with_proposal(given, state=state, today=hand.today)
    for name, table, key in (
        ("meeting", Meeting, given.meeting_id),
        ("paper", Paper, given.paper_id),
        ("again_of", Decision, given.again_of),
    ):
        if key and session.scalar(select(table.id).filter_by(id=key, body_id=of.id)) is None:
            yield Complaint("Choose one of this body, from the list.", field=name)


def _meeting(session: Session, decision: Decision) -> Meeting | None:
    return session.get(Meeting, decision.meeting_id) if decision.meeting_id else None


def _wrong_with_day(
    session: Session,
    of: Body,
    on: date,
    meeting: Meeting | None,
    *,
    hand: Hand,
    ground: Ground,
) -> Iterator[Complaint]:
    days = (
        (date_at(meeting.opens_at, ground.seat), date_at(meeting.closes_at, ground.seat))
        if meeting
        else None
    )
    state = queries.state(session, of, on=on)
    yield from wrong_with_day(on, today=hand.today, state=state, meeting=days)


def _wrong_with_presence(
    session: Session, of: Body, meeting: Meeting | None, *, ground: Ground
) -> Iterator[Complaint]:
    """Give what keeps a meeting from deciding: too few were there, or nobody recorded who was."""
    if meeting is None:
        return
    found = presence_by(
        session, of, meeting, known=ground.procedures, roll=ground.roll, seat=ground.seat
    )
    if found is None:
        yield Complaint(
            "Record first who was at the meeting: without a quorum nothing can be decided."
        )
    else:
        yield from wrong_with_presence(found)

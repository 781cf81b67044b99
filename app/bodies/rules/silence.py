"""When a text may be put under silence, who breaks it, what comes in time, and what prolongs it.

Silence is consensus in writing: whoever is a member may speak against it, as any member may keep a
meeting from consensus. A regional organisation that is a member may, and so may each of its
members that is one; the first act ends the procedure, so the two never count twice.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from app.bodies.rules.access import DECIDING
from app.bodies.values.bodies import LONGEST_REASON
from app.bodies.values.procedure import Procedure
from app.bodies.values.silence import (
    AWAY_AFTER,
    PAPER,
    SEEN_EVERY,
    Away,
    Break,
    Opening,
    Silence,
    SilenceState,
    TimeLeft,
)
from app.kernel.actor import Actor
from app.kernel.errors import Complaint

MINUTE, HALF_HOUR, HOUR = timedelta(minutes=1), timedelta(minutes=30), timedelta(hours=1)


def wrong_with_opening(given: Opening, procedure: Procedure) -> Iterator[Complaint]:
    """Say what keeps a text from being put under silence."""
    if not given.state.is_at_work:
        yield Complaint("This body is not at work: nothing can be put to it.")
    if given.chosen:
        yield Complaint(
            "This proposal has been put to the body already. Put it again as a new proposal."
        )
    if not given.text.strip():
        yield Complaint("There is no text. Write what is to be adopted first.")
    if not given.members:
        yield Complaint("This body has no member whose silence could mean anything.")
    if given.expires_at < given.at + procedure.silence_minimum:
        yield Complaint(
            "Silence lasts at least %(hours)s hours in this body. Choose a later instant.",
            {"hours": procedure.silence_minimum_hours},
            field="expires_at",
        )


def earliest_expiry(at: datetime, procedure: Procedure) -> datetime:
    """Give the first full hour at which silence can run out, opened within half an hour."""
    soonest = at + procedure.silence_minimum + HALF_HOUR
    rest = timedelta(
        minutes=soonest.minute, seconds=soonest.second, microseconds=soonest.microsecond
    )
    return soonest - rest + HOUR if rest else soonest


def may_break(actor: Actor, entitled: Collection[str]) -> bool:
    """Say whether somebody may break a silence for the participant they speak for."""
    return actor.role in DECIDING and actor.participant in entitled


def is_in_time(received_at: datetime, expires_at: datetime) -> bool:
    """Say whether a break came in time: before the instant. At the very instant it is adopted."""
    return received_at < expires_at


def wrong_with_break(
    given: Break, silence: Silence, *, entitled: Collection[str], at: datetime
) -> Iterator[Complaint]:
    """Say why a break cannot be recorded; a late entry needs proof that it came in time."""
    yield from _wrong_with_course(silence)
    if given.participant not in entitled:
        yield Complaint(
            "Only members that belonged to the body when this was opened, and still do, can break "
            "the silence.",
            field="participant",
        )
    if not silence.opened_at <= given.received_at <= at:
        yield Complaint(
            "A break comes after the opening, and is entered once it has come.",
            field="received_at",
        )
    elif not is_in_time(given.received_at, silence.expires_at):
        yield Complaint(
            "The silence had run out by then: what reaches the chair at that instant or later "
            "breaks it no more.",
            field="received_at",
        )
    if given.channel in PAPER and not given.proof:
        yield Complaint(
            "Say what shows when the break reached the chair: the note, its number in the "
            "register, who received it.",
            field="proof",
        )


def _wrong_with_course(silence: Silence) -> Iterator[Complaint]:
    match silence.state:
        case SilenceState.BROKEN | SilenceState.ANNULLED:
            yield Complaint("The silence has been broken already: one break is enough.")
        case SilenceState.WITHDRAWN:
            yield Complaint("This was withdrawn: there is no silence to break.")
        case SilenceState.RUNNING | SilenceState.ADOPTED:
            return


def wrong_with_withdrawal(silence: Silence, *, reason: str, at: datetime) -> Iterator[Complaint]:
    """Say what keeps a silence procedure from being withdrawn."""
    if silence.state is not SilenceState.RUNNING or silence.expires_at <= at:
        yield Complaint("This has run out, or was ended already: there is nothing to withdraw.")
    if not reason:
        yield Complaint("Say why it is withdrawn.", field="reason")


def away(seen_at: datetime | None, *, at: datetime) -> Away | None:
    """Give the time for which the product was away, if it was: nobody has looked for too long."""
    if seen_at is None or at - seen_at < AWAY_AFTER:
        return None
    return Away(seen_at, at)


def is_to_be_noted(seen_at: datetime | None, *, at: datetime) -> bool:
    """Say whether it is to be noted once more that somebody looks at what runs."""
    return seen_at is None or at - seen_at >= SEEN_EVERY


def extended(
    silence: Silence, absence: Away, procedure: Procedure, *, counted: Sequence[Away] = ()
) -> datetime | None:
    """Give the instant until which silence lasts because the product was away; None if it need not.

    It is prolonged where the product was away in its last hours, by the time lost since its
    opening: what was left when the product went is left when it is back, and some hours at least.
    ``counted`` are absences for which it was prolonged before: the same time never counts twice.
    What has ended stays as it is.
    """
    since = max(absence.since, silence.opened_at)
    last = silence.expires_at - procedure.silence_last
    if silence.state is not SilenceState.RUNNING or absence.until <= last:
        return None
    lost = absence.until - since - sum((_common(since, absence, each) for each in counted), _NONE)
    if since >= silence.expires_at or lost <= _NONE:
        return None
    wanted = max(silence.expires_at + lost, absence.until + procedure.silence_return)
    return _whole_minute(wanted)


_NONE = timedelta()


def _common(since: datetime, absence: Away, counted: Away) -> timedelta:
    """Give for how long two absences were one, from an instant on."""
    first, last = max(since, counted.since), min(absence.until, counted.until)
    return max(last - first, _NONE)


def _whole_minute(at: datetime) -> datetime:
    """Give an instant, or the next one that a clock without seconds shows."""
    rest = timedelta(seconds=at.second, microseconds=at.microsecond)
    return at - rest + MINUTE if rest else at


def time_left(expires_at: datetime, *, at: datetime) -> TimeLeft | None:
    """Give how long there is until an instant; None once it has come. Begun minutes count."""
    left = expires_at - at
    if left <= _NONE:
        return None
    hours, minutes = divmod(-(-left // MINUTE), 60)
    return TimeLeft(hours // 24, hours % 24, minutes)


def reason_of_annulment(given: Break) -> str:
    """Give why an adoption falls, as the record says it."""
    own = f" The member said: {given.reason}" if given.reason else ""
    return f"A member had broken the silence before it ran out.{own}"[:LONGEST_REASON]

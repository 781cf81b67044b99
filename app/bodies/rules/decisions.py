"""What may be proposed to a body, when something becomes of it, and what the ledger commits to."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date

from app.bodies.values import BodyState, Class, Manner, Matter, Outcome
from app.bodies.values.decisions import Deciding, Proposal
from app.kernel.errors import Complaint
from app.ledger.rules.canonical import canonical

ABOUT_SOMEBODY = frozenset({Matter.EXTENSION, Matter.WAIVER, Matter.FINDING})
"""Matters that are always about a participant."""

BY_CONSENSUS = frozenset(
    {Outcome.ADOPTED, Outcome.NO_CONSENSUS, Outcome.DEFERRED, Outcome.WITHDRAWN}
)
"""Outcomes that are entered as such; what is not adopted follows from a vote alone."""

EXPLAINED = frozenset({Outcome.DEFERRED, Outcome.WITHDRAWN})
"""Outcomes by which nothing was decided; the record says why."""


def digest(title: str, text: str) -> str:
    """Give the SHA-256 of a proposal's canonical form, in hexadecimal: what freezes it."""
    return hashlib.sha256(canonical({"title": title, "text": text})).hexdigest()


def symbol(body: str, serial: int) -> str:
    """Give the symbol of a body's decision: ``GAIMA/C/D.4``."""
    return f"{body}/D.{serial}"


def wrong_with_proposal(given: Proposal, *, state: BodyState, today: date) -> Iterator[Complaint]:
    """Give what keeps something from being proposed."""
    if not state.is_at_work:
        yield Complaint("This body is not at work: nothing can be proposed to it.")
    if given.matter in ABOUT_SOMEBODY and given.participant is None:
        yield Complaint("Say about which participant it is.", field="participant")
    if given.follow_up and given.follow_up_by is None:
        yield Complaint("Give the day by which that is to be done.", field="follow_up_by")
    if given.follow_up_by is not None and not given.follow_up:
        yield Complaint("Say what is to be done by that day.", field="follow_up")
    if given.follow_up_by is not None and given.follow_up_by <= today:
        yield Complaint("Give a day to come.", field="follow_up_by")


def is_open(*, manner: Manner | None, outcome: Outcome | None) -> bool:
    """Say whether a proposal may still be changed, or decided otherwise than by silence."""
    return not list(wrong_with_state(manner=manner, outcome=outcome))


def wrong_with_state(*, manner: Manner | None, outcome: Outcome | None) -> Iterator[Complaint]:
    """Give what keeps a proposal from being changed, or from being decided anew."""
    if outcome is not None:
        yield Complaint(
            "This has been decided, and stands as it was decided. Put it to the body again as a "
            "new proposal."
        )
    elif manner is Manner.SILENCE:
        yield Complaint("This lies under silence: it stands still until that has run out.")


def wrong_with_day(
    on: date, *, today: date, state: BodyState, meeting: tuple[date, date] | None
) -> Iterator[Complaint]:
    """Give what is wrong with the day on which something was decided.

    ``state`` is the body's on that day; ``meeting``, the first and the last day of the meeting at
    which it was decided, if it was at one.
    """
    if on > today:
        yield Complaint("This day is still to come. Enter a decision once it is taken.", field="on")
    elif not state.is_at_work:
        yield Complaint("The body was not at work on that day.", field="on")
    elif meeting is not None and not meeting[0] <= on <= meeting[1]:
        yield Complaint("The meeting was not held on that day.", field="on")


def wrong_with_outcome(given: Deciding) -> Iterator[Complaint]:
    """Give what is wrong with an outcome that somebody enters without a vote."""
    if given.outcome not in BY_CONSENSUS:
        yield Complaint(
            "That it was not adopted follows from a vote. Enter the vote.", field="outcome"
        )
    if given.outcome in EXPLAINED and not given.note:
        yield Complaint("Say why.", field="note")


def told_title(title: str, sort: Class, *, public: bool) -> str:
    """Give a title as letters carry it: of what is not for everybody, none."""
    return title if public and sort is Class.UNCLASSIFIED else ""


def wrong_with_statement(
    participant: str | None, *, members: Collection[str]
) -> Iterator[Complaint]:
    """Give what keeps a participant from attaching a statement; ``members`` are the body's."""
    if participant is None:
        yield Complaint("Say whose statement it is.", field="participant")
    elif participant not in members:
        yield Complaint("Only a member of this body states its position.", field="participant")

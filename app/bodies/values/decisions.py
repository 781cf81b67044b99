"""The words for what a body decides: about what, how, with which outcome, and who said what."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_TITLE = 200
LONGEST_TEXT = 40_000
LONGEST_SUBJECT = 200
LONGEST_FOLLOW_UP = 300
LONGEST_STATEMENT = 10_000
LONGEST_PROOF = 2_000


class Matter(StrEnum):
    """What a decision is about; the rules of procedure set a majority for each."""

    TEXT = "text"
    """A text is adopted: a report, a standard, rules of procedure."""
    MANDATE = "mandate"
    """A body is set up, its mandate changed or its term prolonged."""
    EXTENSION = "extension"
    """A participant has longer for what it owes."""
    WAIVER = "waiver"
    """A participant need not do what it owes."""
    FINDING = "finding"
    """What a body finds about a participant: that it does not comply, or complies again."""
    ELECTION = "election"
    BUDGET = "budget"
    OTHER = "other"


class Manner(StrEnum):
    """How a body comes to a decision."""

    CONSENSUS = "consensus"
    VOTE = "vote"
    SILENCE = "silence"


class Outcome(StrEnum):
    """What became of a proposal."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    NO_CONSENSUS = "no_consensus"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """How somebody voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ABSENT = "absent"


class Stating(StrEnum):
    """What somebody attaches to a decision."""

    STATEMENT = "statement"
    RESERVATION = "reservation"
    """A reservation of position: the decision stands, and does not bind its view."""
    EXPLANATION = "explanation"
    """An explanation of vote."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a vote came to; a REIO counts as many times as it has members for which it votes."""

    votes_for: int
    votes_against: int
    abstentions: int
    absent: int
    """Entitled, and without a vote."""
    entitled: int
    """How many votes there could have been."""

"""The words for what a body decides: about what, how, with which outcome, and who said what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.bodies.values.bodies import Class

LONGEST_TITLE = 200
LONGEST_TEXT = 40_000
LONGEST_ABOUT = 200
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody proposes to a body."""

    title: str
    text: str
    matter: Matter = Matter.OTHER
    sort: Class = Class.UNCLASSIFIED
    participant: str | None = None
    """About whom it is."""
    about: str = ""
    """What of theirs it is about, such as an obligation and its period."""
    meeting_id: UUID | None = None
    paper_id: UUID | None = None
    again_of: UUID | None = None
    """The earlier proposal that is put to the body again."""
    follow_up: str = ""
    """What is to be done once it is adopted."""
    follow_up_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What became of a proposal, as an officer enters it; of a vote the rules say what came out."""

    on: date
    """The day at the seat."""
    outcome: Outcome = Outcome.ADOPTED
    note: str = ""
    cast: Mapping[str, Choice] = field(default_factory=dict)
    """How everybody voted, by participant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a proposal comes to: how, what came out, and when."""

    manner: Manner | None
    outcome: Outcome
    on: date
    counts: Counts | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a participant states about a decision."""

    participant: str | None
    kind: Stating
    text: str


@dataclass(frozen=True, slots=True)
class DecisionSelection:
    """Which decisions of a body a reader asks to see."""

    outcome: Outcome | None = None
    proposed: bool = False
    """Those alone that nothing has become of yet."""
    matter: Matter | None = None
    year: int | None = None
    """The year in which it was decided, or proposed."""
    text: str = ""
    page: int = 1

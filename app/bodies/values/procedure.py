"""The words for how bodies proceed: quorum, majority, silence and papers, as their rules say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from app.bodies.values.bodies import BodyKind
from app.bodies.values.decisions import Matter


class Base(StrEnum):
    """Of whom a share is reckoned."""

    MEMBERS = "members"
    """Of the members that the body has on the day."""
    PARTIES = "parties"
    """Of those members for which the Agency's treaty is in force on the day."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number, such as two thirds, or more than a half."""

    numerator: int
    denominator: int
    exceeded: bool = False
    """Whether just that part is too little: more than a half, not a half."""

    def __post_init__(self) -> None:
        """Refuse what is no part of a whole.

        Raises:
            ValueError: it is more than the whole, or none of it.

        """
        if not 0 < self.numerator <= self.denominator:
            raise ValueError("a share is more than nothing and at most the whole")
        if self.exceeded and self.numerator == self.denominator:
            raise ValueError("nobody can exceed the whole")

    def needed(self, whole: int) -> int:
        """Give the least number that is such a part of a whole; one at least."""
        exact, rest = divmod(whole * self.numerator, self.denominator)
        return max(1, exact + (1 if rest or self.exceeded else 0))


@dataclass(frozen=True, slots=True)
class SharePresent:
    """A quorum that is a share of somebody."""

    kind: Literal["share"]
    of: Base
    share: Share


@dataclass(frozen=True, slots=True)
class NumberPresent:
    """A quorum that is a number, whoever belongs to the body; ``of`` says who are counted."""

    kind: Literal["number"]
    n: int
    of: Base = Base.MEMBERS

    def __post_init__(self) -> None:
        """Refuse a quorum of nobody.

        Raises:
            ValueError: the number is none.

        """
        if self.n < 1:
            raise ValueError("a quorum is one at least")


Quorum = SharePresent | NumberPresent


@dataclass(frozen=True, slots=True)
class Procedure:
    """The rules of procedure of one kind of body."""

    quorum: Quorum
    majority: Share
    """Of those present and voting: what carries a vote."""
    silence_minimum_hours: int
    """The shortest time for which a text may lie under silence."""
    silence_last_hours: int
    """How long before its end the product must be there, or silence is prolonged."""
    silence_return_hours: int
    """How long silence lasts at least once the product is back."""
    hold_minutes: int
    """How long letters wait after an adoption by silence."""
    paper_days: int
    """How many days before a meeting opens its papers are due."""
    voters: Base = Base.MEMBERS
    """Who votes: every member, or those alone for which the Agency's treaty is in force."""
    majorities: Mapping[Matter, Share] = field(default_factory=dict)
    """What carries a vote on matters for which that is another share."""

    def __post_init__(self) -> None:
        """Refuse times that run backwards.

        Raises:
            ValueError: one of them is negative, or silence would last for no time.

        """
        after = (self.silence_last_hours, self.silence_return_hours, self.hold_minutes)
        if self.silence_minimum_hours < 1 or min(*after, self.paper_days) < 0:
            raise ValueError("a time is not negative, and silence lasts an hour at least")

    def majority_for(self, matter: Matter) -> Share:
        """Give what carries a vote on a matter."""
        return self.majorities.get(matter, self.majority)

    @property
    def silence_minimum(self) -> timedelta:
        """Give the shortest time for which a text may lie under silence."""
        return timedelta(hours=self.silence_minimum_hours)

    @property
    def silence_last(self) -> timedelta:
        """Give how long before its end the product must be there, or silence is prolonged."""
        return timedelta(hours=self.silence_last_hours)

    @property
    def silence_return(self) -> timedelta:
        """Give how long silence lasts at least once the product is back."""
        return timedelta(hours=self.silence_return_hours)

    @property
    def hold(self) -> timedelta:
        """Give how long letters wait after an adoption by silence."""
        return timedelta(minutes=self.hold_minutes)


@dataclass(frozen=True, slots=True)
class Procedures:
    """How each kind of body proceeds, and where that is laid down."""

    source: str
    treaty: str
    """The Agency's treaty, whose parties are meant wherever parties are."""
    by_kind: Mapping[BodyKind, Procedure]

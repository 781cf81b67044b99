"""The words for filing: a declaration, its versions, what may be done with each, and by whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.correspondence.values import Channel
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.forms import Content
from app.kernel.actor import Actor
from app.obligations.values import LONGEST_PERIOD, Basis, Publication

SLUG = re.compile(r"([A-Z]{2,3})-(\d{4})-([1-9]\d{0,5})", re.ASCII)
PERIOD = re.compile(rf"[A-Za-z0-9][A-Za-z0-9.-]{{0,{LONGEST_PERIOD - 1}}}", re.ASCII)

LONGEST_NOTE = 4_000
"""Characters of a reason."""

Classes = Mapping[str, Class]
"""What a state has set: by section, and by ``section.question`` where a figure has its own."""


class Status(StrEnum):
    """Where one version of a declaration stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    IN_GOOD_ORDER = "in_good_order"
    """Received complete; that says nothing about whether it is true."""
    RETURNED = "returned"
    RECALLED = "recalled"
    SUPERSEDED = "superseded"
    """A later version stands in its place."""


class Step(StrEnum):
    """What somebody may do with a declaration."""

    EDIT = "edit"
    ASK = "ask"
    """To ask the accredited representative to submit."""
    TAKE_BACK = "take_back"
    """To go on drafting after one has asked."""
    SUBMIT = "submit"
    ENTER = "enter"
    """To enter, as an officer, what a state has filed by another way."""
    TAKE_UP = "take_up"
    FIND_IN_GOOD_ORDER = "find_in_good_order"
    RETURN = "return"
    RECALL = "recall"
    AMEND = "amend"
    """To begin a new version that carries everything over."""


class Hands(StrEnum):
    """Whose pairs of eyes were on what was submitted."""

    TWO = "two"
    """One person drafted, another submitted."""
    ONE = "one"
    """One person did both, whom the state has designated for both in writing."""
    SECRETARIAT = "secretariat"
    """An officer entered what the state sent by another way."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A declaration's own number. Each state has its own series, so none tells of another's."""

    participant: str
    year: int
    serial: int

    def __str__(self) -> str:
        """Write it as addresses have it: ``CAN-2027-3``."""
        return f"{self.participant}-{self.year}-{self.serial}"

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/declarations/{self}"


def reference(slug: str) -> Reference | None:
    """Give the reference that an address writes, or None if it writes none."""
    found = SLUG.fullmatch(slug)
    return Reference(found[1], int(found[2]), int(found[3])) if found else None


@dataclass(frozen=True, slots=True)
class Duty:
    """What is declared: which obligation, whose, for which period."""

    obligation: str
    participant: str
    period: str


@dataclass(frozen=True, slots=True)
class VersionNumber:
    """A version's number: the first is 1.0, the state raises the one, the secretariat the other."""

    major: int
    minor: int = 0

    def __str__(self) -> str:
        """Write it as people do."""
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True, slots=True)
class Whose:
    """Everything about a version that decides who may read it."""

    participant: str
    status: Status
    publication: Publication
    of_record: bool
    """Whether the chain points to it."""


@dataclass(frozen=True, slots=True)
class Portion:
    """The answers of one section that have one class: what is read together."""

    section: str
    grade: Class
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is filed, before it has a place in the chain."""

    basis: Basis
    outcome: Outcome = Outcome.FILED
    content: Content = field(default_factory=dict)
    classes: Classes = field(default_factory=dict)
    reason: str = ""
    """Why it is amended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How what an officer enters came: by which way, when, and under which number."""

    channel: Channel
    received_on: date
    their_reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who acts, when, and with which form."""

    by: Actor
    at: datetime
    today: date
    """At the seat."""
    key: UUID
    """Of the form: posted twice, it is one deed."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who had a draft in hand, for the rule of two pairs of eyes."""

    asked_by: int | None
    """The account that asked for submission, if somebody did since the last change."""
    one_officer: bool
    """Whether the state has designated, in writing, one person for both; where two had the draft it
    is not asked.
    """

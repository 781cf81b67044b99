"""The words for what troubles an installation, and for what its sweeps did."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.correspondence.values import Failures, Standing
from app.documents.values import Owing


class Trouble(StrEnum):
    """What stands too long; each is told once, until it is over."""

    BACKGROUND = "background"
    """No call of the scheduler comes through: nothing that is owed is done."""
    LETTERS = "letters"
    """A letter waits to leave."""
    PRINTS = "prints"
    """A print waits to be printed."""
    FAILED = "failed"
    """A letter or a print has failed, and nobody has decided about it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A trouble, and since when what it is about has stood."""

    trouble: Trouble
    since: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What troubles are found in."""

    ticked_at: datetime | None
    """When a call of the scheduler last came through, if one ever did."""
    letters: Standing
    failed_letters: Failures
    prints: Owing


class Work(StrEnum):
    """What is done when it has fallen due; the value stands in the record of it."""

    CONCLUDE = "conclude"
    RECKON = "reckon"
    REMIND = "remind"
    TAKE_BACK = "take_back"
    BEGIN = "begin_summaries"
    GATHER = "gather_summaries"
    PACK = "pack_summaries"
    PRINT = "print"
    """Prints were owed: of notifications, receipts, decisions, the summaries of batches."""

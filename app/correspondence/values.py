"""The words for correspondence: whom a letter is owed to, where it stands, how a note arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

SIGN = "GAIMA"
"""What every number of the Agency's begins with."""

LEASE = timedelta(seconds=60)
"""How long a worker's claim on letters holds: far longer than composing a chunk of them takes."""

CHUNK = 50
"""How many letters a worker claims at once, and how many go over one connection."""

MOST_ATTEMPTS = 20
"""How often a letter is claimed without being handed over before it is shown as failed: workers
may be killed, and disks be full for a while."""

TURN = timedelta(seconds=30)
"""How long a relay's turn holds unless it renews it."""

PULSE_EVERY = timedelta(seconds=20)
"""How often a worker asks the relay for a sign of life."""

SILENT_AFTER = timedelta(seconds=60)
"""How long a letter may be owed, or a pulse be missing, before something counts as down."""

WAITS_TOO_LONG = timedelta(minutes=15)
"""How long the oldest letter may wait before whoever keeps the installation is alarmed."""

FEW_RETURNED = 3
RETURNED_WITHIN = timedelta(days=14)
"""How many letters come back for what may pass, within how long, before an address is failing."""

NAMED_WITHIN = timedelta(days=30)
"""How long after the last letter to an address a report that names no letter is believed at all."""

PAGE = 50
"""How many letters, or pieces of the register, a page shows."""

LONGEST_ADDRESS = 254
LONGEST_LINE = 300
"""Characters of a name, a subject or another text that stands on one line."""

LONGEST_REASON = 500
LONGEST_WORDS = 500
"""Characters of a reason that somebody gives, and of what a mail server said that are kept."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a letter goes to, as whoever owes it has looked them up."""

    person: str
    """What identifies them to the slice that knows people, such as ``account/12``."""
    name: str
    address: str
    """One e-mail address."""
    language: str
    """A BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter as the slice that owes it writes it down."""

    occasion: str
    """Why it exists, such as ``notification/GAIMA/DN/2027/12/account/7``: owed once for ever."""
    to: Recipient
    template: str
    """The name of a template in ``templates/mail``."""
    facts: Mapping[str, Any]
    """What fills the template: texts, numbers, dates, lists. Never a declaration's content."""
    about: str
    """The page of the very task, such as ``/treaties/gaima-statute``."""
    reference: str = ""
    """The number of the note that the letter carries, if it carries one."""
    private: bool = False
    """Whether nobody but the addressee may read it, as when its link opens something."""


class LetterState(StrEnum):
    """Where a letter stands; derived from its instants, never stored."""

    OWED = "owed"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Failed, and it was decided that it need not be sent."""


class LetterAct(StrEnum):
    """What can be decided about a letter that has failed."""

    SENT_AGAIN = "sent_again"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Course:
    """What a letter's state is read from."""

    handed_over_at: datetime | None
    sent_at: datetime | None
    failed_at: datetime | None
    cancelled_at: datetime | None = None


class Failing(StrEnum):
    """How letters to an address come back."""

    FOR_GOOD = "for_good"
    """Its server says that there is no such mailbox, or that it takes nothing from us (5.x.x)."""
    AT_TIMES = "at_times"
    """Several came back within a short time for what may pass (4.x.x), or may be forged."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a mail server reports of one letter that it could not deliver."""

    letters: tuple[UUID, ...]
    """The letters that it may be about, by the Message-IDs that stand in it."""
    address: str
    """The address that it names, or nothing."""
    status: str
    """The enhanced status code (RFC 3463), such as ``5.1.1``, or nothing."""
    words: str
    """What the server said, on one line."""

    @property
    def for_good(self) -> bool:
        """Whether trying again is said to be useless."""
        return self.status.startswith("5")


class Direction(StrEnum):
    """Whether a piece of correspondence came or went; the value stands in its number."""

    IN = "IN"
    OUT = "OUT"


class Channel(StrEnum):
    """The way a piece of correspondence came or went."""

    NOTE_VERBALE = "note_verbale"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"
    COURIER = "courier"
    FAX = "fax"


@dataclass(frozen=True, slots=True)
class Number:
    """A place in the register, which is without gaps in each year and direction."""

    direction: Direction
    year: int
    serial: int

    def __str__(self) -> str:
        """Write it as it stands on paper: ``GAIMA/OUT/2027/12``."""
        return f"{SIGN}/{self.direction}/{self.year}/{self.serial}"

    @property
    def subject(self) -> str:
        """What the ledger calls it, and whose its scans are: ``correspondence/GAIMA/IN/2027/3``."""
        return f"correspondence/{self}"

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/correspondence/{self}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A piece of correspondence, as it is entered in the register."""

    on: date
    """For one that came the date of receipt, which has legal effect; else the day it went."""
    channel: Channel
    party: str
    """From whom it came, or to whom it went."""
    subject: str
    about: str = ""
    """The page of what it is about, if there is one."""
    their_reference: str = ""
    """The number or date that the sender gave it."""
    corrects: Number | None = None
    """The piece in whose place it stands, because that one was entered wrongly."""


class Order(StrEnum):
    """What the register can be sorted by."""

    ENTERED = "entered"
    DAY = "on"
    NUMBER = "number"
    PARTY = "party"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which pieces of the register are asked for, and in which order."""

    direction: Direction | None = None
    channel: Channel | None = None
    year: int | None = None
    text: str = ""
    order: Order = Order.ENTERED
    descending: bool = True
    page: int = 1


@dataclass(frozen=True, slots=True)
class LetterSelection:
    """Which letters are asked for."""

    state: LetterState | None = None
    text: str = ""
    reference: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Sender:
    """Who letters come from, and where their links lead."""

    agency: str
    address: str
    public_url: str
    demonstration: bool
    seat: ZoneInfo
    """The zone whose days letters name."""
    rehearsal: bool = False
    """Whether what they say is only tried."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter as it goes out: the whole message, and the parts that people look at."""

    subject: str
    text: str
    html: str
    message: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that the mail server has accepted, by its key, and the message that it was."""

    key: UUID
    at: datetime
    message: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failures:
    """The letters that have failed and about which nobody has decided."""

    count: int
    since: datetime | None
    """When the one that has waited longest failed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the letters of an installation stand, for those who keep it running."""

    owed_since: datetime | None
    """Since when the oldest letter waits for a worker to hand it over."""
    due_since: datetime | None
    """Since when the oldest letter waits that the relay might send."""
    heard_at: datetime | None
    """When a pulse last went from a worker through the spool and the relay."""
    trouble: str
    """What the mail server last said or did against being reached, or nothing."""

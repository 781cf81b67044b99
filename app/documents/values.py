"""The words for prints: what can be printed, and where a print stands."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

MOST_ATTEMPTS = 3
"""How often a print is tried before it is shown as failed."""

LEASE = timedelta(seconds=90)
"""How long a claim holds: longer than ``SECONDS_A_PRINT`` and the storing after it."""

SECONDS_A_PRINT = 60
"""How long one print may take before it is stopped."""

MOST_WAITING = 40
"""How many prints may wait at once."""

MOST_AN_HOUR = 240
"""How many new prints may be asked for within an hour, so that nobody fills the disk."""

FONTS = (
    ("Noto Sans", "Regular"),
    ("Noto Sans", "Bold"),
    ("Noto Sans", "Italic"),
    ("Noto Serif", "Regular"),
    ("Noto Serif", "Bold"),
    ("Amiri", "Regular"),
    ("Droid Sans Fallback", "Regular"),
)
"""What the templates are set in, by family and style; Amiri is for Arabic, Droid for Chinese."""


class DocumentKind(StrEnum):
    """A sort of document; the value is its template's name."""

    RATIFICATION_STATUS = "ratification_status"
    DEPOSITARY_NOTIFICATION = "depositary_notification"
    DECLARATION = "declaration"
    DECLARATION_RECEIPT = "declaration_receipt"
    REPORTING_STATUS = "reporting_status"
    COMPLIANCE_SUMMARY = "compliance_summary"
    PAPER_TIMELINESS = "paper_timeliness"
    PAPER_SUBMISSIONS = "paper_submissions"
    PAPER_RATIFICATION = "paper_ratification"
    PAPER_ANNUAL = "paper_annual"
    MEETING_REPORT = "meeting_report"
    BODY_DECISION = "body_decision"
    BODY_REPORT = "body_report"


class Readers(StrEnum):
    """Who reads a print."""

    EVERYBODY = "everybody"
    PARTICIPANT = "participant"
    """Whoever speaks for one participant."""
    SHARED = "shared"
    """Whoever speaks for one participant, and who oversees declarations."""
    OFFICERS = "officers"
    """Who oversees declarations: their officers, the director, the auditor."""
    ACCOUNT = "account"
    """Whoever asked for it, and nobody else."""


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a print is made: its facts were gathered through these eyes."""

    readers: Readers
    whose: str = ""
    """The participant's code or the account's number, where it is one's alone."""


PUBLIC = Audience(Readers.EVERYBODY)
OVERSIGHT = Audience(Readers.OFFICERS)


def those_of(participant: str) -> Audience:
    """Give the audience of everybody who speaks for a participant."""
    return Audience(Readers.PARTICIPANT, participant)


def shared_with(participant: str) -> Audience:
    """Give the audience of who speaks for a participant and who oversees declarations."""
    return Audience(Readers.SHARED, participant)


def that_of(account: int | None) -> Audience:
    """Give the audience of one account; nobody's is read by nobody."""
    return Audience(Readers.ACCOUNT, str(account))


class DocumentState(StrEnum):
    """Where a print stands; derived from its instants, never stored."""

    QUEUED = "queued"
    PRINTING = "printing"
    READY = "ready"
    FAILED = "failed"


class PrintAct(StrEnum):
    """What can be decided about a print that has failed."""

    PRINTED_AGAIN = "printed_again"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Course:
    """What a print's state is read from."""

    next_attempt_at: datetime
    """From when on it may be claimed: while it is claimed, the end of the lease."""
    claimed: bool
    ready_at: datetime | None
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Owing:
    """How the prints of an installation stand, for those who keep it running."""

    waiting: int
    since: datetime | None
    """Since when the one that waits longest might have been claimed."""
    failed: int
    failed_since: datetime | None
    """When the one that failed first, and about which nobody has decided, failed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An attempt that ended with a file in storage: its SHA-256, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Unprinted:
    """An attempt that failed; the sentence is for the person who asked."""

    reason: str


MOST_UPLOADED = 20_000_000
"""How many bytes a file that somebody hands in may have."""

LONGEST_FILE_NAME = 200
LONGEST_REASON = 500

SECONDS_A_LOOK = 30
"""How long looking into one file may take."""


class FileKind(StrEnum):
    """A kind of file that is accepted; the value is its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"

    @property
    def extension(self) -> str:
        """What its name ends with."""
        return {FileKind.JPEG: "jpg", FileKind.TIFF: "tif"}.get(self, self.name.lower())


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that somebody handed in and that is what its name says."""

    name: str
    kind: FileKind
    content: bytes = field(repr=False)

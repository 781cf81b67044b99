"""The tables of correspondence: letters, who relays them, and the numbered register."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.correspondence.rules import state_of
from app.correspondence.values import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_WORDS,
    Channel,
    Course,
    Direction,
    Failing,
    LetterAct,
    LetterState,
    Note,
    Number,
)
from app.kernel.database import Base, Key

STILL_OWED = text("sent_at IS NULL AND failed_at IS NULL")
STILL_FAILED = text("failed_at IS NOT NULL")
STILL_FAILING = text("ended_at IS NULL")

ONLY = 1
"""The key of the one row that says which relay's turn it is."""


class Letter(Base):
    """One message that is owed to one address, from then until it was sent: outbox and record.

    Its key names the file in the spool and stands in the Message-ID, so a second hand-over is
    known for what it is.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("(failed_at IS NULL) = (failure IS NULL)", name="failed_has_reason"),
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="sent_or_failed"),
        CheckConstraint("sent_at IS NULL OR message IS NOT NULL", name="sent_is_kept"),
        CheckConstraint("cancelled_at IS NULL OR failed_at IS NOT NULL", name="cancelled_failed"),
        Index(
            "ix_letter_owed",
            "next_attempt_at",
            sqlite_where=STILL_OWED,
            postgresql_where=STILL_OWED,
        ),
        Index(
            "ix_letter_failed",
            "failed_at",
            sqlite_where=STILL_FAILED,
            postgresql_where=STILL_FAILED,
        ),
        Index("ix_letter_address", "address"),
        Index("ix_letter_owed_at", "owed_at"),
        Index("ix_letter_reference", "reference"),
    )

    id: Mapped[Key]
    occasion: Mapped[str] = mapped_column(String(LONGEST_LINE), unique=True)
    person: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(LONGEST_LINE))
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    language: Mapped[str] = mapped_column(String(20))
    template: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]]
    """Frozen when it was owed; dates are ISO 8601 texts."""
    about: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(String(60))
    private: Mapped[bool]
    """Whether its words are shown to nobody, though they are kept."""
    owed_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    """From when on it may be claimed or sent: while it is claimed, the end of the lease."""
    claim: Mapped[UUID | None]
    """Whose hand-over it is; another's is not marked."""
    attempts: Mapped[int]
    """Claims without a hand-over; after it, attempts to send that the server put off."""
    handed_over_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)
    """The mail server's last words about it."""
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(Text)
    """Why, as a sentence, with the server's words where it was the server."""
    cancelled_at: Mapped[datetime | None]
    """When somebody decided that it need not be sent after all."""
    message: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The whole message as it was sent, or as the server refused it."""

    @property
    def state(self) -> LetterState:
        """Say where it stands."""
        course = Course(self.handed_over_at, self.sent_at, self.failed_at, self.cancelled_at)
        return state_of(course)


class LetterDeed(Base):
    """What somebody did about a letter that had failed. Rows are added, never changed."""

    __tablename__ = "letter_deed"
    __table_args__ = (Index(None, "letter_id"),)

    id: Mapped[Key]
    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letter.id"))
    act: Mapped[LetterAct]
    at: Mapped[datetime]
    by: Mapped[int | None]
    """The account's number."""
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    """Why it is not to be sent; of sending again none is asked."""


class Bounce(Base):
    """One report that a letter could not be delivered. Rows are added, never changed."""

    __tablename__ = "bounce"
    __table_args__ = (Index(None, "address"), Index(None, "found_at"))

    occasion: Mapped[str] = mapped_column(String(LONGEST_LINE), primary_key=True)
    """What makes it one: the letter and its sending, else the address and the day."""
    found_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("letter.id"))
    """The letter it names; one that names none proves nothing."""
    sent_at: Mapped[datetime | None]
    """When that letter had gone out."""
    status: Mapped[str] = mapped_column(String(12))
    """The enhanced status code (RFC 3463), such as ``5.1.1``, or nothing."""
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    """What the reporting server said."""


class FailingAddress(Base):
    """A time during which letters to an address come back."""

    __tablename__ = "failing_address"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_why IS NULL)", name="ended_for_a_reason"),
        Index(
            "uq_failing_address_address",
            "address",
            unique=True,
            sqlite_where=STILL_FAILING,
            postgresql_where=STILL_FAILING,
        ),
    )

    id: Mapped[Key]
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    name: Mapped[str] = mapped_column(String(LONGEST_LINE))
    """As the letter that came back addressed them."""
    since: Mapped[datetime]
    failing: Mapped[Failing]
    """Where it is for good, no letter goes there unless somebody decides it."""
    status: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
    """The account's number."""
    ended_why: Mapped[str | None] = mapped_column(String(LONGEST_REASON))


class Relay(Base):
    """One row: which relay may send until when, and what became of the last pulse."""

    __tablename__ = "relay"
    __table_args__ = (CheckConstraint(f"id = {ONLY}", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[UUID | None]
    until: Mapped[datetime]
    heard_at: Mapped[datetime | None]
    """When a pulse last came through the spool."""
    trouble: Mapped[str] = mapped_column(Text)
    """Why the mail server could not be reached, or nothing."""


class Piece(Base):
    """A numbered note that came or went. Rows are added, never changed."""

    __tablename__ = "correspondence_piece"
    __table_args__ = (
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint(
            "(corrects_year IS NULL) = (corrects_serial IS NULL)", name="corrects_whole"
        ),
        ForeignKeyConstraint(
            ["direction", "corrects_year", "corrects_serial"],
            [
                "correspondence_piece.direction",
                "correspondence_piece.year",
                "correspondence_piece.serial",
            ],
            name="fk_correspondence_piece_corrects",
        ),
        UniqueConstraint(
            "direction",
            "corrects_year",
            "corrects_serial",
            name="uq_correspondence_piece_corrects",
        ),
        Index("ix_correspondence_piece_on", "on"),
    )

    direction: Mapped[Direction] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[UUID] = mapped_column(unique=True)
    """The form's own: posted twice, it is one piece."""
    on: Mapped[date]
    channel: Mapped[Channel]
    party: Mapped[str] = mapped_column(String(LONGEST_LINE))
    subject: Mapped[str] = mapped_column(String(LONGEST_LINE))
    about: Mapped[str] = mapped_column(Text)
    their_reference: Mapped[str] = mapped_column(String(LONGEST_LINE))
    entered_at: Mapped[datetime]
    entered_by: Mapped[int | None]
    """The account's number."""
    corrects_year: Mapped[int | None]
    corrects_serial: Mapped[int | None]
    """The piece of the same direction in whose place it stands; each is corrected once."""
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))

    @property
    def number(self) -> Number:
        """Give its number."""
        return Number(self.direction, self.year, self.serial)

    @property
    def corrects(self) -> Number | None:
        """Give the number of the piece in whose place it stands, if it stands in one's."""
        if self.corrects_year is None or self.corrects_serial is None:
            return None
        return Number(self.direction, self.corrects_year, self.corrects_serial)

    @property
    def note(self) -> Note:
        """Give what was entered."""
        return Note(
            on=self.on,
            channel=self.channel,
            party=self.party,
            subject=self.subject,
            about=self.about,
            their_reference=self.their_reference,
            corrects=self.corrects,
        )


class PieceScan(Base):
    """That a scan was attached to a piece. Rows are added, never changed."""

    __tablename__ = "correspondence_scan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["direction", "year", "serial"],
            [
                "correspondence_piece.direction",
                "correspondence_piece.year",
                "correspondence_piece.serial",
            ],
            name="fk_correspondence_scan_piece",
        ),
        Index("ix_correspondence_scan_piece", "direction", "year", "serial"),
    )

    key: Mapped[UUID] = mapped_column(primary_key=True)
    """The form's own: posted twice, it is attached once."""
    direction: Mapped[Direction]
    year: Mapped[int]
    serial: Mapped[int]
    content: Mapped[dict[str, Any]]
    """What the ledger commits to: the file's digest, name and size."""
    attached_at: Mapped[datetime]
    attached_by: Mapped[int | None]
    """The account's number."""
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))

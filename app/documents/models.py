"""The tables of prints, and of files that people handed in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.documents.rules import state_of
from app.documents.values import (
    LONGEST_FILE_NAME,
    LONGEST_REASON,
    Audience,
    Course,
    DocumentKind,
    DocumentState,
    FileKind,
    PrintAct,
    Readers,
)
from app.kernel.database import Base, Key

SAME = "uq_document_same"
"""The constraint by which the same facts, for the same readers, are one print."""

LONGEST_WHOSE = 40

STILL_OWED = text("ready_at IS NULL AND failed_at IS NULL")
STILL_FAILED = text("failed_at IS NOT NULL")


class Document(Base):
    """A print that was asked for, the facts it is made of, and once ready, what came out."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("kind", "facts_sha256", "press", "readers", "whose", name=SAME),
        CheckConstraint(
            "(ready_at IS NULL) = (sha256 IS NULL) AND (ready_at IS NULL) = (size IS NULL)",
            name="ready_has_content",
        ),
        CheckConstraint("(failed_at IS NULL) = (failure IS NULL)", name="failed_has_reason"),
        CheckConstraint(
            "(readers IN ('participant', 'shared', 'account')) = (whose <> '')",
            name="readers_are_somebody",
        ),
        CheckConstraint("ready_at IS NULL OR failed_at IS NULL", name="ready_or_failed"),
        CheckConstraint("cancelled_at IS NULL OR failed_at IS NOT NULL", name="cancelled_failed"),
        Index(
            "ix_document_owed",
            "next_attempt_at",
            sqlite_where=STILL_OWED,
            postgresql_where=STILL_OWED,
        ),
        Index(
            "ix_document_failed",
            "failed_at",
            sqlite_where=STILL_FAILED,
            postgresql_where=STILL_FAILED,
        ),
        Index("ix_document_requested_at", "requested_at"),
    )

    id: Mapped[Key]
    kind: Mapped[DocumentKind]
    facts: Mapped[dict[str, Any]]
    """Frozen when it was asked for; every kind's hold ``title``, ``file_name`` and ``subject``."""
    facts_sha256: Mapped[str] = mapped_column(String(64))
    press: Mapped[str] = mapped_column(String(16))
    """The edition of the press it was asked of: its templates, figures and typesetter."""
    readers: Mapped[Readers]
    whose: Mapped[str] = mapped_column(String(LONGEST_WHOSE))
    """The participant or the account that reads it, where it is one's alone; else empty."""
    requested_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    """From when on it may be claimed: while it is claimed, the end of the lease."""
    claim: Mapped[UUID | None]
    """Whose attempt it is; another's result is not filed."""
    attempts: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    """Bytes."""
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(Text)
    """Why, as a sentence for the person who asked."""
    cancelled_at: Mapped[datetime | None]
    """When somebody decided that it need not be printed; whoever asked may still ask again."""

    @property
    def audience(self) -> Audience:
        """For whom it is."""
        return Audience(self.readers, self.whose)

    @property
    def title(self) -> str:
        """What stands on its cover."""
        return str(self.facts["title"])

    @property
    def file_name(self) -> str:
        """What the file is called when it is downloaded, without its ending."""
        return str(self.facts["file_name"])

    @property
    def subject(self) -> str:
        """The address of the page it was asked for on."""
        return str(self.facts["subject"])

    def state(self, *, at: datetime) -> DocumentState:
        """Say where it stands at an instant."""
        course = Course(
            next_attempt_at=self.next_attempt_at,
            claimed=self.claim is not None,
            ready_at=self.ready_at,
            failed_at=self.failed_at,
        )
        return state_of(course, at=at)


class PrintDeed(Base):
    """What somebody did about a print that had failed."""

    __tablename__ = "print_deed"
    __table_args__ = (Index(None, "document_id"),)

    id: Mapped[Key]
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    act: Mapped[PrintAct]
    at: Mapped[datetime]
    by: Mapped[int | None]
    """The account's number; a visitor who asks again has none."""
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    """Why it is not to be printed; of printing again none is asked."""


class Upload(Base):
    """A file that somebody handed in, kept under its digest. Rows are added, never changed."""

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("owner", "sha256"),
        CheckConstraint("size > 0", name="size_positive"),
    )

    id: Mapped[Key]
    owner: Mapped[str] = mapped_column(String(60))
    """What it belongs to, such as ``instrument/2027/3``; its folder in storage as well."""
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(LONGEST_FILE_NAME))
    """As whoever handed it in had called it; it stands on pages, never in a header."""
    kind: Mapped[FileKind]
    size: Mapped[int]
    """Bytes."""
    handed_in_at: Mapped[datetime]
    handed_in_by: Mapped[int | None]
    """The account's number."""

    def called(self, number: str) -> str:
        """Give what it is called when downloaded: after what it belongs to, and its digest."""
        return f"{number.replace('/', '-')}-{self.sha256[:8]}.{self.kind.extension}"

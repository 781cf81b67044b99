"""The tables of papers: their symbols, their languages, their sponsors, and their classes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values import Class
from app.bodies.values.bodies import LONGEST_AUTHORITY
from app.bodies.values.papers import (
    LONGEST_PAPER_SLUG,
    LONGEST_PAPER_SYMBOL,
    LONGEST_TITLE,
    PaperKind,
    PaperState,
    SuffixKind,
)
from app.kernel.database import Base, Key
from app.kernel.languages import Language


class Paper(Base):
    """One paper of a body, from the day on which its symbol was reserved."""

    __tablename__ = "body_paper"
    __table_args__ = (
        UniqueConstraint("body_id", "slug"),
        UniqueConstraint("hangs_on", "suffix", "number"),
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint(
            "(hangs_on IS NULL) = (suffix IS NULL) AND (suffix IS NULL) = (number IS NULL)",
            name="suffix_whole",
        ),
        CheckConstraint("issued_at IS NULL OR given_up_at IS NULL", name="one_end"),
        CheckConstraint("(given_up_at IS NULL) = (given_up_because = '')", name="explained"),
        CheckConstraint(
            "superseded_by IS NULL OR issued_at IS NOT NULL", name="issued_before_superseded"
        ),
        Index(None, "body_id", "year", "kind", "serial"),
        Index(None, "body_id", "issued_at"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    year: Mapped[int]
    kind: Mapped[PaperKind]
    serial: Mapped[int]
    """Counted from 1 for each body, year and kind; what hangs on another has the other's."""
    hangs_on: Mapped[UUID | None] = mapped_column(ForeignKey("body_paper.id"))
    """The paper that it revises, adds to or corrects."""
    suffix: Mapped[SuffixKind | None]
    number: Mapped[int | None]
    """Counted from 1 for each paper and kind of suffix."""
    symbol: Mapped[str] = mapped_column(String(LONGEST_PAPER_SYMBOL), unique=True)
    slug: Mapped[str] = mapped_column(String(LONGEST_PAPER_SLUG))
    """What stands for it in the addresses of its body."""
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    sort: Mapped[Class]
    """Its class, until the day on which it becomes unclassified by itself."""
    derestricts_on: Mapped[date | None]
    reserved_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    given_up_because: Mapped[str] = mapped_column(Text)
    """Written for whoever may look at the body; empty unless it was given up."""
    superseded_by: Mapped[UUID | None] = mapped_column(ForeignKey("body_paper.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def state(self) -> PaperState:
        """Say where it stands; ``queries.papers.standing`` says the same in SQL."""
        if self.given_up_at is not None:
            return PaperState.GIVEN_UP
        if self.issued_at is None:
            return PaperState.RESERVED
        return PaperState.SUPERSEDED if self.superseded_by else PaperState.ISSUED

    @property
    def subject(self) -> str:
        """Give what the ledger and the storage of files call it, which says nothing of it."""
        return f"paper/{self.id}"

    def class_on(self, on: date) -> Class:
        """Give its class on a day; ``queries.papers.class_on`` says the same in SQL."""
        lifted = self.derestricts_on is not None and self.derestricts_on <= on
        return Class.UNCLASSIFIED if lifted else self.sort


class PaperLanguage(Base):
    """A paper as it was issued in one language. Rows are added, never changed."""

    __tablename__ = "body_paper_language"
    __table_args__ = (CheckConstraint("text <> '' OR sha256 IS NOT NULL", name="something_issued"),)

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("body_paper.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text: Mapped[str] = mapped_column(Text)
    """Its paragraphs, parted by empty lines; empty where it was issued as a file alone."""
    folded: Mapped[str] = mapped_column(Text)
    """Title and text as they are searched: without case and accents."""
    sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the file, which is kept for the paper."""
    issued_on: Mapped[date]
    recorded_at: Mapped[datetime]


class PaperSponsor(Base):
    """A participant that submitted a paper. Rows are added, never changed."""

    __tablename__ = "body_paper_sponsor"
    __table_args__ = (Index(None, "participant"),)

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("body_paper.id"), primary_key=True)
    participant: Mapped[str] = mapped_column(String(10), primary_key=True)


class PaperLowering(Base):
    """The class of a paper was lowered, and who allowed it. Rows are added, never changed."""

    __tablename__ = "body_paper_lowering"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("body_paper.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    was: Mapped[Class]
    sort: Mapped[Class]
    effective_on: Mapped[date]
    """The day from which it holds: the day of the act, or one ahead."""
    authority: Mapped[str] = mapped_column(String(LONGEST_AUTHORITY))
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None]
    """The account's number."""


class PaperOffer(Base):
    """A paper that a member has handed in, and what became of it: it has no symbol of its own."""

    __tablename__ = "body_paper_offer"
    __table_args__ = (
        CheckConstraint("text <> '' OR sha256 IS NOT NULL", name="something_offered"),
        CheckConstraint("paper_id IS NULL OR returned_at IS NULL", name="one_answer"),
        CheckConstraint("(returned_at IS NULL) = (returned_because = '')", name="explained"),
        Index(None, "body_id"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    language: Mapped[Language]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the file, which is kept for the offer."""
    sort: Mapped[Class]
    """The class that whoever hands it in asks for."""
    participant: Mapped[str | None] = mapped_column(String(10))
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    handed_in_at: Mapped[datetime]
    paper_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_paper.id"))
    """As what it was issued."""
    returned_at: Mapped[datetime | None]
    returned_because: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def subject(self) -> str:
        """Give what the ledger and the storage of files call it."""
        return f"paper-offer/{self.id}"

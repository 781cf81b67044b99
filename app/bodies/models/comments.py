"""The tables of texts under discussion: calls for comments, comments, and what became of each."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.values.comments import LONGEST_REFERENCE, Call, Disposition
from app.correspondence.values import Channel
from app.kernel.database import Base, Key
from app.kernel.languages import Language


class PaperCall(Base):
    """A call for comments on a paper, or a longer time for it. Rows are added, never changed."""

    __tablename__ = "paper_call"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        Index(None, "until"),
    )

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("body_paper.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1 for each paper; the last one holds."""
    until: Mapped[date]
    """The last day on which comments are taken."""
    language: Mapped[Language]
    """Of the text whose paragraphs are counted."""
    note: Mapped[str] = mapped_column(Text)
    observers: Mapped[bool]
    """Whether observers may comment too."""
    told: Mapped[int]
    """To how many people a letter was owed."""
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))

    @property
    def asked(self) -> Call:
        """Give it as rules see it."""
        return Call(until=self.until, note=self.note, observers=self.observers)


class PaperComment(Base):
    """What somebody said about a text, or that they have no comment. Rows are added only."""

    __tablename__ = "paper_comment"
    __table_args__ = (
        UniqueConstraint("paper_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("paragraph > 0", name="paragraph_positive"),
        CheckConstraint("proposal <> '' OR paragraph IS NULL", name="nothing_is_of_the_whole"),
        Index(None, "seat_id"),
    )

    id: Mapped[Key]
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("body_paper.id"))
    number: Mapped[int]
    """Counted from 1 for each paper."""
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("body_seat.id"))
    """Whose comment it is."""
    paragraph: Mapped[int | None]
    """From 1; none of the text as a whole."""
    proposal: Mapped[str] = mapped_column(Text)
    """What the text should say; empty where there is no comment."""
    reason: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    late: Mapped[bool]
    """Whether the time had run out when it was received."""
    channel: Mapped[Channel | None]
    """How it came, where the secretary entered it."""
    reference: Mapped[str] = mapped_column(String(LONGEST_REFERENCE))
    made_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    """The account that wrote or entered it."""

    @property
    def sealed_as(self) -> str:
        """Give what the ledger calls it, which says nothing of it."""
        return f"comment/{self.id}"


class CommentDisposition(Base):
    """What the secretary has made of a comment; the last holds. Rows are added, never changed."""

    __tablename__ = "comment_disposition"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("paper_comment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1 for each comment."""
    disposition: Mapped[Disposition]
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))

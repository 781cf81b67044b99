"""The tables of meetings: each with its agenda, whom it invited, who registered, who was there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.bodies.models.bodies import Body
from app.bodies.values import Class
from app.bodies.values.bodies import LONGEST_NAME, LONGEST_REASON
from app.bodies.values.meetings import (
    LONGEST_LINK,
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MeetingPlan,
    MeetingState,
    Telling,
)
from app.kernel.database import Base, Key
from app.kernel.languages import Language


class Meeting(Base):
    """One meeting of a body, from its convening on."""

    __tablename__ = "body_meeting"
    __table_args__ = (
        UniqueConstraint("body_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("closes_at > opens_at", name="instants_in_order"),
        CheckConstraint("sequence >= 0 AND edition > 0 AND lists >= 0", name="counted"),
        CheckConstraint("(state = 'cancelled') = (reason <> '')", name="cancelled_has_reason"),
        CheckConstraint("state = 'held' OR lists = 0", name="attended_is_held"),
        CheckConstraint("state = 'held' OR summary = ''", name="summed_up_is_held"),
        Index(None, "opens_at"),
    )

    id: Mapped[Key]
    body_id: Mapped[UUID] = mapped_column(ForeignKey("body.id"))
    number: Mapped[int]
    """Counted from 1 for each body, without a gap: a cancelled one keeps its number."""
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE))
    link: Mapped[str] = mapped_column(String(LONGEST_LINK))
    """Where it can be attended from afar; one of place and link is given."""
    languages: Mapped[list[Any]]
    """The codes of the languages in which there is interpretation, or that are spoken."""
    sort: Mapped[Class]
    papers_due_on: Mapped[date | None]
    """The last day at the seat for papers; none where none are awaited."""
    state: Mapped[MeetingState]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    """Why it was cancelled."""
    summary: Mapped[str] = mapped_column(Text)
    """What its chair says of it; empty until then."""
    edition: Mapped[int]
    """Which of its agendas holds, counted from 1."""
    lists: Mapped[int]
    """How many lists of attendance were taken; the last one holds."""
    sequence: Mapped[int]
    """How often people were told anew; the revision of the entry in their calendars (RFC 5545)."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def subject(self) -> str:
        """Give what the ledger calls it."""
        return f"meeting/{self.id}"

    def address_under(self, of: Body) -> str:
        """Give the address of its page."""
        return f"{of.address}/meetings/{self.number}"

    @property
    def plan(self) -> MeetingPlan:
        """Give when and where it is to be, or was."""
        return MeetingPlan(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            place=self.place,
            link=self.link,
            languages=tuple(Language(each) for each in self.languages),
            sort=self.sort,
            papers_due_on=self.papers_due_on,
        )

    @plan.setter
    def plan(self, wanted: MeetingPlan) -> None:
        self.opens_at, self.closes_at = wanted.opens_at, wanted.closes_at
        self.place, self.link = wanted.place, wanted.link
        self.languages = [each.value for each in wanted.languages]
        self.sort, self.papers_due_on = wanted.sort, wanted.papers_due_on


class AgendaItem(Base):
    """One item in one edition of a meeting's agenda. Rows are added, never changed."""

    __tablename__ = "meeting_item"
    __table_args__ = (
        CheckConstraint("number > 0 AND edition > 0", name="numbers_positive"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes_positive"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("body_meeting.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    minutes: Mapped[int | None]
    """How long it is planned to take."""
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE))


class AgendaPaper(Base):
    """A paper under an item of an agenda. Rows are added, never changed."""

    __tablename__ = "meeting_paper"
    __table_args__ = (
        ForeignKeyConstraint(
            ["meeting_id", "edition", "number"],
            ["meeting_item.meeting_id", "meeting_item.edition", "meeting_item.number"],
            name="fk_meeting_paper_item",
        ),
        Index(None, "paper_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("body_paper.id"), primary_key=True)


class Invitation(Base):
    """Somebody who was told of a meeting, or is to be told. Rows are added, never changed."""

    __tablename__ = "meeting_invitation"
    __table_args__ = (Index(None, "meeting_id", "sequence"),)

    id: Mapped[Key]
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("body_meeting.id"))
    sequence: Mapped[int]
    """The meeting's, when they were told."""
    telling: Mapped[Telling]
    seat_id: Mapped[UUID | None] = mapped_column(ForeignKey("body_seat.id"))
    """For whose seat; none of the secretary."""
    account: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    """To whom a letter went; without one, the secretary tells whoever sits there."""
    at: Mapped[datetime]


class Registration(Base):
    """Who comes to a meeting for one seat."""

    __tablename__ = "meeting_registration"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    id: Mapped[Key]
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("body_meeting.id"))
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("body_seat.id"))
    head: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """Who leads the delegation; of a person, that person."""
    delegates: Mapped[list[Any]]
    """The names of the others."""
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    """Who registered them: one of their own, or the secretary."""
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class Attendance(Base):
    """A seat on which somebody sat at a meeting, in one list of it. Rows are added, never changed.

    A list that was taken again replaces the one before.
    """

    __tablename__ = "meeting_attendance"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("body_meeting.id"), primary_key=True)
    list: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("body_seat.id"), primary_key=True)

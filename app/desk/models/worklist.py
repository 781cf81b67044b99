"""The table of who has taken what on."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.desk.values.worklist import LONGEST_SUBJECT
from app.kernel.database import Base


class Assignment(Base):
    """One decision who looks after something on the worklist. Rows are added, never changed."""

    __tablename__ = "assignment"
    __table_args__ = (CheckConstraint("place > 0", name="place_positive"),)

    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place among the decisions about the same, from 1; the last one holds."""
    to: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    """The account that looks after it, or nobody."""
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    at: Mapped[datetime]

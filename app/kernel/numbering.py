"""One gap-free counter for everything that is numbered: a number is taken only by what commits."""

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.database import Base


class Counter(Base):
    """A series of numbers, and the last one that was taken from it."""

    __tablename__ = "counter"
    __table_args__ = (CheckConstraint("last > 0", name="last_positive"),)

    series: Mapped[str] = mapped_column(String(100), primary_key=True)
    last: Mapped[int]


def take(session: Session, series: str, *, count: int = 1) -> int:
    """Take the next ``count`` numbers of a series, which begins at 1, and give the first of them.

    The series stays locked until the transaction ends: other writers wait, a roll-back gives the
    numbers back, and numbers become visible in their order. Whoever takes from several series
    takes in the same order everywhere, the ledger's last, or two writers wait for each other.

    Raises:
        ValueError: fewer than one number was asked for.

    """
    if count < 1:
        raise ValueError("take at least one number")
    on_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(Counter) if on_postgres else sqlite.insert(Counter)
    statement = (
        insert.values(series=series, last=count)
        .on_conflict_do_update(index_elements=[Counter.series], set_={"last": Counter.last + count})
        .returning(Counter.last)
    )
    return session.execute(statement).scalar_one() - count + 1


def hold(session: Session, series: str) -> None:
    """Lock a series until the transaction ends, and take nothing from it."""
    session.execute(select(Counter.last).where(Counter.series == series).with_for_update())


def taken(session: Session, series: str) -> int:
    """Say how many numbers of a series have been taken."""
    return session.scalar(select(Counter.last).where(Counter.series == series)) or 0

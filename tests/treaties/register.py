"""A register for tests: treaties and acts are recorded through the operations, in one line each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine, event, func, select

from app.kernel.actor import SYSTEM
from app.kernel.database import INTRODUCTION, Base, Database
from app.ledger.models import LedgerEntry
from app.treaties import operations, queries
from app.treaties.models import Treaty, TreatyAction, TreatyIndicator, TreatyRevision
from app.treaties.operations import Recorded
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Dossier, Indicator
from tests.treaties.builders import acts, day
from tests.treaties.vectors import everyone

AT = datetime(2010, 1, 1, 12, tzinfo=UTC)
TODAY = date(2010, 1, 1)


def load(database: Database, definition: Definition, *figures: Indicator) -> bool:
    with database.write(by=SYSTEM) as session:
        return operations.load(session, definition, figures, by=SYSTEM, at=AT)


def record(
    database: Database, treaty: str, *lines: str, recorded_on: date | None = None
) -> Recorded:
    """Record acts written as in ``FRA ratification 2001-02-03``, from line 2 of a file on."""
    done = [
        replace(act, number=0, recorded_on=recorded_on or act.recorded_on) for act in acts(*lines)
    ]
    return record_acts(database, treaty, done)


def record_acts(database: Database, treaty: str, done: Sequence[Act]) -> Recorded:
    with database.write(by=SYSTEM) as session:
        return operations.record(
            session,
            treaty,
            done,
            roll=everyone(),
            by=SYSTEM,
            at=AT,
            today=TODAY,
            lines=range(2, 2 + len(done)),
        )


def correct(
    database: Database, action: str, line: str, *, recorded_on: str, reason: str = "misread"
) -> Recorded:
    treaty, number = action.split("/")
    [act] = acts(line)
    with database.write(by=SYSTEM) as session:
        return operations.correct(
            session,
            treaty,
            int(number),
            replace(act, number=0, recorded_on=day(recorded_on)),
            reason=reason,
            roll=everyone(),
            by=SYSTEM,
            at=AT,
            today=TODAY,
            line=2,
        )


def dossier(database: Database, treaty: str) -> Dossier:
    with database.read(by=SYSTEM) as session:
        return queries.dossier(session, treaty)


def rows(database: Database) -> dict[str, int]:
    """Count everything that the register holds, and what was ever changed."""
    tables: list[type[Base]] = [Treaty, TreatyIndicator, TreatyAction, LedgerEntry]
    with database.read(by=SYSTEM) as session:
        counts = {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }
        changes = session.scalar(select(func.sum(TreatyRevision.revision))) or 0
    return counts | {"changes": int(changes)}


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Gather the statements that are sent while it lasts, but for the one that says who asks."""
    sent: list[str] = []

    def gather(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != INTRODUCTION:
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", gather)
    yield sent
    event.remove(engine, "before_cursor_execute", gather)

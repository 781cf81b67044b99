"""The tick reckons who owes what, and is harmless twice."""

from sqlalchemy import func, select

from app import routine
from app.deadlines.models import Deadline
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.obligations import queries


def test_a_tick_reckons_what_is_owed_and_the_next_one_finds_nothing_to_do(
    runtime: Runtime,
) -> None:
    known = queries.catalogue(runtime.obligations)

    def state() -> tuple[bool, int, int]:
        with runtime.database.read(by=SYSTEM) as session:
            counted = select(func.count(), func.coalesce(func.sum(Deadline.version), 0))
            stale = queries.is_stale(session, known, today=runtime.today())
            return (stale, *session.execute(counted.select_from(Deadline)).one())

    assert state() == (True, 0, 0)
    routine.reckon(runtime, runtime.clock.now())
    stale, deadlines, versions = state()
    assert (stale, deadlines > 0, versions) == (False, True, deadlines)
    routine.reckon(runtime, runtime.clock.now())
    assert state() == (stale, deadlines, versions)

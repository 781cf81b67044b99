"""Batches of summaries: gathered once, printed once, paused and gone on with, packed whole."""

import csv
import hashlib
import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from app import routine
from app.correspondence.models import Letter
from app.desk.models import Sweep
from app.desk.values.troubles import Work
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.values import LEASE, Printed
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.obligations.queries import catalogue
from app.participants.queries import roll
from app.reports.models import SummaryBatch, SummaryItem
from app.reports.operations import batches
from app.reports.queries import batches as made
from app.reports.queries import house
from app.reports.rules.summaries import progress, runs_due
from app.reports.values.summaries import BatchState, Copy, Course, Progress, Run
from tests.applications import lent
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.people import signed_in, somebody
from tests.treaties.desk import treaties
from tests.treaties.register import record

DIRECTOR = Actor(Role.DIRECTOR)
SECOND = timedelta(seconds=1)
WHOLE = Course(gathered=True, paused=False, packed=False, total=10, ready=10)


@pytest.fixture
def runtime(demonstrated: Path, tmp_path: Path, clock: StoppedClock) -> Iterator[Runtime]:
    """Give a register with the demonstration in it, which a test may change."""
    shutil.copyfile(demonstrated / "test.db", tmp_path / "test.db")
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    yield runtime_on(database, tmp_path, clock)
    database.engine.dispose()


def begun(runtime: Runtime, occasion: str = "1", copy: Copy = Copy.STATE) -> int:
    with runtime.database.write(by=SYSTEM) as session:
        return batches.begin(
            session, year=2026, copy=copy, occasion=occasion, by=DIRECTOR, at=runtime.clock.now()
        )


def gathered(runtime: Runtime, occasion: str = "1", copy: Copy = Copy.STATE) -> int:
    number = begun(runtime, occasion, copy)
    routine.gather_summaries(runtime, number, runtime.clock.now())
    return number


def stands(runtime: Runtime, number: int) -> Progress:
    with runtime.database.read(by=SYSTEM) as session:
        of = made.batch(session, number)
        return progress(made.course(session, of), at=runtime.clock.now())


def owed(runtime: Runtime) -> list[Document]:
    """Owe the next prints, and give those that nobody has printed yet."""
    routine.owe_summaries(runtime, runtime.clock.now())
    with runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Document).where(Document.ready_at.is_(None))))


def print_all(runtime: Runtime, clock: StoppedClock) -> int:
    """Print whatever is owed, as short files; say how many there were."""
    count = 0
    while waiting := owed(runtime):
        count += len(waiting)
        with runtime.database.write(by=SYSTEM) as session:
            for each in waiting:
                clock.at += SECOND
                content = f"%PDF-1.7 {each.id}".encode()
                outcome = Printed(runtime.storage.keep(documents.OWNER, content), len(content))
                claimed = documents.claim(session, each.id, at=clock.at)
                assert claimed is not None
                assert documents.close(session, claimed, outcome, at=clock.at)
    return count


@pytest.mark.parametrize(
    ("course", "state"),
    [
        (Course(gathered=False, paused=False, packed=False), BatchState.GATHERING),
        (Course(gathered=False, paused=True, packed=False), BatchState.PAUSED),
        (Course(gathered=True, paused=False, packed=False, total=2, ready=1), BatchState.PRINTING),
        (
            Course(gathered=True, paused=False, packed=False, total=2, ready=1, failed=1),
            BatchState.HALTED,
        ),
        (WHOLE, BatchState.PACKING),
        (Course(gathered=True, paused=False, packed=True, total=2, ready=2), BatchState.DONE),
    ],
)
def test_where_a_batch_stands_follows_from_its_rows(course: Course, state: BatchState) -> None:
    assert progress(course, at=NOON).state is state


def test_what_is_left_is_reckoned_by_the_speed_of_the_last_prints() -> None:
    lately = tuple(NOON - each * 2 * SECOND for each in range(5))
    course = Course(gathered=True, paused=False, packed=False, total=30, ready=10, lately=lately)
    assert progress(course, at=NOON).seconds_left == 40
    assert progress(course, at=NOON + 60 * SECOND).seconds_left == 240
    first = Course(gathered=True, paused=False, packed=False, total=30, ready=1, lately=lately[:1])
    assert progress(first, at=NOON).seconds_left is None


def test_runs_come_on_their_day_and_for_ten_days_more() -> None:
    runs = (Run(1, 8, 1, (Copy.STATE,)), Run(4, 8, 0, (Copy.STATE, Copy.PUBLIC)))
    due = {on: [(each.year, each.copy) for each in runs_due(runs, today=on)] for on in DAYS}
    assert due == {
        date(2027, 1, 7): [],
        date(2027, 1, 8): [(2026, Copy.STATE)],
        date(2027, 1, 18): [(2026, Copy.STATE)],
        date(2027, 1, 19): [],
        date(2027, 4, 9): [(2027, Copy.STATE), (2027, Copy.PUBLIC)],
    }


DAYS = [
    *(date(2027, 1, 7), date(2027, 1, 8), date(2027, 1, 18), date(2027, 1, 19)),
    date(2027, 4, 9),
]


def letters_about(runtime: Runtime, number: int) -> list[Letter]:
    with runtime.database.read(by=SYSTEM) as session:
        about = Letter.about == f"/summaries/batches/{number}"
        return list(session.scalars(select(Letter).where(about)))


def kept(runtime: Runtime) -> list[tuple[Work, dict[str, int]]]:
    """Give what is kept of the work on batches, beside what the demonstration did."""
    with runtime.database.read(by=SYSTEM) as session:
        since = select(Sweep).where(Sweep.at >= NOON).order_by(Sweep.work)
        return [(each.work, each.done) for each in session.scalars(since)]


def test_everybodys_is_printed_once_and_packed_with_an_index(
    runtime: Runtime, clock: StoppedClock
) -> None:
    number = gathered(runtime)
    assert gathered(runtime) == number
    total = stands(runtime, number).total
    assert total > batches.MOST_IN_THE_PRESS
    assert len(owed(runtime)) == batches.MOST_IN_THE_PRESS == len(owed(runtime))
    assert print_all(runtime, clock) == total
    assert stands(runtime, number).state is BatchState.PACKING
    for _ in range(2):
        routine.pack_summaries(runtime, number, clock.at)
    assert stands(runtime, number).state is BatchState.DONE
    assert {tuple(each.facts["failed"]) for each in letters_about(runtime, number)} == {()}
    assert kept(runtime) == [
        (Work.GATHER, {"batches": 1}),
        (Work.PACK, {"summaries": total}),
        (Work.PRINT, {"summaries": total}),
    ]
    app = lent(runtime)
    auditor = signed_in(app, runtime, Role.AUDITOR)
    with auditor.get(f"/summaries/batches/{number}.zip") as answer:
        archive = ZipFile(io.BytesIO(answer.data))
    index = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
    assert len(index) == total == len(archive.namelist()) - 1
    for row in index:
        assert hashlib.sha256(archive.read(row["file"])).hexdigest() == row["sha256"]
    assert (
        signed_in(app, runtime, Role.DRAFTER).get(f"/summaries/batches/{number}").status_code == 404
    )


def test_of_an_unchanged_register_nothing_is_gathered_and_of_unchanged_facts_nothing_printed(
    runtime: Runtime, clock: StoppedClock
) -> None:
    first = gathered(runtime)
    total = print_all(runtime, clock)
    asked: list[str] = []
    event.listen(
        runtime.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2])
    )
    again = gathered(runtime, "2")
    assert not any("declaration" in each or "treaty_action" in each for each in asked)
    assert (stands(runtime, again).reused, print_all(runtime, clock)) == (total, 0)
    with runtime.database.write(by=SYSTEM) as session:
        ledger.append(session, [Deed("other", "other", {})], by=SYSTEM, at=clock.at)
    third = gathered(runtime, "3")
    assert (stands(runtime, third).reused, print_all(runtime, clock)) == (total, 0)
    with runtime.database.read(by=SYSTEM) as session:
        prints = session.scalar(select(func.count()).select_from(Document))
        digests = {made.batch(session, each).mark for each in (first, again, third)}
    assert (prints, len(digests)) == (total, 2)


@pytest.mark.long
def test_the_public_copies_are_other_prints_for_everybody(
    runtime: Runtime, clock: StoppedClock
) -> None:
    gathered(runtime)
    printed = print_all(runtime, clock)
    public = gathered(runtime, "2", Copy.PUBLIC)
    assert stands(runtime, public).reused == 0
    assert print_all(runtime, clock) == stands(runtime, public).total <= printed


def test_a_pause_takes_hold_and_what_is_in_the_press_is_finished(
    runtime: Runtime, clock: StoppedClock
) -> None:
    number = gathered(runtime)
    officer = signed_in(lent(runtime, tokens=False), runtime, Role.DECLARATIONS_OFFICER)
    page = f"/summaries/batches/{number}"
    owed(runtime)
    assert officer.post(f"{page}/pause").status_code == 303
    assert print_all(runtime, clock) == batches.MOST_IN_THE_PRESS
    assert "Paused" in officer.get(page).text
    routine.pack_summaries(runtime, number, clock.at)
    assert officer.get(f"{page}.zip").status_code == 404
    assert officer.post(f"{page}/resume").status_code == 303
    assert stands(runtime, number).seconds_left is None
    print_all(runtime, clock)
    assert stands(runtime, number).state is BatchState.PACKING


@pytest.mark.long
def test_what_failed_holds_the_archive_up_until_it_is_printed_after_all(
    runtime: Runtime, clock: StoppedClock
) -> None:
    number = gathered(runtime)
    failing = owed(runtime)[0].id
    failed = update(Document).where(Document.id == failing)
    with runtime.database.write(by=SYSTEM) as session:
        session.execute(failed.values(failed_at=clock.at, failure="The printer stopped."))
    owed_before = {each.id for each in owed(runtime)} - {failing}
    assert owed_before
    print_others(runtime, clock, failing)
    assert stands(runtime, number).state is BatchState.HALTED
    officer = signed_in(lent(runtime, tokens=False), runtime, Role.DECLARATIONS_OFFICER)
    assert "The printer stopped." in officer.get(f"/summaries/batches/{number}").text
    assert officer.post(f"/summaries/batches/{number}/again").status_code == 303
    assert print_all(runtime, clock) == 1
    assert stands(runtime, number).state is BatchState.PACKING


def print_others(runtime: Runtime, clock: StoppedClock, failing: object) -> None:
    """Print whatever is owed but what failed."""
    sha256 = runtime.storage.keep(documents.OWNER, b"%PDF-1.7")
    ready = {"ready_at": clock.at, "sha256": sha256, "size": 8}
    while [each for each in owed(runtime) if each.id != failing]:
        with runtime.database.write(by=SYSTEM) as session:
            others = update(Document).where(Document.id != failing, Document.ready_at.is_(None))
            session.execute(others.values(**ready))


def test_whoever_asked_is_told_once_what_could_not_be_printed_and_once_that_all_is_done(
    runtime: Runtime, clock: StoppedClock
) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        director = somebody(session, Role.DIRECTOR, at=NOON)
        number = batches.begin(
            session, year=2026, copy=Copy.STATE, occasion="1", by=director.actor, at=clock.at
        )
    routine.gather_summaries(runtime, number, clock.at)
    failing = owed(runtime)[0].id
    with runtime.database.write(by=SYSTEM) as session:
        failed = update(Document).where(Document.id == failing)
        session.execute(failed.values(failed_at=clock.at, failure="The printer stopped."))
    routine.tell_of_failed_summaries(runtime, clock.at)
    assert letters_about(runtime, number) == [], "others are still being printed"
    print_others(runtime, clock, failing)
    for _ in range(2):
        routine.tell_of_failed_summaries(runtime, clock.at)
    [letter] = letters_about(runtime, number)
    assert letter.person == f"account/{director.number}"
    assert (len(letter.facts["failed"]), letter.facts["year"]) == (1, 2026)
    with runtime.database.write(by=SYSTEM) as session:
        batches.print_failed_again(session, number, by=director.actor, at=clock.at)
    print_all(runtime, clock)
    routine.pack_summaries(runtime, number, clock.at)
    routine.tell_of_failed_summaries(runtime, clock.at)
    told = {each.occasion.split("/")[2]: each for each in letters_about(runtime, number)}
    assert set(told) == {"halted", "done"}
    assert told["done"].facts["failed"] == []


def test_a_quarters_batches_are_asked_for_once_by_themselves(
    runtime: Runtime, clock: StoppedClock
) -> None:
    routine.begin_summaries(runtime, clock.at)
    with runtime.database.read(by=SYSTEM) as session:
        assert made.latest(session) == []
    clock.at = NOON.replace(month=4, day=9)
    for _ in range(3):
        routine.begin_summaries(runtime, clock.at)
    with runtime.database.read(by=SYSTEM) as session:
        found = [(each.year, each.copy, each.asked_by) for each in made.latest(session)]
    assert found == [(2027, Copy.PUBLIC, None), (2027, Copy.STATE, None)]


def test_facts_wait_until_who_owes_what_has_been_reckoned(
    runtime: Runtime, clock: StoppedClock
) -> None:
    clock.at += timedelta(days=1)
    number = gathered(runtime)
    assert stands(runtime, number).state is BatchState.GATHERING
    routine.reckon(runtime, clock.at)
    routine.gather_summaries(runtime, number, clock.at)
    assert stands(runtime, number).state is BatchState.PRINTING


@pytest.mark.long
def test_facts_leave_the_batch_as_their_print_is_owed(runtime: Runtime) -> None:
    number = gathered(runtime)
    owed(runtime)
    with runtime.database.read(by=SYSTEM) as session:
        rows = session.scalars(select(SummaryItem).where(SummaryItem.batch == number)).all()
        [batch] = session.scalars(select(SummaryBatch))
    assert batch.gathered_at == runtime.clock.now()
    assert sum(each.facts is None for each in rows) == batches.MOST_IN_THE_PRESS
    assert all((each.facts is None) == (each.document_id is not None) for each in rows)


class DiedError(Exception):
    """Somebody was killed before their transaction was committed."""


def dying(runtime: Runtime, step: Callable[[Session], object]) -> None:
    """Take a step, and die before it is committed."""
    with suppress(DiedError), runtime.database.write(by=SYSTEM) as session:
        step(session)
        raise DiedError


def test_whoever_dies_at_a_step_leaves_it_undone_and_the_next_one_does_it_once(
    runtime: Runtime, clock: StoppedClock
) -> None:
    number = begun(runtime)
    known, everybody, about = catalogue(runtime.obligations), roll(runtime.facts), house(runtime)
    dying(
        runtime,
        lambda session: batches.gather(
            session, number, known=known, roll=everybody, house=about, at=NOON
        ),
    )
    assert stands(runtime, number) == Progress(BatchState.GATHERING, 0, 0, 0, 0, None)
    gathered(runtime)
    dying(runtime, lambda session: batches.owe_prints(session, at=NOON))
    waiting = owed(runtime)
    assert len(waiting) == batches.MOST_IN_THE_PRESS
    with runtime.database.write(by=SYSTEM) as session:
        assert all(documents.claim(session, each.id, at=clock.at) for each in waiting)
    clock.at += LEASE + SECOND
    assert print_all(runtime, clock) == stands(runtime, number).total
    with runtime.database.read(by=SYSTEM) as session:
        attempts = session.scalars(select(Document.attempts)).all()
    assert len(attempts) == stands(runtime, number).total
    assert attempts.count(2) == len(waiting)


def test_each_step_is_one_that_either_database_takes(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    runtime = runtime_on(database, tmp_path, clock)
    treaties(database)
    record(database, "ours", "CAN accession 2009-05-01", "JPN accession 2009-05-02")
    routine.reckon(runtime, clock.at)
    first = gathered(runtime)
    assert print_all(runtime, clock) == stands(runtime, first).total
    routine.pack_summaries(runtime, first, clock.at)
    again = gathered(runtime, "2")
    assert stands(runtime, again).reused == stands(runtime, first).total
    with database.read(by=SYSTEM) as session:
        packed, unpacked = made.batch(session, first), made.unpacked(session)
        assert list(made.archives(session)) == [packed.sha256]
        assert made.occasions(session, ["1", "2", "3"]) == {"1", "2"}
    assert unpacked == [again]


def test_an_officer_asks_for_a_batch_from_the_years_page_and_a_form_sent_twice_is_one(
    runtime: Runtime,
) -> None:
    officer = signed_in(lent(runtime, tokens=False), runtime, Role.DECLARATIONS_OFFICER)
    page = officer.get("/summaries?period=2026").text
    assert '<a class="govuk-link" href="/summaries/CAN?period=2026"><bdi>Canada</bdi></a>' in page
    form = {"period": "2026", "copy": "public", "key": str(uuid4())}
    first, second = (officer.post("/summaries/batches", data=form) for _ in range(2))
    assert (first.status_code, first.location) == (303, second.location)
    assert "The facts are being gathered" in officer.get(first.location).text
    assert officer.post("/summaries/batches", data=form | {"key": "1"}).status_code == 422
    assert officer.get("/summaries/batches/99").status_code == 404
    auditor = signed_in(lent(runtime, tokens=False), runtime, Role.AUDITOR)
    assert auditor.post("/summaries/batches", data=form).status_code == 404

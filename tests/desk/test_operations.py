"""What stands too long is told once, what failed is decided, and what was done is kept."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from app import routine
from app.correspondence import operations as letters
from app.correspondence.models import Letter, LetterDeed
from app.correspondence.values import WAITS_TOO_LONG, Failures, LetterState, Standing
from app.desk.models import Alarm, Sweep
from app.desk.operations import report, troubles
from app.desk.rules.troubles import PATIENCE, TOLD_AFTER
from app.desk.rules.troubles import troubles as found_in
from app.desk.values import Reporter
from app.desk.values.troubles import Found, Seen, Trouble, Work
from app.documents import operations as prints
from app.documents.models import Document, PrintDeed
from app.documents.values import PUBLIC, DocumentKind, Owing
from app.kernel.actor import SYSTEM, Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import NOON, StoppedClock
from tests.correspondence.conftest import owe, owed
from tests.people import signed_in, somebody

QUIET = Seen(NOON, Standing(None, None, NOON, ""), Failures(0, None), Owing(0, None, 0, None))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("trouble", Trouble)
def test_what_stands_longer_than_is_borne_is_a_trouble_and_not_before(trouble: Trouble) -> None:
    since = NOON - PATIENCE[trouble]
    standing = {
        Trouble.BACKGROUND: Seen(since, QUIET.letters, QUIET.failed_letters, QUIET.prints),
        Trouble.LETTERS: Seen(
            NOON, Standing(None, since, NOON, ""), QUIET.failed_letters, QUIET.prints
        ),
        Trouble.PRINTS: Seen(NOON, QUIET.letters, QUIET.failed_letters, Owing(1, since, 0, None)),
        Trouble.FAILED: Seen(NOON, QUIET.letters, Failures(1, since), QUIET.prints),
    }[trouble]
    assert found_in(standing, at=NOON) == []
    later = {each.trouble for each in found_in(standing, at=NOON + timedelta(seconds=1))}
    assert later == {trouble}


def test_a_house_that_has_only_begun_is_not_troubled() -> None:
    new = Seen(None, Standing(None, None, None, ""), Failures(0, None), Owing(0, None, 0, None))
    assert found_in(new, at=NOON) == []


def test_in_a_rehearsal_letters_that_wait_are_no_trouble() -> None:
    waits = Standing(NOON - timedelta(days=9), None, None, "")
    seen = Seen(NOON, waits, QUIET.failed_letters, QUIET.prints)
    assert found_in(seen, at=NOON, rehearsal=True) == []


@pytest.fixture
def administrators(runtime: Runtime) -> list[int]:
    with runtime.database.write(by=SYSTEM) as session:
        return [somebody(session, Role.ADMINISTRATOR, at=NOON).number for _ in range(2)]


def alarms(house: Runtime) -> list[tuple[Trouble, bool]]:
    with house.database.read(by=SYSTEM) as session:
        rows = session.scalars(select(Alarm).order_by(Alarm.raised_at))
        return [(each.trouble, each.over_at is not None) for each in rows]


def told(house: Runtime) -> int:
    with house.database.read(by=SYSTEM) as session:
        alarm = select(func.count()).where(Letter.template == troubles.TEMPLATE)
        return session.scalar(alarm) or 0


def test_one_trouble_is_one_letter_to_each_administrator_until_it_is_over(
    runtime: Runtime, clock: StoppedClock, administrators: list[int]
) -> None:
    owe(runtime.database, [owed()])
    clock.at += WAITS_TOO_LONG + MINUTE
    routine.watch(runtime, clock.at)
    assert told(runtime) == 0
    for _ in range(3):
        clock.at += TOLD_AFTER
        routine.watch(runtime, clock.at)
    assert alarms(runtime) == [(Trouble.LETTERS, False)]
    assert told(runtime) == len(administrators)
    with runtime.database.write(by=SYSTEM) as session:
        session.execute(update(Letter).values(next_attempt_at=clock.at, handed_over_at=clock.at))
    routine.watch(runtime, clock.at)
    assert alarms(runtime) == [(Trouble.LETTERS, True)]
    clock.at += WAITS_TOO_LONG + MINUTE
    routine.watch(runtime, clock.at)
    assert alarms(runtime) == [(Trouble.LETTERS, True), (Trouble.LETTERS, False)]


def test_what_a_sweep_did_is_kept_for_a_month(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        troubles.keep(session, Work.REMIND, {"letters": 3}, at=NOON)
        troubles.keep(session, Work.RECKON, {}, at=NOON + troubles.KEPT + MINUTE)
        assert session.scalars(select(Sweep.work)).all() == [Work.RECKON]


def test_prints_that_are_owed_within_an_hour_are_one_row(runtime: Runtime) -> None:
    for minutes, done in ((0, {"receipts": 2}), (40, {"receipts": 1, "summaries": 3}), (70, {})):
        with runtime.database.write(by=SYSTEM) as session:
            troubles.keep(session, Work.PRINT, done, at=NOON + minutes * MINUTE)
    with runtime.database.read(by=SYSTEM) as session:
        rows = session.scalars(select(Sweep.done).order_by(Sweep.at)).all()
    assert rows == [{"receipts": 3, "summaries": 3}, {}]


def failed_letter(house: Runtime) -> UUID:
    owe(house.database, [owed()])
    with house.database.write(by=SYSTEM) as session:
        why = {"failed_at": NOON, "failure": "No such mailbox."}
        return session.scalars(update(Letter).values(**why).returning(Letter.id)).one()


def failed_print(house: Runtime) -> UUID:
    facts = {"title": "A title", "file_name": "a", "subject": "/"}
    with house.database.write(by=SYSTEM) as session:
        kind = DocumentKind.RATIFICATION_STATUS
        key = prints.ask(session, kind, facts, press="a test", audience=PUBLIC, at=NOON)
        why = {"failed_at": NOON, "failure": "The printer stopped."}
        session.execute(update(Document).values(**why))
        return key


Asking = Callable[[Role], FlaskClient]


@pytest.fixture
def asking(runtime: Runtime) -> Asking:
    def ask(role: Role) -> FlaskClient:
        return signed_in(lent(runtime, tokens=False), runtime, role)

    return ask


def test_an_administrator_cancels_for_a_reason_and_tries_again_and_who_did_it_stands(
    runtime: Runtime, asking: Asking
) -> None:
    letter, document = failed_letter(runtime), failed_print(runtime)
    client = asking(Role.ADMINISTRATOR)
    page = client.get("/operations").text
    assert "No such mailbox." in page
    assert "The printer stopped." in page
    at_letter, at_print = f"/operations/letters/{letter}", f"/operations/prints/{document}"
    for address in (at_letter, at_print):
        refused = client.post(f"{address}/cancel", data={"reason": " "})
        assert refused.status_code == 422
        assert "Say why, in a few words." in refused.text
        for _ in range(2):
            done = client.post(f"{address}/cancel", data={"reason": "Nobody needs it."})
            assert done.status_code == 303
    assert "No such mailbox." not in client.get("/operations").text
    with runtime.database.read(by=SYSTEM) as session:
        assert session.get_one(Letter, letter).state is LetterState.CANCELLED
    for _ in range(2):
        client.post(f"{at_letter}/try-again")
        client.post(f"{at_print}/print-again")
    with runtime.database.read(by=SYSTEM) as session:
        assert session.get_one(Letter, letter).state is LetterState.OWED
        assert session.get_one(Document, document).failed_at is None
        for deed in (LetterDeed, PrintDeed):
            rows = session.execute(select(deed.reason, deed.by).order_by(deed.reason)).all()
            assert [reason for reason, _by in rows] == ["", "Nobody needs it."]
            assert None not in [by for _reason, by in rows]


def test_the_secretariat_is_told_on_every_page_and_nobody_else(
    runtime: Runtime, clock: StoppedClock, asking: Asking
) -> None:
    officer, drafter = asking(Role.BODIES_OFFICER), asking(Role.DRAFTER)
    with runtime.database.write(by=SYSTEM) as session:
        report(session, "tick", Reporter.TICK, at=NOON)
        for at in (NOON - TOLD_AFTER, NOON):
            troubles.watch(session, [Found(Trouble.PRINTS, NOON)], at=at, on=NOON.date())
    assert "Prints are not made" in officer.get("/account").text
    clock.at += PATIENCE[Trouble.BACKGROUND] + timedelta(seconds=1)
    assert "no call of the scheduler" in officer.get("/account").text
    assert "Prints are not made" not in drafter.get("/account").text


def test_the_figures_say_what_stands(runtime: Runtime, asking: Asking) -> None:
    failed_letter(runtime)
    failed_print(runtime)
    figures = asking(Role.ADMINISTRATOR).get("/metrics").text
    assert 'secretariat_letters{state="failed"} 1.0' in figures
    assert 'secretariat_prints{state="failed"} 1.0' in figures
    assert 'secretariat_trouble{trouble="letters"} 0.0' in figures


def test_what_was_cancelled_by_one_is_not_cancelled_again_by_another(runtime: Runtime) -> None:
    letter = failed_letter(runtime)
    for reason in ("First.", "Second."):
        with runtime.database.write(by=SYSTEM) as session:
            letters.cancel(session, letter, reason=reason, by=SYSTEM, at=NOON)
    with runtime.database.read(by=SYSTEM) as session:
        assert session.scalars(select(LetterDeed.reason)).all() == ["First."]

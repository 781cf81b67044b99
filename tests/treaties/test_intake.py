"""Instruments go from receipt to record by two officers; each step is one row and one entry."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.correspondence.models import Letter
from app.kernel.actor import Actor
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound
from app.ledger.models import LedgerEntry
from app.ledger.queries import audited
from app.treaties import queries
from app.treaties.models import Instrument, TreatyAction
from app.treaties.operations import intake
from app.treaties.queries import intake as desk
from app.treaties.values.acts import ActionKind
from app.treaties.values.intake import DeskKind, DeskNumber, Particulars, Powers, State, Step
from app.treaties.values.status import Status
from tests.treaties.desk import (
    FIRST,
    GIVEN,
    SECOND,
    THIRD,
    TODAY,
    hand,
    instrument,
    move,
    prepared,
    received,
    steps,
    treaties,
)
from tests.treaties.register import dossier, record
from tests.treaties.vectors import everyone


@pytest.fixture(autouse=True)
def _treaties(database: Database) -> None:
    treaties(database)


def counted(database: Database, table: type[Instrument | TreatyAction | LedgerEntry]) -> int:
    with database.read(by=FIRST) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def kinds(database: Database) -> list[str]:
    with database.read(by=FIRST) as session:
        entries = select(LedgerEntry.kind).order_by(LedgerEntry.index)
        return [kind for kind in session.scalars(entries) if kind != "treaty.loaded"]


def test_an_instrument_becomes_an_act_only_when_a_second_officer_confirms_it(
    database: Database,
) -> None:
    number = prepared(database)
    assert dossier(database, "ours").acts == ()
    move(database, number, Step.CONFIRM, by=SECOND)
    found = instrument(database, number)
    [act] = dossier(database, "ours").acts
    assert (found.state, found.action_number) == (State.RECORDED, act.number)
    assert (act.participant, act.kind) == ("FRA", ActionKind.RATIFICATION)
    assert (act.deposited_on, act.recorded_on) == (GIVEN.received_on, TODAY)
    assert act.reference == "GAIMA/INS/2027/1"
    assert kinds(database) == [
        "instrument.received",
        "instrument.examined",
        "instrument.prepared",
        "treaty_action.recorded",
        "notification.issued",
        "instrument.confirmed",
    ]


def test_every_step_says_who_took_it_when_and_where_it_led(database: Database) -> None:
    number = prepared(database)
    move(database, number, Step.TAKE_BACK, by=SECOND, note="The date is another.")
    assert [(each.version, each.step, each.state, each.by) for each in steps(database, number)] == [
        (1, Step.RECEIVE, State.RECEIVED, 11),
        (2, Step.EXAMINE, State.UNDER_EXAMINATION, 11),
        (3, Step.FIND_IN_GOOD_ORDER, State.IN_GOOD_ORDER, 11),
        (4, Step.TAKE_BACK, State.UNDER_EXAMINATION, 12),
    ]
    assert steps(database, number)[-1].note == "The date is another."


def test_every_entry_of_the_ledger_about_the_desk_can_be_opened(database: Database) -> None:
    number = prepared(database)
    move(database, number, Step.CONFIRM, by=SECOND)
    with database.read(by=FIRST) as session:
        openings = [
            *queries.openings(session),
            *queries.desk_openings(session),
            *queries.notification_openings(session),
        ]
        assert audited(session, openings).size == counted(database, LedgerEntry)


def test_the_database_itself_refuses_to_change_a_step(database: Database) -> None:
    received(database)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        database.write(by=FIRST) as session,
    ):
        session.execute(text("UPDATE desk_step SET note = 'other'"))


def test_the_preparer_cannot_confirm_and_nothing_is_recorded(database: Database) -> None:
    number = prepared(database)
    with pytest.raises(Invalid, match="You prepared this record yourself"):
        move(database, number, Step.CONFIRM, by=FIRST)
    assert instrument(database, number).state is State.IN_GOOD_ORDER
    assert counted(database, TreatyAction) == 0


def test_who_finds_it_in_good_order_is_the_preparer_whoever_entered_it(database: Database) -> None:
    number = received(database, by=FIRST)
    move(database, number, Step.EXAMINE, by=SECOND)
    move(database, number, Step.FIND_IN_GOOD_ORDER, by=SECOND)
    with pytest.raises(Invalid, match="second officer"):
        move(database, number, Step.CONFIRM, by=SECOND)
    move(database, number, Step.CONFIRM, by=FIRST)
    assert instrument(database, number).state is State.RECORDED


def test_two_officers_who_confirm_at_once_record_it_once(database: Database) -> None:
    number = prepared(database)
    version, start = instrument(database, number).version, Barrier(2)

    def confirm(by: Actor) -> bool:
        start.wait()
        try:
            move(database, number, Step.CONFIRM, by=by, version=version)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(confirm, [SECOND, THIRD])) == [False, True]
    assert counted(database, TreatyAction) == 1
    assert kinds(database).count("instrument.confirmed") == 1


def test_a_form_that_is_posted_twice_is_one_step(database: Database) -> None:
    number, key = received(database), uuid4()
    move(database, number, Step.EXAMINE, version=1, key=key)
    move(database, number, Step.EXAMINE, version=1, key=key)
    assert [each.step for each in steps(database, number)] == [Step.RECEIVE, Step.EXAMINE]


def test_a_form_of_one_instrument_cannot_be_posted_to_another(database: Database) -> None:
    one = received(database)
    other = received(database, replace(GIVEN, participant="DEU"))
    key = uuid4()
    move(database, one, Step.EXAMINE, key=key)
    with pytest.raises(Conflict, match="sent already"):
        move(database, other, Step.EXAMINE, key=key)


def test_a_stale_form_is_refused(database: Database) -> None:
    number = received(database)
    move(database, number, Step.EXAMINE, by=SECOND)
    with pytest.raises(Conflict, match="GAIMA/INS/2027/1 has changed since you opened it"):
        move(database, number, Step.EXAMINE, version=1)
    changed = replace(GIVEN, wording="accepts")
    with pytest.raises(Conflict), database.write(by=FIRST) as session:
        intake.amend(session, number, changed, hand=hand(version=1))
    assert instrument(database, number).wording == "ratifies"


def test_the_same_form_entered_twice_is_one_instrument(database: Database) -> None:
    key = uuid4()
    numbers = []
    for _ in range(2):
        with database.write(by=FIRST) as session:
            numbers.append(intake.receive(session, GIVEN, hand=hand(key=key)))
    assert numbers == [DeskNumber(DeskKind.INSTRUMENT, 2027, 1)] * 2
    other = replace(GIVEN, wording="accepts")
    with pytest.raises(Conflict, match="2027/1 was entered"), database.write(by=FIRST) as session:
        intake.receive(session, other, hand=hand(key=key))
    assert counted(database, Instrument) == 1


def test_an_identical_instrument_is_refused_and_takes_no_number(database: Database) -> None:
    received(database)
    with pytest.raises(Invalid, match="entered already, as GAIMA/INS/2027/1"):
        received(database, by=SECOND)
    assert str(received(database, replace(GIVEN, participant="DEU"))) == "GAIMA/INS/2027/2"


def test_one_instrument_entered_by_two_officers_at_once_is_entered_once(
    database: Database,
) -> None:
    start = Barrier(2)

    def enter(by: Actor) -> str:
        start.wait()
        try:
            return str(received(database, by=by))
        except Invalid as refused:
            return type(refused).__name__

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(enter, [FIRST, SECOND])) == ["GAIMA/INS/2027/1", "Invalid"]


@pytest.mark.parametrize(
    ("given", "is_alike"),
    [
        (replace(GIVEN, wording="accepts"), True),
        (replace(GIVEN, dated_on=date(2027, 2, 1)), True),
        (replace(GIVEN, received_on=date(2027, 3, 13)), True),
        (replace(GIVEN, dated_on=date(2027, 2, 1), received_on=date(2027, 3, 13)), False),
        (replace(GIVEN, participant="DEU"), False),
        (replace(GIVEN, kind=ActionKind.DECLARATION), False),
    ],
)
def test_an_instrument_like_another_is_pointed_out(
    database: Database,
    given: Particulars,
    is_alike: bool,  # noqa: FBT001 (a table's column)
) -> None:
    number = received(database)
    with database.read(by=FIRST) as session:
        found = [each.number for each in desk.alike(session, given)]
    assert found == ([number] if is_alike else [])


def test_a_returned_instrument_may_come_again(database: Database) -> None:
    number = received(database)
    move(database, number, Step.EXAMINE)
    move(database, number, Step.RETURN, note="It names another treaty.")
    again = received(database)
    assert again != number
    with database.read(by=FIRST) as session:
        assert desk.alike(session, GIVEN, beside=again) == []


def test_the_date_of_receipt_stays_through_holding(database: Database) -> None:
    number = received(database, replace(GIVEN, powers=Powers.MISSING))
    move(database, number, Step.EXAMINE)
    with pytest.raises(Invalid, match="full powers are missing"):
        move(database, number, Step.FIND_IN_GOOD_ORDER)
    move(database, number, Step.HOLD, note="Please send full powers.")
    with database.write(by=FIRST) as session:
        posted = hand(version=3)
        intake.amend(session, number, replace(GIVEN, powers=Powers.SEEN), hand=posted)
    for step, by in (
        (Step.EXAMINE, FIRST),
        (Step.FIND_IN_GOOD_ORDER, FIRST),
        (Step.CONFIRM, SECOND),
    ):
        move(database, number, step, by=by)
    assert dossier(database, "ours").acts[0].deposited_on == GIVEN.received_on


def test_what_the_register_refuses_is_never_in_good_order(database: Database) -> None:
    record(database, "ours", "FRA accession 2009-01-01")
    number = received(database)
    move(database, number, Step.EXAMINE)
    with pytest.raises(Invalid, match="consented already"):
        move(database, number, Step.FIND_IN_GOOD_ORDER)


def test_what_the_register_has_come_to_refuse_is_not_confirmed(database: Database) -> None:
    one = prepared(database)
    other = prepared(database, replace(GIVEN, kind=ActionKind.ACCEPTANCE))
    move(database, one, Step.CONFIRM, by=SECOND)
    with pytest.raises(Invalid, match="consented already"):
        move(database, other, Step.CONFIRM, by=SECOND)
    assert instrument(database, other).state is State.IN_GOOD_ORDER


def test_nothing_on_an_instrument_changes_once_it_is_in_good_order(database: Database) -> None:
    number = prepared(database)
    given = replace(GIVEN, wording="accepts")
    with pytest.raises(Invalid, match="not open"), database.write(by=FIRST) as session:
        intake.amend(session, number, given, hand=hand(version=3))


def test_a_change_that_changes_nothing_is_refused(database: Database) -> None:
    number = received(database)
    with pytest.raises(Invalid, match="Nothing has been"), database.write(by=FIRST) as session:
        intake.amend(session, number, GIVEN, hand=hand(version=1))


def test_a_mirror_cites_the_other_depositarys_notification(database: Database) -> None:
    given = replace(GIVEN, treaty="theirs")
    with pytest.raises(Invalid, match="depositary of this treaty is another"):
        received(database, given)
    cited = replace(given, notification="JO 2027/7", notified_on=date(2027, 3, 13))
    number = prepared(database, cited)
    move(database, number, Step.CONFIRM, by=SECOND)
    assert dossier(database, "theirs").acts[0].reference == "JO 2027/7"


def test_the_preview_is_what_confirming_then_does(database: Database) -> None:
    record(database, "ours", "DEU ratification 2009-05-01")
    number = prepared(database)
    with database.read(by=SECOND) as session:
        found = intake.preview(session, GIVEN, number=number, roll=everyone(), hand=hand(SECOND))
    assert found.comparison is not None
    assert found.comparison.moves_entry_into_force
    assert [change.code for change in found.comparison.changes] == ["DEU", "FRA"]
    assert {"DEU", "FRA", "JPN"} <= set(found.notified)
    assert "SUN" not in found.notified
    move(database, number, Step.CONFIRM, by=SECOND)
    with database.read(by=SECOND) as session:
        course = queries.course(session, "ours", roll=everyone())
    assert course.on(TODAY) == found.comparison.after
    assert course.of("FRA", date(2027, 6, 1)).status is Status.PARTY  # type: ignore[union-attr]


def test_who_follows_another_depositary_notifies_nobody(database: Database) -> None:
    cited = replace(GIVEN, treaty="theirs", notification="7", notified_on=date(2027, 3, 13))
    with database.read(by=FIRST) as session:
        found = intake.preview(session, cited, number=None, roll=everyone(), hand=hand())
    assert found.comparison is not None
    assert found.notified == ()


def test_with_nobody_accredited_the_step_says_that_no_letter_goes(database: Database) -> None:
    number = received(database)
    move(database, number, Step.EXAMINE)
    move(database, number, Step.HOLD, note="Please send full powers.")
    assert steps(database, number)[-1].content["letters"] == 0
    with database.read(by=FIRST) as session:
        assert session.scalars(select(Letter)).all() == []


def test_numbers_are_those_of_the_year_and_unknown_ones_are_not_there(database: Database) -> None:
    assert str(received(database)) == "GAIMA/INS/2027/1"
    with pytest.raises(NotFound):
        instrument(database, DeskNumber(DeskKind.INSTRUMENT, 2026, 1))


def test_concurrent_receipts_leave_no_gap(database: Database) -> None:
    given = [replace(GIVEN, participant=code) for code in ("FRA", "DEU", "JPN", "CAN")]
    with ThreadPoolExecutor() as pool:
        numbers = list(pool.map(partial(received, database), given))
    assert sorted(number.serial for number in numbers) == [1, 2, 3, 4]

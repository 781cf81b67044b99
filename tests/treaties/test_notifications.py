"""Whatever the depositary records is notified in the same transaction, to all who are entitled."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.accounts.operations import missions
from app.accounts.values import MissionAddress
from app.correspondence.letters import compose, drafted
from app.correspondence.models import Letter
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.errors import Invalid, NotFound
from app.ledger.queries import audited
from app.treaties import operations, queries
from app.treaties.models import Notification
from app.treaties.operations import corrections
from app.treaties.operations.notifications import notify
from app.treaties.queries import notifications as issued
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.clauses import Count, TreatyInForce
from app.treaties.values.intake import Proposal, Step
from app.treaties.values.notifications import (
    NotificationNumber,
    NotificationSelection,
    Occasion,
    OccasionKind,
)
from tests.treaties.builders import clauses, entry, treaty
from tests.treaties.desk import AT, FIRST, GIVEN, SECOND, TODAY, hand, move, prepared, treaties
from tests.treaties.register import load, statements
from tests.treaties.test_intake_letters import SENDER, delegate
from tests.treaties.vectors import everyone

ENTITLED = 198
"""Everybody who may join a treaty that is open to all states, on the day of these tests."""


def deposit(code: str, kind: ActionKind = ActionKind.RATIFICATION, **parts: object) -> Act:
    act = Act(participant=code, kind=kind, deposited_on=TODAY, recorded_on=TODAY)
    return replace(act, **parts)  # type: ignore[arg-type]


def record(database: Database, named: str, *acts: Act, notified: bool = True) -> list[str]:
    """Record acts, and give the numbers of their notifications."""
    with database.write(by=SYSTEM) as session:
        done = operations.record(
            session,
            named,
            acts,
            roll=everyone(),
            by=SYSTEM,
            at=AT,
            today=TODAY,
            papers=[{} for _ in acts] if notified else None,
        )
    return [str(number) for number in done.notified]


def correct(database: Database, named: str, number: int, act: Act) -> list[str]:
    with database.write(by=SYSTEM) as session:
        done = operations.correct(
            session,
            named,
            number,
            act,
            reason="misread",
            roll=everyone(),
            by=SYSTEM,
            at=AT,
            today=TODAY,
        )
    return [str(each) for each in done.notified]


def mission(database: Database, code: str, name: str = "Permanent Mission") -> None:
    given = MissionAddress(
        participant=code,
        name=name,
        address=f"mission.{code.lower()}@example.org",
        language="en",
        since=date(2027, 1, 1),
    )
    with database.write(by=SYSTEM) as session:
        missions.enter(session, given, roll=everyone(), by=SYSTEM, at=AT, on=TODAY)


def found(database: Database) -> list[Notification]:
    """Give every notification, the first one first."""
    with database.read(by=SYSTEM) as session:
        rows, _count = issued.notifications(session, NotificationSelection(), whole=True)
    return list(rows)[::-1]


def letters(database: Database) -> list[Letter]:
    with database.read(by=SYSTEM) as session:
        return list(session.scalars(select(Letter).order_by(Letter.occasion)))


@pytest.fixture
def light(sqlite_url: str) -> Database:
    """Give a database of the quick kind, with the desk's two treaties."""
    database = Database(sqlite_url)
    treaties(database)
    return database


def test_an_instrument_is_notified_when_it_is_confirmed_and_not_before(light: Database) -> None:
    number = prepared(light)
    assert found(light) == []
    move(light, number, Step.CONFIRM, by=SECOND)
    [notified] = found(light)
    assert str(notified.number) == "GAIMA/DN/2027/1"
    assert (notified.kind, notified.participant) == (OccasionKind.ACT, "FRA")
    assert notified.subject == "treaty/ours/1"
    assert notified.issued_on == TODAY
    assert notified.facts | {"standing": None} == {
        "act": "ratification",
        "dated_on": GIVEN.dated_on.isoformat(),
        "deposited_on": GIVEN.received_on.isoformat(),
        "reference": "GAIMA/INS/2027/1",
        "wording": "ratifies",
        "standing": None,
    }
    assert notified.facts["standing"]["contracting"] == 1
    assert len(notified.addressed_to) == ENTITLED


def test_an_act_that_is_refused_takes_no_number(light: Database) -> None:
    with pytest.raises(Invalid):
        record(light, "ours", deposit("XXX"))
    assert record(light, "ours", deposit("FRA")) == ["GAIMA/DN/2027/1"]


def test_who_mirrors_another_depositary_notifies_nobody(light: Database) -> None:
    assert record(light, "theirs", deposit("FRA"), deposit("DEU")) == []
    assert found(light) == []
    assert letters(light) == []


def test_a_load_of_history_notifies_nobody_unless_asked(light: Database) -> None:
    assert record(light, "ours", deposit("FRA"), notified=False) == []
    assert found(light) == []


def test_an_entry_into_force_that_is_reached_has_a_notification_of_its_own(
    light: Database,
) -> None:
    assert record(light, "ours", deposit("FRA")) == ["GAIMA/DN/2027/1"]
    assert record(light, "ours", deposit("DEU")) == ["GAIMA/DN/2027/2", "GAIMA/DN/2027/3"]
    *_acts, entered = found(light)
    assert entered.kind is OccasionKind.ENTRY_INTO_FORCE
    assert entered.facts["enters_on"] == "2027-04-13"
    assert entered.facts["triggered_by"] == ["DEU", "FRA"]
    assert record(light, "ours", deposit("ITA")) == ["GAIMA/DN/2027/4"]


def test_an_entry_that_another_treatys_act_brings_about_is_notified_too(light: Database) -> None:
    hanging = entry(Count(1), TreatyInForce("theirs"))
    load(light, treaty(clauses(hanging), named="hanging"))
    assert record(light, "hanging", deposit("FRA")) == ["GAIMA/DN/2027/1"]
    assert record(light, "theirs", deposit("FRA")) == []
    on_the_day = [deposit("DEU", deposited_on=date(2026, 12, 1))]
    assert record(light, "theirs", *on_the_day) in ([], ["GAIMA/DN/2027/2"])
    with light.read(by=SYSTEM) as session:
        reached = queries.course(session, "hanging", roll=everyone()).on(TODAY).entry_into_force.on
    kinds = [each.kind for each in found(light)]
    assert (OccasionKind.ENTRY_INTO_FORCE in kinds) is (reached is not None)


def test_a_correction_is_notified_and_cites_the_notification_that_was_wrong(
    light: Database,
) -> None:
    record(light, "ours", deposit("FRA"))
    right = deposit("FRA", deposited_on=date(2027, 3, 10))
    assert correct(light, "ours", 1, right) == ["GAIMA/DN/2027/2"]
    _first, corrected = found(light)
    assert corrected.kind is OccasionKind.CORRECTION_OF_THE_REGISTER
    assert corrected.corrects == NotificationNumber(2027, 1)
    assert corrected.facts["was"]["deposited_on"] == "2027-03-14"
    assert corrected.facts["reason"] == "misread"
    again = deposit("FRA", deposited_on=date(2027, 3, 9))
    assert correct(light, "ours", 2, again) == ["GAIMA/DN/2027/3"]
    assert found(light)[-1].corrects == NotificationNumber(2027, 2)


def test_a_correction_of_what_was_never_notified_notifies_nobody_from_the_command(
    light: Database,
) -> None:
    record(light, "ours", deposit("FRA"), notified=False)
    assert correct(light, "ours", 1, deposit("FRA", deposited_on=date(2027, 3, 10))) == []


def test_a_correction_follows_an_entry_into_force_that_was_notified(light: Database) -> None:
    record(light, "ours", deposit("FRA"), notified=False)
    record(light, "ours", deposit("DEU"))
    right = deposit("FRA", deposited_on=date(2027, 3, 10))
    assert correct(light, "ours", 1, right) == ["GAIMA/DN/2027/3"]


def test_a_correction_from_the_desk_is_always_notified(light: Database) -> None:
    record(light, "ours", deposit("FRA"), notified=False)
    given = Proposal(
        treaty="ours",
        replaces=1,
        participant="FRA",
        kind=ActionKind.RATIFICATION,
        deposited_on=date(2027, 3, 10),
        authority="FRA/NV/1",
        reason="misread",
    )
    with light.write(by=FIRST) as session:
        number = corrections.propose(session, given, roll=everyone(), hand=hand(FIRST))
    with light.write(by=SECOND) as session:
        decided = hand(SECOND, version=1)
        corrections.decide(session, number, Step.CONFIRM, note="", roll=everyone(), hand=decided)
    [notified] = found(light)
    assert (notified.kind, notified.corrects) == (OccasionKind.CORRECTION_OF_THE_REGISTER, None)


@pytest.mark.parametrize(
    ("instead", "enters_on"),
    [
        (deposit("DEU", deposited_on=date(2027, 3, 13)), "2027-04-12"),
        (deposit("DEU", ActionKind.COMMUNICATION), None),
    ],
    ids=["moves", "falls away"],
)
def test_an_entry_that_a_correction_moves_is_notified_anew(
    light: Database, instead: Act, enters_on: str | None
) -> None:
    record(light, "ours", deposit("FRA", deposited_on=date(2027, 3, 1)), deposit("DEU"))
    assert correct(light, "ours", 2, instead) == ["GAIMA/DN/2027/4", "GAIMA/DN/2027/5"]
    moved = found(light)[-1]
    assert moved.facts.get("enters_on") == enters_on
    assert moved.facts["before"] == "2027-04-13"
    assert moved.corrects == NotificationNumber(2027, 3)


def test_letters_go_to_representatives_and_missions_and_paper_to_the_rest(
    light: Database,
) -> None:
    delegate(light, 21, "FRA", Role.REPRESENTATIVE)
    delegate(light, 22, "FRA", Role.DRAFTER)
    mission(light, "FRA")
    mission(light, "DEU")
    record(light, "ours", deposit("ITA"))
    owed = letters(light)
    assert [each.occasion for each in owed] == [
        "notification/GAIMA/DN/2027/1/account/21",
        "notification/GAIMA/DN/2027/1/mission/1",
        "notification/GAIMA/DN/2027/1/mission/2",
    ]
    assert {each.reference for each in owed} == {"GAIMA/DN/2027/1"}
    assert {each.about for each in owed} == {"/notifications/2027-1"}
    [notified] = found(light)
    assert len(notified.on_paper) == ENTITLED - 2
    assert not {"FRA", "DEU"} & set(notified.on_paper)


def test_a_letter_says_what_happened_and_leads_to_the_notification(light: Database) -> None:
    mission(light, "FRA")
    record(light, "ours", deposit("DEU"))
    [letter] = letters(light)
    written = compose(drafted(letter), sender=SENDER, at=AT)
    assert written.subject == "GAIMA/DN/2027/1: Germany: ratification"
    assert "Germany deposited its instrument of ratification on 14 March 2027." in written.text
    assert "https://gaima.example.org/notifications/2027-1" in written.text


def test_everybody_is_told_in_one_statement(light: Database) -> None:
    with light.write(by=SYSTEM) as session:
        for code in sorted({each.code for each in everyone().existing(TODAY)}):
            given = MissionAddress(
                participant=code,
                name="Permanent Mission",
                address=f"{code.lower()}@example.org",
                language="en",
                since=TODAY,
            )
            missions.enter(session, given, roll=everyone(), by=SYSTEM, at=AT, on=TODAY)
    with statements(light.engine) as sent:
        record(light, "ours", deposit("FRA"))
    assert len([each for each in sent if each.startswith("INSERT INTO letter")]) == 1
    assert len(letters(light)) == ENTITLED
    assert found(light)[0].on_paper == []


def test_occasions_of_another_sort_use_the_same_door(light: Database) -> None:
    occasion = Occasion(
        kind=OccasionKind.TEXT_CORRECTION_PROPOSED,
        treaty="ours",
        subject="text_correction/2027/1",
        facts={
            "until": date(2027, 6, 12),
            "texts": [{"language": "fr", "was": "le Agence", "reads": "l'Agence"}],
        },
    )
    with light.write(by=FIRST) as session:
        numbers = notify(
            session, [occasion, replace(occasion, treaty="theirs"), occasion],
            by=FIRST, at=AT, today=TODAY, roll=everyone(),
        )  # fmt: skip
    assert [str(number) for number in numbers] == ["GAIMA/DN/2027/1", "GAIMA/DN/2027/2"]
    assert found(light)[0].facts["until"] == "2027-06-12"


def test_a_notification_of_an_unknown_treaty_is_none(light: Database) -> None:
    occasion = Occasion(kind=OccasionKind.ACT, treaty="none", subject="treaty/none/1", facts={})
    with pytest.raises(NotFound), light.write(by=FIRST) as session:
        notify(session, [occasion], by=FIRST, at=AT, today=TODAY, roll=everyone())


def test_the_ledger_opens_every_notification_and_the_database_keeps_it(
    database: Database,
) -> None:
    treaties(database)
    record(database, "ours", deposit("FRA"), deposit("DEU"))
    correct(database, "ours", 1, deposit("FRA", deposited_on=date(2027, 3, 10)))
    with database.read(by=SYSTEM) as session:
        openings = [*queries.openings(session), *queries.notification_openings(session)]
        assert audited(session, openings).size == len(openings)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        database.write(by=SYSTEM) as session,
    ):
        session.execute(text("UPDATE notification SET subject = 'other'"))


def test_numbers_have_no_gaps_however_many_record_at_once(database: Database) -> None:
    treaties(database)
    for named in ("second", "third", "fourth"):
        load(database, treaty(named=named))
    together = Barrier(4)

    def act(named: str) -> list[str]:
        together.wait()
        return record(database, named, deposit("FRA"), deposit("ITA"))

    with ThreadPoolExecutor(4) as pool:
        taken = [n for found in pool.map(act, ["ours", "second", "third", "fourth"]) for n in found]
    assert sorted(taken, key=lambda number: int(number.rpartition("/")[2])) == [
        f"GAIMA/DN/2027/{serial}" for serial in range(1, len(taken) + 1)
    ]
    with database.read(by=SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(Notification)) == len(taken)

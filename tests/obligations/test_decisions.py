"""Extensions, waivers and outages: what a body decided is applied, and both days are shown."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.bodies.models import Body, DecisionCorrection
from app.bodies.models import Decision as Taken
from app.bodies.queries import openings as body_openings
from app.bodies.values import Class, Matter
from app.deadlines import operations as deadlines
from app.deadlines.queries import deadlines as waited_for
from app.deadlines.values import Outcome
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.clock import last_day
from app.kernel.database import Database
from app.kernel.errors import DomainError, Invalid, NotFound
from app.ledger.queries import audited
from app.obligations import operations, queries
from app.obligations.rules.access import may_read
from app.obligations.rules.decisions import progress
from app.obligations.values import (
    DEADLINE,
    EXTENSION,
    Cell,
    Decision,
    DecisionKind,
    Flag,
    Outage,
    Row,
    subject_of,
)
from app.treaties.queries import openings
from tests.bodies.adopted import adopted
from tests.bodies.builders import founded
from tests.bodies.silences import GROUND
from tests.obligations.builders import (
    CANADA,
    DIRECTOR,
    NOW,
    OFFICER,
    SEAT,
    day,
    instant,
    reckoned,
    record,
    rows,
)
from tests.treaties.builders import treaty
from tests.treaties.register import load

KEY = ("yearly", "2026", "CAN")
EXTENDED = Decision(DecisionKind.EXTEND, "GAIMA/C/D.1", date(2027, 6, 30))
WAIVED = Decision(DecisionKind.WAIVE, "GAIMA/C/D.2")
REFUSED = Decision(DecisionKind.REFUSE, "GAIMA/C/D.3")


@pytest.fixture
def register(database: Database) -> Database:
    load(database, treaty())
    record(database, "CAN ratification 2026-01-05", "FRA ratification 2026-02-01")
    reckoned(database)
    with database.write(by=SYSTEM) as session:
        body = founded(session, "c")
        for matter in (Matter.EXTENSION, Matter.WAIVER, Matter.EXTENSION):
            adopted(session, body, matter, "CAN")
    return database


def ask(database: Database, until: date | None = date(2027, 6, 1), reason: str = "Ice.") -> None:
    with database.write(by=CANADA) as session:
        duty = queries.duty(session, CANADA, *KEY, locked=True)
        operations.ask(session, duty, until=until, reason=reason, by=CANADA, at=NOW, seat=SEAT)


def enter(database: Database, decision: Decision) -> None:
    with database.write(by=OFFICER) as session:
        duty = queries.duty(session, OFFICER, *KEY, locked=True)
        operations.enter(session, duty, decision, by=OFFICER, at=NOW, seat=SEAT)


def confirm(database: Database, by: Actor = DIRECTOR) -> None:
    with database.write(by=by) as session:
        duty = queries.duty(session, by, *KEY, locked=True)
        operations.confirm(session, duty, by=by, at=NOW, seat=SEAT)


def to_be_decided(database: Database) -> bool:
    """Say whether officers are reminded that a request waits."""
    with database.read(by=OFFICER) as session:
        waiting = waited_for(session, EXTENSION, [subject_of(KEY[0], KEY[2], KEY[1])]).values()
        return any(each.lifted_at is None for each in waiting)


def row(database: Database, at: str = "2027-03-14T12:00") -> Row:
    [found] = [
        each
        for each in rows(database, instant(at))
        if (each.obligation, each.period, each.participant) == KEY
    ]
    return found


def test_an_extension_is_asked_entered_and_confirmed_and_both_days_are_shown(
    register: Database,
) -> None:
    ask(register)
    enter(register, EXTENDED)
    assert not row(register).is_moved, "nothing changes before the director confirms"
    confirm(register)
    found = row(register, "2027-05-01T12:00")
    assert last_day(found.due_at, seat=SEAT) == day("2027-06-30")
    assert last_day(found.original_due_at, seat=SEAT) == day("2027-03-31")
    assert (set(found.standing.flags), found.extended_by) == ({Flag.EXTENDED}, "GAIMA/C/D.1")
    assert found.standing.cell is Cell.DUE
    assert row(register, "2027-07-02T12:00").standing.days_late == 2
    reckoned(register)
    assert row(register).due_at == found.due_at, "reckoning leaves a decision as it is"


def test_a_refusal_answers_what_was_asked_and_moves_nothing(register: Database) -> None:
    ask(register)
    enter(register, REFUSED)
    assert to_be_decided(register)
    confirm(register)
    assert not to_be_decided(register)
    assert not row(register).is_moved
    with register.read(by=OFFICER) as session:
        said = queries.said(session, queries.duty(session, OFFICER, *KEY))
    assert progress(said).asked is None
    ask(register)
    assert to_be_decided(register)


def test_a_waiver_ends_it_and_what_was_filed_is_not_waived(register: Database) -> None:
    enter(register, WAIVED)
    confirm(register)
    found = row(register, "2029-01-01T12:00")
    assert (found.standing.cell, found.waived_by) == (Cell.WAIVED, "GAIMA/C/D.2")


def test_a_decision_that_came_too_late_is_not_applied(register: Database) -> None:
    enter(register, WAIVED)
    with register.write(by=SYSTEM) as session:
        deadlines.meet(session, DEADLINE, "yearly/CAN/2026", outcome=Outcome.FILED, at=NOW)
    with pytest.raises(DomainError):
        confirm(register)
    assert row(register).standing.cell is Cell.ON_TIME


def test_a_decision_entered_wrongly_is_entered_again_before_it_counts(register: Database) -> None:
    enter(register, WAIVED)
    enter(register, EXTENDED)
    confirm(register)
    assert row(register).standing.flags == {Flag.EXTENDED}
    with pytest.raises(Invalid):
        confirm(register)


def test_whoever_entered_a_decision_cannot_confirm_it(register: Database) -> None:
    enter(register, WAIVED)
    with pytest.raises(Invalid):
        confirm(register, by=Actor(Role.DIRECTOR, OFFICER.account))
    assert row(register).waived_by is None


@pytest.mark.parametrize(
    ("until", "reason", "fields"),
    [
        (None, "Ice.", ["until"]),
        (date(2027, 3, 31), "Ice.", ["until"]),
        (date(2027, 4, 1), "", ["reason"]),
        (date(2027, 4, 1), "\u202eecI", ["reason"]),
        (None, "x" * 2_001, ["until", "reason"]),
    ],
)
def test_a_request_says_until_when_and_why(
    register: Database, until: date | None, reason: str, fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        ask(register, until, reason)
    assert [each.field for each in refused.value.complaints] == fields


def test_one_request_waits_at_a_time(register: Database) -> None:
    ask(register)
    with pytest.raises(Invalid):
        ask(register)


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (REFUSED, "kind"),
        (Decision(DecisionKind.EXTEND, "GAIMA/C/D.1"), "until"),
        (Decision(DecisionKind.EXTEND, "GAIMA/C/D.1", date(2027, 3, 31)), "until"),
        (Decision(DecisionKind.WAIVE, ""), "symbol"),
        (Decision(DecisionKind.WAIVE, "a\nb"), "symbol"),
        (Decision(DecisionKind.WAIVE, "4"), "symbol"),
        (Decision(DecisionKind.WAIVE, "GAIMA/C/D.9"), "symbol"),
        (Decision(DecisionKind.WAIVE, "GAIMA/C/D.1"), "symbol"),
    ],
)
def test_a_decision_has_a_symbol_and_its_day(
    register: Database, decision: Decision, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        enter(register, decision)
    assert [each.field for each in refused.value.complaints] == [field]


def test_what_fell_due_in_an_outage_is_moved_and_says_so(register: Database) -> None:
    outage = Outage(instant("2027-03-31T20:00"), instant("2027-03-31T23:00"), "Power failed.")
    at = instant("2027-04-01T08:00")
    with register.write(by=OFFICER) as session:
        # Canada, France and Japan owe the year 2026.
        moved = operations.record_outage(session, outage, by=OFFICER, at=at, ground=GROUND)
        assert moved == 3
    found = row(register, "2027-04-02T12:00")
    assert found.standing.flags == {Flag.MOVED_BY_OUTAGE}
    assert last_day(found.due_at, seat=SEAT) == day("2027-04-02")
    assert found.standing.cell is Cell.DUE


@pytest.mark.parametrize(
    ("since", "until", "reason", "field"),
    [
        (NOW, NOW, "r", "until"),
        (NOW - timedelta(hours=1), NOW + timedelta(hours=1), "r", "until"),
        (NOW - timedelta(hours=1), NOW, "", "reason"),
    ],
)
def test_an_outage_is_over_and_has_a_reason(
    register: Database, since: datetime, until: datetime, reason: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused, register.write(by=OFFICER) as session:
        operations.record_outage(
            session,
            Outage(since, until, reason),
            by=OFFICER,
            at=NOW,
            ground=GROUND,
        )
    assert [each.field for each in refused.value.complaints] == [field]


def test_the_ledger_opens_and_never_names_what_was_asked_about(register: Database) -> None:
    ask(register)
    enter(register, EXTENDED)
    confirm(register)
    with register.write(by=OFFICER) as session:
        past = Outage(NOW - timedelta(hours=2), NOW - timedelta(hours=1), "r")
        operations.record_outage(session, past, by=OFFICER, at=NOW, ground=GROUND)
    with register.read(by=SYSTEM) as session:
        assert len(list(queries.openings(session))) == 4
        audited(session, [*openings(session), *body_openings(session), *queries.openings(session)])


PRINCIPALS = [
    Actor(role, 9, participant)
    for role in Role
    for participant in (
        (None, "CAN", "FRA") if role in {Role.DRAFTER, Role.REPRESENTATIVE} else (None,)
    )
]


@pytest.mark.parametrize("actor", PRINCIPALS, ids=str)
def test_the_query_and_the_rule_agree_on_who_sees_what(register: Database, actor: Actor) -> None:
    everything = rows(register)
    seen = rows(register, by=actor)
    assert seen == [each for each in everything if may_read(actor, each.participant)]
    for each in everything[:4]:
        key = (each.obligation, each.period, each.participant)
        with register.read(by=actor) as session:
            if may_read(actor, each.participant):
                assert queries.duty(session, actor, *key).participant == each.participant
            else:
                with pytest.raises(NotFound):
                    queries.duty(session, actor, *key)


def symbol_of(
    database: Database, matter: Matter, participant: str, sort: Class = Class.UNCLASSIFIED
) -> str:
    """Let the conference adopt one more decision."""
    with database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        return str(adopted(session, body, matter, participant, sort=sort).symbol)


def test_a_decision_about_another_or_that_is_not_read_carries_nothing(register: Database) -> None:
    for symbol in (
        symbol_of(register, Matter.WAIVER, "FRA"),
        symbol_of(register, Matter.FINDING, "CAN"),
        symbol_of(register, Matter.WAIVER, "CAN", Class.PROTECTED),
    ):
        with pytest.raises(Invalid):
            enter(register, Decision(DecisionKind.WAIVE, symbol))
    enter(register, Decision(DecisionKind.WAIVE, "Final Act, resolution III"))
    confirm(register)
    assert row(register).waived_by == "Final Act, resolution III"


def test_a_decision_that_was_annulled_meanwhile_is_not_confirmed(register: Database) -> None:
    enter(register, WAIVED)
    with register.write(by=SYSTEM) as session:
        taken = session.scalars(select(Taken).where(Taken.symbol == WAIVED.symbol)).one()
        session.add(DecisionCorrection(decision_id=taken.id, reason="R", proof="P", at=NOW))
    with pytest.raises(Invalid, match="No decision of this symbol stands"):
        confirm(register)
    assert row(register).waived_by is None

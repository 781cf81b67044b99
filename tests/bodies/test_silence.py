"""Silence: opened and told, broken or adopted, annulled, withdrawn, prolonged; each once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import routine
from app.bodies.models import (
    Body,
    BodyRecord,
    Decision,
    DecisionCorrection,
    Seat,
    SilenceBreak,
    SilenceExtension,
    SilenceProcedure,
    Task,
)
from app.bodies.operations import decisions
from app.bodies.operations.silence import (
    adopt,
    break_silence,
    locked,
    look,
    open_silence,
    tell_of_adoption,
    withdraw,
)
from app.bodies.queries import openings
from app.bodies.values import Class, DeedKind, Manner, Outcome
from app.bodies.values.decisions import Deciding, Proposal
from app.bodies.values.silence import Break, BreakChannel, SilenceState
from app.bodies.values.tasks import TaskState
from app.correspondence.models import Letter
from app.deadlines.models import Deadline
from app.desk.queries.worklist import worklist
from app.desk.values.worklist import ItemKind, Looking
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.runtime import Runtime
from app.ledger.models import LedgerEntry
from app.ledger.queries import audited
from app.obligations.operations import record_outage
from app.obligations.queries import openings as of_outages
from app.obligations.values import Outage
from tests.bodies.silences import (
    END,
    GROUND,
    HOUR,
    MEMBERS,
    MINUTE,
    NOON,
    SECOND,
    Circle,
    hand,
    under_silence,
)
from tests.conftest import SEAT

NOTE = Break(
    participant="JPN", received_at=END - MINUTE, channel=BreakChannel.NOTE_VERBALE,
    proof="GAIMA/IN/2027/3, received by the chair",
)  # fmt: skip


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Circle:
    """Make one store with a text under silence, which each test copies."""
    path = tmp_path_factory.mktemp("silence") / "begun.db"
    path.write_bytes(sqlite_template.read_bytes())
    found = Circle(Database(f"sqlite:///{path}"))
    found.begin()
    found.database.engine.dispose()
    return found


@pytest.fixture
def circle(begun: Circle, tmp_path: Path) -> Iterator[Circle]:
    """Give a text under silence from noon of 14 March 2027, for 72 hours."""
    of, path = begun.database.engine.url.database, tmp_path / "test.db"
    path.write_bytes(Path(of or "").read_bytes())
    found = replace(begun, database=Database(f"sqlite:///{path}"))
    yield found
    found.database.engine.dispose()


def stands(circle: Circle) -> tuple[SilenceProcedure, Decision]:
    """Give the procedure and its proposal, from a fresh session."""
    with circle.database.read(by=SYSTEM) as session:
        procedure = session.get_one(SilenceProcedure, circle.id)
        return procedure, session.get_one(Decision, procedure.decision_id)


def letters(circle: Circle) -> Counter[str]:
    """Count the letters owed, by template."""
    with circle.database.read(by=SYSTEM) as session:
        return Counter(session.scalars(select(Letter.template)))


def broken(circle: Circle, given: Break, *, by: Actor | None = None, at: datetime) -> None:
    """Enter a break in a transaction of its own; the secretary does, unless said otherwise."""
    with circle.database.write(by=SYSTEM) as session:
        acts = hand(by or circle.secretary, at)
        break_silence(session, locked(session, circle.id), given, hand=acts, ground=GROUND)


def adopted(circle: Circle, at: datetime) -> bool:
    """Let the tick come at an instant."""
    with circle.database.write(by=SYSTEM) as session:
        return adopt(session, circle.id, hand=hand(at=at), ground=GROUND)


def told(circle: Circle, at: datetime) -> bool:
    """Let the tick look for letters that are owed."""
    with circle.database.write(by=SYSTEM) as session:
        return tell_of_adoption(session, circle.id, hand=hand(at=at), ground=GROUND)


def refusals(refused: pytest.ExceptionInfo[Invalid]) -> Sequence[str]:
    return [each.sentence for each in refused.value.complaints]


def test_opening_freezes_the_text_reminds_each_member_and_tells_all_at_once(circle: Circle) -> None:
    procedure, proposal = stands(circle)
    assert (proposal.manner, proposal.outcome) == (Manner.SILENCE, None)
    assert (procedure.sha256, procedure.entitled) == (proposal.sha256, list(MEMBERS))
    assert letters(circle) == {"silence_opened": 4}
    with circle.database.read(by=SYSTEM) as session:
        rows = session.scalars(select(Deadline).where(Deadline.kind == "silence")).all()
    assert {(each.participant, each.due_at, each.ladder) for each in rows} == {
        (code, END, "silence") for code in MEMBERS
    }


def test_what_lies_under_silence_is_neither_changed_nor_decided_otherwise(circle: Circle) -> None:
    with circle.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        proposal = session.scalars(select(Decision)).one()
        other = Proposal(title="Other", text="Other")
        with pytest.raises(Conflict):
            decisions.change(session, body, proposal, other, version=1, hand=hand(circle.secretary))
        with pytest.raises(Conflict):
            decisions.decide(
                session, body, proposal, Deciding(on=NOON.date()),
                hand=hand(circle.secretary), ground=GROUND,
            )  # fmt: skip


def opening_again(session: Session, circle: Circle, expires_at: datetime = END) -> None:
    body = session.scalars(select(Body)).one()
    proposal = session.scalars(select(Decision)).one()
    open_silence(
        session, body, proposal, expires_at=expires_at, hand=hand(circle.secretary), ground=GROUND
    )


def test_a_second_procedure_on_one_proposal_is_refused(circle: Circle) -> None:
    with circle.database.write(by=SYSTEM) as session, pytest.raises(Invalid) as refused:
        opening_again(session, circle)
    assert ["put to the body already" in each for each in refusals(refused)] == [True]


def test_a_time_shorter_than_the_rules_have_it_is_refused(circle: Circle) -> None:
    with circle.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        with pytest.raises(Invalid) as refused:
            under_silence(session, body, circle.secretary, expires_at=END - SECOND)
    assert ["at least 72 hours" in each for each in refusals(refused)] == [True]


def test_the_same_form_opens_one_procedure(circle: Circle) -> None:
    with circle.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        proposal = decisions.propose(
            session, body, Proposal(title="Another", text="Text."), hand=hand(circle.secretary)
        )
        acts = hand(circle.secretary)
        once, again = (
            open_silence(session, body, proposal, expires_at=END, hand=acts, ground=GROUND)
            for _ in range(2)
        )
        assert once is again


def test_one_act_of_one_member_breaks_it_and_all_are_told(circle: Circle) -> None:
    given = Break(participant="FRA", received_at=NOON + HOUR, reason="Paragraph 4.")
    broken(circle, given, by=circle.people["FRA"].actor, at=NOON + HOUR)
    procedure, proposal = stands(circle)
    assert procedure.state is SilenceState.BROKEN
    assert (proposal.outcome, proposal.symbol) == (Outcome.NOT_ADOPTED, None)
    assert letters(circle) == {"silence_opened": 4, "silence_broken": 4}
    assert not adopted(circle, END + HOUR)
    with circle.database.read(by=SYSTEM) as session:
        assert not session.scalars(select(Deadline).where(Deadline.lifted_at.is_(None))).all()
        [entry] = session.scalars(
            select(LedgerEntry).where(LedgerEntry.kind == DeedKind.SILENCE_BROKEN)
        )
        assert entry.on_behalf_of == "FRA"


def test_a_second_break_is_told_that_it_is_broken_already(circle: Circle) -> None:
    broken(circle, replace(NOTE, received_at=NOON + HOUR), at=NOON + HOUR)
    with pytest.raises(Invalid) as refused:
        broken(circle, Break(participant="CAN", received_at=NOON + HOUR), at=NOON + 2 * HOUR)
    assert ["broken already" in each for each in refusals(refused)] == [True]


def test_who_joined_after_the_opening_or_left_since_breaks_nothing(circle: Circle) -> None:
    with circle.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        for seat in session.scalars(select(Seat).where(Seat.participant == "JPN")):
            seat.ended_on = date(2027, 3, 15)
        session.add(
            Seat(
                body_id=body.id, standing="member", participant="KOR", name="",
                since=date(2027, 3, 15), recorded_at=NOON,
            )
        )  # fmt: skip
    at = NOON + 36 * HOUR
    for code in ("JPN", "KOR", "GBR"):
        with pytest.raises(Invalid) as refused:
            broken(circle, Break(participant=code, received_at=at), at=at)
        assert ["Only members" in each for each in refusals(refused)] == [True]


def test_it_is_adopted_at_its_instant_once_and_told_after_the_hold(circle: Circle) -> None:
    assert not adopted(circle, END - SECOND)
    assert [adopted(circle, END), adopted(circle, END)] == [True, False]
    procedure, proposal = stands(circle)
    assert (procedure.adopted_at, procedure.letters_at) == (END, END + 30 * MINUTE)
    assert (proposal.outcome, proposal.symbol) == (Outcome.ADOPTED, "GAIMA/WG.1/D.1")
    assert (proposal.decided_at, proposal.sha256) == (END, procedure.sha256)
    assert not told(circle, END + 29 * MINUTE)
    assert letters(circle) == {"silence_opened": 4}
    assert [told(circle, END + 30 * MINUTE), told(circle, END + HOUR)] == [True, False]
    assert letters(circle) == {"silence_opened": 4, "decision_adopted": 4}


def test_at_the_very_instant_it_is_adopted_and_broken_no_more(circle: Circle) -> None:
    with pytest.raises(Invalid) as refused:
        broken(circle, replace(NOTE, received_at=END), at=END)
    assert ["run out" in each for each in refusals(refused)] == [True]
    last = END - timedelta(microseconds=1)
    broken(circle, Break(participant="CAN", received_at=last), at=END)
    assert stands(circle)[0].state is SilenceState.BROKEN


@pytest.mark.parametrize("was_told", [True, False])
def test_a_break_that_came_in_time_and_is_entered_late_annuls(
    circle: Circle, *, was_told: bool
) -> None:
    adopted(circle, END)
    if was_told:
        told(circle, END + HOUR)
    with pytest.raises(Invalid):
        broken(circle, replace(NOTE, proof=""), at=END + 2 * HOUR)
    broken(circle, NOTE, at=END + 2 * HOUR)
    procedure, proposal = stands(circle)
    assert procedure.state is SilenceState.ANNULLED
    assert proposal.outcome is Outcome.ADOPTED, "what was recorded stands, corrected"
    with circle.database.read(by=SYSTEM) as session:
        correction = session.get_one(DecisionCorrection, proposal.id)
        row = session.get_one(SilenceBreak, circle.id)
        kinds = list(session.scalars(select(BodyRecord.kind).order_by(BodyRecord.ledger_index)))
        follows = list(session.scalars(select(Task.state)))
    assert follows == [TaskState.DROPPED] * was_told
    assert (correction.participant, correction.received_at) == ("JPN", END - MINUTE)
    assert (row.proof, row.entered_at) == (NOTE.proof, END + 2 * HOUR)
    assert kinds[-2:] == [DeedKind.DECISION_ADOPTED, DeedKind.SILENCE_ANNULLED]
    news = letters(circle)
    assert news["silence_annulled" if was_told else "silence_broken"] == 4
    assert not told(circle, END + 3 * HOUR)
    assert letters(circle) == news


def test_a_request_that_came_before_the_instant_wins_over_a_quicker_tick(circle: Circle) -> None:
    adopted(circle, END)
    given = Break(participant="CAN", received_at=END - SECOND)
    broken(circle, given, by=circle.people["CAN"].actor, at=END + SECOND)
    assert stands(circle)[0].state is SilenceState.ANNULLED


def test_who_broke_the_silence_about_what_is_classified_is_not_public(runtime: Runtime) -> None:
    circle = Circle(runtime.database)
    circle.begin(sort=Class.PROTECTED)
    given = Break(participant="JPN", received_at=NOON + HOUR)
    broken(circle, given, by=circle.people["JPN"].actor, at=NOON + HOUR)
    with circle.database.read(by=SYSTEM) as session:
        entries = session.scalars(select(LedgerEntry)).all()
        facts = [str(each.facts) for each in session.scalars(select(Letter))]
    assert not [each for each in entries if each.on_behalf_of]
    assert not [each for each in facts if "third session" in each or "Japan" in each]


def test_what_runs_is_withdrawn_with_a_reason_and_put_again_as_another(circle: Circle) -> None:
    with circle.database.write(by=SYSTEM) as session:
        case = locked(session, circle.id)
        with pytest.raises(Invalid):
            withdraw(session, case, reason="", hand=hand(circle.secretary), ground=GROUND)
        acts = hand(circle.secretary, NOON + HOUR)
        for _ in range(2):
            withdraw(session, case, reason="A wrong annex.", hand=acts, ground=GROUND)
    procedure, proposal = stands(circle)
    assert (procedure.state, proposal.outcome) == (SilenceState.WITHDRAWN, Outcome.WITHDRAWN)
    assert letters(circle)["silence_withdrawn"] == 4
    with circle.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        assert under_silence(session, body, circle.secretary, at=NOON + 2 * HOUR).id != circle.id


def looked(circle: Circle, at: datetime) -> int:
    """Let the tick look at what runs."""
    with circle.database.write(by=SYSTEM) as session:
        return look(session, hand=hand(at=at), ground=GROUND)


def test_who_looks_steadily_prolongs_nothing(circle: Circle) -> None:
    assert [looked(circle, NOON + n * MINUTE) for n in range(0, 20, 4)] == [0] * 5
    assert looked(circle, NOON) == 0, "a tick that comes late changes nothing"


def test_who_was_away_over_the_instant_prolongs_instead_of_adopting(circle: Circle) -> None:
    looked(circle, END - HOUR)
    assert looked(circle, END + 3 * HOUR) == 1
    assert not adopted(circle, END + 3 * HOUR)
    procedure, _ = stands(circle)
    assert (procedure.expires_at, procedure.original_expires_at) == (END + 7 * HOUR, END)
    assert letters(circle)["silence_extended"] == 4
    with circle.database.read(by=SYSTEM) as session:
        assert set(session.scalars(select(Deadline.due_at))) == {END + 7 * HOUR}
        row = session.scalars(select(SilenceExtension)).one()
    assert (row.since, row.until, row.expired_at) == (END - HOUR, END + 3 * HOUR, END)
    assert adopted(circle, END + 7 * HOUR)


def after_outage(circle: Circle, since: datetime, until: datetime, *, at: datetime) -> datetime:
    """Record an outage, and give until when silence lasts."""
    with circle.database.write(by=SYSTEM) as session:
        outage = Outage(since, until, "Power failed.")
        record_outage(session, outage, by=circle.secretary, at=at, ground=GROUND)
    return stands(circle)[0].expires_at


def test_an_outage_prolongs_what_runs_once_and_reopens_nothing(circle: Circle) -> None:
    since, until = END - 6 * HOUR, END - 4 * HOUR
    assert after_outage(circle, NOON, NOON + HOUR, at=END - 3 * HOUR) == END
    for _ in range(2):
        assert after_outage(circle, since, until, at=END - 3 * HOUR) == END + 2 * HOUR
    assert adopted(circle, END + 2 * HOUR)
    after_outage(circle, END + HOUR, END + 3 * HOUR, at=END + 4 * HOUR)
    assert stands(circle)[0].state is SilenceState.ADOPTED


def test_the_ledger_opens_all_of_it(circle: Circle) -> None:
    after_outage(circle, END - 6 * HOUR, END - 4 * HOUR, at=END - 3 * HOUR)
    adopted(circle, END + 2 * HOUR)
    broken(circle, NOTE, at=END + 3 * HOUR)
    with circle.database.read(by=SYSTEM) as session:
        audited(session, [*openings(session), *of_outages(session)])


def test_the_tick_adopts_and_tells_and_a_rehearsal_was_never_away(
    runtime: Runtime, circle: Circle
) -> None:
    there = replace(runtime, database=circle.database)
    rehearsal = replace(there, rehearsal=True)
    assert routine.adopt_silences(there, NOON) == 0
    assert routine.adopt_silences(there, END + MINUTE) == 0, "it was away, and prolongs"
    assert stands(circle)[0].expires_at == END + 72 * HOUR + MINUTE
    assert routine.adopt_silences(rehearsal, END + 100 * HOUR) == 1
    assert routine.adopt_silences(there, END + 101 * HOUR) == 1
    assert letters(circle)["decision_adopted"] == 4


def test_what_ends_within_three_days_is_on_the_secretarys_worklist(circle: Circle) -> None:
    for role, at, number in (
        (Role.BODIES_OFFICER, NOON - SECOND, 0),
        (Role.BODIES_OFFICER, NOON, 1),
        (Role.DIRECTOR, NOON, 0),
    ):
        looking = Looking(Actor(role, 99), at, SEAT, {})
        with circle.database.read(by=looking.by) as session:
            items = worklist(session, looking).items
        found = [each.title for each in items if each.kind is ItemKind.SILENCE]
        assert found == ["Report of the third session"] * number


def test_there_is_no_such_procedure(circle: Circle) -> None:
    with circle.database.write(by=SYSTEM) as session, pytest.raises(NotFound):
        locked(session, UUID(int=1))

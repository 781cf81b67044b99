"""Every filing meets its deadline: what an event calls for, what nobody owes, what was owed."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.correspondence.values import Channel
from app.deadlines import queries as deadlines
from app.declarations.forms import published
from app.declarations.models import Declaration
from app.declarations.operations import drafting, opening, submitting
from app.declarations.queries import chains, drafts
from app.declarations.rules.opening import period_of
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty, Filing, Paper
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Invalid
from app.obligations import queries as obligations
from app.obligations.rules.status import document
from app.obligations.values import Basis, Cell, Row, Selection
from app.registry.operations import enter
from app.registry.values import Kind
from tests.declarations.filing import (
    AT,
    DRAFTER,
    KNOWN,
    OFFICER,
    SEAT,
    TODAY,
    ask,
    fill,
    hand,
    submit,
)
from tests.declarations.filled import FILLED, figure

LAWS = KNOWN.laws.obligations


@pytest.fixture
def store(sqlite_url: str) -> Database:
    return Database(sqlite_url)


def notice(**answers: Any) -> dict[str, dict[str, Any]]:
    content = {name: dict(inside) for name, inside in FILLED["F5"].items() if name != "header"}
    content["notice"] |= answers
    return content


def file(
    database: Database,
    code: str,
    period: str,
    content: Mapping[str, Any],
    *,
    after: timedelta = timedelta(),
) -> Declaration:
    """File for Canada what it has begun on the basis that follows."""
    law, duty = LAWS[code], Duty(code, "CAN", period)
    form = published(law.form)
    with database.write(by=DRAFTER) as session:
        basis = opening.basis(session, law, duty, known=KNOWN, by=DRAFTER, today=TODAY)
        declaration = opening.begin(
            session, law, duty, Filing(basis=basis), form=form, hand=hand(DRAFTER)
        )
        rows = drafts.sections(session, drafts.draft(session, declaration, by=DRAFTER))
        begun = {name: dict(row.content) for name, row in rows.items()}
        merged = {**begun, **{name: begun.get(name, {}) | content[name] for name in content}}
        fill(session, declaration, content=merged)
        ask(session, declaration)
        submit(session, declaration, after=after)
        return declaration


def rows(database: Database, **wanted: Any) -> dict[tuple[str, str], Row]:
    with database.read(by=SYSTEM) as session:
        found = obligations.rows(
            session, SYSTEM, at=AT + timedelta(days=1), seat=SEAT,
            wanted=Selection(participant="CAN", **wanted),
        )  # fmt: skip
    return {(each.obligation, each.period): each for each in found}


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_first_notice_is_late_by_the_awareness_that_it_tells_of(store: Database) -> None:
    file(store, "f5-notice", "INC-1", notice(authority_aware="2027-03-10T08:30Z"))
    found = rows(store)[("f5-notice", "INC-1")]
    assert (found.basis, found.due_at) == (Basis.ARRANGEMENT, instant("2027-03-13T08:30Z"))
    assert (found.met_at, found.standing.cell, found.standing.days_late) == (AT, Cell.LATE, 1)


def test_where_danger_to_life_is_imminent_a_first_notice_is_due_in_24_hours(
    store: Database,
) -> None:
    declared = file(
        store, "f5-notice", "INC-1", notice(authority_aware="2027-03-13T08:30Z", imminent=True)
    )
    assert declared.obligation == "f5-danger"
    found = rows(store)
    assert found[("f5-danger", "INC-1")].due_at == instant("2027-03-14T08:30Z")
    assert ("f5-notice", "INC-1") not in found
    with store.write(by=DRAFTER) as session:
        again = opening.begin(
            session, LAWS["f5-notice"], Duty("f5-notice", "CAN", "INC-1"),
            Filing(basis=Basis.ARRANGEMENT), form=published("F5"), hand=hand(DRAFTER),
        )  # fmt: skip
        assert again.id == declared.id


def test_a_first_notice_raises_what_is_owed_after_it_from_the_same_awareness(
    store: Database,
) -> None:
    file(store, "f5-notice", "INC-1", notice(authority_aware="2027-03-13T08:30Z"))
    found = rows(store)
    assert found[("f5-notice", "INC-1")].standing.cell is Cell.ON_TIME
    update, final = found[("f5-update", "INC-1")], found[("f5-final", "INC-1")]
    assert update.due_at == instant("2027-03-29T00:00+02:00")  # the clocks go forward on the 28th
    assert final.due_at == instant("2027-05-13T00:00+02:00")
    assert {update.standing.cell, final.standing.cell} == {Cell.DUE}
    file(store, "f5-update", "INC-1", {"harm": {"deaths": figure("0", "persons")}})
    assert rows(store)[("f5-update", "INC-1")].standing.cell is Cell.ON_TIME


def test_two_incidents_of_one_year_do_not_collide_and_a_form_sent_twice_tells_of_one() -> None:
    law, form = LAWS["f5-notice"], published("F5")
    one, other = UUID(int=7), uuid4()
    named = [period_of(law, form, "", owed=(), key=key, today=TODAY) for key in (one, one, other)]
    assert named[0] == named[1] == "INC-2027-00000000"
    assert named[2] != named[0]
    assert period_of(law, form, "INC-OURS", owed=(), key=one, today=TODAY) == "INC-OURS"


@pytest.mark.parametrize(
    ("code", "answers", "field"),
    [
        ("f5-notice", {"authority_aware": "2027-03-15T08:30Z"}, "notice.authority_aware"),
        ("f5-notice", {"authority_aware": "0001-01-01T00:00+14:00"}, "notice.authority_aware"),
        ("f5-notice", {"stage": "update"}, "notice.stage"),
    ],
)
def test_a_notice_of_another_stage_or_of_a_day_that_cannot_be_is_refused(
    store: Database, code: str, answers: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        file(store, code, "INC-1", notice(**answers))
    assert field in {each.field for each in refused.value.complaints}
    assert rows(store) == {}


def test_what_an_event_calls_for_is_never_filed_nil(store: Database) -> None:
    duty, form = Duty("f5-notice", "CAN", "INC-1"), published("F5")
    with store.write(by=DRAFTER) as session:
        declaration = opening.begin(
            session, LAWS["f5-notice"], duty, Filing(basis=Basis.ARRANGEMENT), form=form,
            hand=hand(DRAFTER),
        )  # fmt: skip
        drafting.choose(session, declaration.reference, Outcome.NIL, form=form, hand=hand(DRAFTER))
        with pytest.raises(Invalid, match="with its content"):
            ask(session, declaration)


@pytest.fixture
def run(store: Database) -> str:
    """Enter what a run needs in the register of things."""
    with store.write(by=DRAFTER) as session:
        for kind, written in (
            (Kind.DEVELOPER, {"name": "North Models", "country": "CAN"}),
            (Kind.RUN, {"name": "Aurora", "developer": "DEV-CAN-0001"}),
        ):
            enter(session, kind, written, key=uuid4(), roll=KNOWN.roll, by=DRAFTER, at=AT,
                  on=TODAY)  # fmt: skip
    return "RUN-CAN-0001"


RUN: dict[str, dict[str, Any]] = {
    "run": {"developer": "DEV-CAN-0001", "kind": "pre_training", "precision": "16",
            "biological": False},
    "hardware": {"accelerators": [{"type": "ACC-B200", "count": figure("10000")}]},
    "compute": {"planned": figure("3.0e25", "FLOP"), "start": "2027-01-01",
                "planned_end": "2027-04-10"},
    "evaluation": {"evaluated": False, "reason": "No standard is in force yet."},
}  # fmt: skip


def compute(**answers: Any) -> dict[str, dict[str, Any]]:
    return {**RUN, "compute": RUN["compute"] | answers}


def test_the_stages_of_a_run_are_due_by_what_each_of_them_tells(store: Database, run: str) -> None:
    file(store, "f3-a", run, compute(start="2027-04-20", planned_end="2027-07-20"))
    file(store, "f3-b", run, compute(known_on="2027-02-20"))
    ended = {"actual": figure("2.5e25", "FLOP"), "actual_end": "2027-03-01", "start": "2027-01-01"}
    file(store, "f3-c", run, {"compute": ended})
    due = {code: row for (code, _period), row in rows(store).items()}
    assert {code: row.due_at for code, row in due.items()} == {
        "f3-a": instant("2027-03-22T00:00+01:00"),
        "f3-b": instant("2027-03-07T00:00+01:00"),
        "f3-c": instant("2027-04-01T00:00+02:00"),
    }
    assert {row.period for row in due.values()} == {run}
    cells = {code: row.standing.cell for code, row in due.items()}
    assert cells == {"f3-a": Cell.ON_TIME, "f3-b": Cell.LATE, "f3-c": Cell.ON_TIME}


def test_a_release_is_filed_without_a_time_limit_and_is_never_late(
    store: Database, run: str
) -> None:
    file(store, "f3-b", run, compute(known_on="2026-02-20"))
    ended = {"actual": figure("2.5e25", "FLOP"), "actual_end": "2026-06-01"}
    file(store, "f3-c", run, {"compute": ended | {"start": "2026-01-01"}})
    released = file(
        store, "f3-d", run, {"weights": {"release": "weights", "released_on": "2026-07-01"}}
    )
    found = rows(store)[("f3-d", run)]
    assert (found.basis, found.met_at, found.is_limited) == (Basis.ARRANGEMENT, AT, False)
    assert (found.standing.cell, found.standing.days_late) == (Cell.ON_TIME, 0)
    told = document(found, LAWS["f3-d"], seat=SEAT)
    assert (told["due_at"], told["due_on"], told["originally_due_on"]) == (None, None, None)
    with store.read(by=SYSTEM) as session:
        deadline = deadlines.deadline(session, *released.deadline)
        assert (deadline.ladder, deadline.next_step_at) == (None, None)


def test_a_run_that_was_to_be_declared_before_its_start_is_late_from_then_on(
    store: Database, run: str
) -> None:
    large = compute(planned=figure("1.0e26", "FLOP"), known_on="2027-03-10")
    many = {"hardware": {"accelerators": [{"type": "ACC-B200", "count": figure("30000")}]}}
    file(store, "f3-b", run, large | many)
    missed = rows(store)[("f3-a", run)]
    assert (missed.basis, missed.due_at) == (Basis.ARRANGEMENT, instant("2026-12-03T00:00+01:00"))
    assert (missed.standing.cell, missed.standing.days_late) == (Cell.OVERDUE, 103)
    assert rows(store)[("f3-b", run)].standing.cell is Cell.ON_TIME
    file(store, "f3-a", run, large | many | {"compute": compute(
        planned=figure("1.0e26", "FLOP"))["compute"]})  # fmt: skip
    assert rows(store)[("f3-a", run)].standing.cell is Cell.LATE


@pytest.mark.parametrize(
    "answers", [{}, {"start": "2023-12-01", "planned": figure("1e26", "FLOP")}]
)
def test_nothing_was_to_be_declared_before_a_smaller_run_or_by_whoever_was_not_bound(
    store: Database, run: str, answers: dict[str, Any]
) -> None:
    many = {"hardware": {"accelerators": [{"type": "ACC-B200", "count": figure("30000")}]}}
    file(store, "f3-b", run, compute(known_on="2027-03-10", **answers) | many)
    assert set(rows(store)) == {("f3-b", run)}


def test_a_draft_of_a_later_stage_carries_over_what_that_stage_is_asked(
    store: Database, run: str
) -> None:
    file(store, "f3-b", run, compute(known_on="2027-03-10"))
    duty, form = Duty("f3-c", "CAN", run), published("F3")
    with store.write(by=DRAFTER) as session:
        declaration = opening.begin(
            session, LAWS["f3-c"], duty, Filing(basis=Basis.ARRANGEMENT), form=form,
            hand=hand(DRAFTER),
        )  # fmt: skip
        held = drafts.content_of(
            drafts.sections(session, drafts.draft(session, declaration, by=DRAFTER))
        )
    assert (held["run"]["stage"], held["run"]["run"]) == ("C", run)
    assert set(held["compute"]) == {"start"}


def test_what_nobody_owes_is_filed_voluntarily_and_is_never_late(store: Database) -> None:
    form = published("F2")
    with store.write(by=DRAFTER) as session:
        declaration = opening.begin(
            session, LAWS["f2"], Duty("f2", "CAN", "2024"), Filing(basis=Basis.VOLUNTARY),
            form=form, hand=hand(DRAFTER),
        )  # fmt: skip
        drafting.choose(session, declaration.reference, Outcome.NIL, form=form, hand=hand(DRAFTER))
        ask(session, declaration)
        submit(session, declaration)
    found = rows(store)[("f2", "2024")]
    assert (found.basis, found.met_at) == (Basis.VOLUNTARY, AT)
    assert (found.standing.cell, found.standing.days_late) == (Cell.NIL, 0)


def test_an_initial_declaration_that_nobody_owes_has_a_period_of_its_own(store: Database) -> None:
    law, form = LAWS["f6-initial"], published("F6")
    period = period_of(law, form, "", owed=(), key=uuid4(), today=TODAY)
    assert period == "initial-voluntary"
    assert period_of(law, form, "", owed=["initial"], key=uuid4(), today=TODAY) == "initial"
    content = {name: inside for name, inside in FILLED["F6"].items() if name != "header"}
    file(store, "f6-initial", period, content)
    found = rows(store)[("f6-initial", period)]
    assert (found.basis, found.standing.cell) == (Basis.VOLUNTARY, Cell.ON_TIME)


@pytest.mark.parametrize(
    ("code", "period", "sentence"),
    [
        ("f5-notice", "INC 1", "letters, digits and dashes"),
        ("f3-a", "", "letters, digits and dashes"),
        ("f1-change", "spring", "the day of the change"),
        ("f1-change", "2027-03-15", "in the future"),
        ("f1-initial", "2026", "no such period"),
        ("f5", "INC-1", "calendar year"),
        ("f5", "2028", "has not begun"),
    ],
)
def test_nothing_is_begun_for_a_period_that_its_obligation_does_not_have(
    store: Database, code: str, period: str, sentence: str
) -> None:
    law = LAWS[code]
    with pytest.raises(Invalid, match=sentence), store.write(by=DRAFTER) as session:
        opening.begin(
            session, law, Duty(code, "CAN", period), Filing(basis=Basis.VOLUNTARY),
            form=published(law.form), hand=hand(DRAFTER),
        )  # fmt: skip


def test_a_change_counts_from_the_day_that_is_its_period(store: Database) -> None:
    content = {name: inside for name, inside in FILLED["F1"].items() if name != "header"}
    file(store, "f1-change", "2027-02-20", content)
    found = rows(store)[("f1-change", "2027-02-20")]
    assert found.due_at == instant("2027-03-07T00:00+01:00")
    assert found.standing.cell is Cell.LATE


def test_what_an_officer_enters_meets_the_deadline_of_the_event_too(store: Database) -> None:
    content = notice(imminent=True) | {"header": FILLED["F5"]["header"] | {"period": "INC-9"}}
    key, duty = uuid4(), Duty("f5-notice", "CAN", "INC-9")
    paper = Paper(channel=Channel.NOTE_VERBALE, received_on=TODAY, their_reference="")
    for _twice in range(2):
        with store.write(by=OFFICER) as session:
            submitting.enter(
                session, LAWS["f5-notice"], duty, Filing(basis=Basis.ARRANGEMENT, content=content),
                paper, form=published("F5"), known=KNOWN, hand=hand(OFFICER, key=key),
            )  # fmt: skip
            assert chains.of_duty(session, duty) is None
    assert rows(store)[("f5-danger", "INC-9")].standing.cell is Cell.LATE

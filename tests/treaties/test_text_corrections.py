"""An error in a treaty's text is corrected as the Vienna Convention's article 79 says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.kernel.actor import Actor
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.runtime import Runtime
from app.ledger.models import LedgerEntry
from app.ledger.queries import audited
from app.treaties import queries
from app.treaties.models import Notification
from app.treaties.operations import text_corrections as desk
from app.treaties.operations.steps import Hand
from app.treaties.queries import text_corrections as found
from app.treaties.rules import text_corrections as rules
from app.treaties.rules.intake import OFFICERS
from app.treaties.values.notifications import OccasionKind
from app.treaties.values.text_corrections import (
    Passage,
    ProposedText,
    TextCorrection,
    TextCorrectionNumber,
    TextState,
    TextStep,
)
from tests.treaties.desk import FIRST, OURS, SECOND, THEIRS
from tests.treaties.register import load, record
from tests.treaties.vectors import everyone

ADOPTED = date(1998, 7, 17)
BEGIN = date(1998, 9, 25)
UNTIL = date(1998, 11, 9)
ROME = ProposedText(
    treaty="ours",
    reason="The French text omits what the five others have.",
    until=UNTIL,
    passages=(
        Passage("fr", "article 8, paragraph 2 e) v)", "Le pillage", "Le pillage d’une ville"),
        Passage("es", "artículo 8, párrafo 2 e) v)", "Saquear", "Saquear una ciudad"),
    ),
)
"""As the Rome Statute's first: proposed on 25 September 1998 (C.N.502.1998.TREATIES-3), rectified
by the procès-verbal of 10 November 1998, with effect from the beginning."""


@pytest.fixture
def store(runtime: Runtime) -> Database:
    database = runtime.database
    load(database, replace(OURS, adopted_on=ADOPTED))
    load(database, THEIRS)
    record(database, "ours", "DEU ratification 1998-08-01")
    return database


def hand(by: Actor, on: date, version: int = 0, key: UUID | None = None) -> Hand:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return Hand(by=by, at=at, today=on, key=key or uuid4(), version=version)


def proposed(store: Database, given: ProposedText = ROME, on: date = BEGIN) -> TextCorrectionNumber:
    with store.write(by=FIRST) as session:
        return desk.propose(session, given, hand=hand(FIRST, on))


def move(
    store: Database,
    number: TextCorrectionNumber,
    step: TextStep,
    by: Actor,
    on: date,
    *,
    note: str = "",
    objection: tuple[str, date, str] | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> None:
    with store.write(by=by) as session:
        now = found.row(session, number).version if version is None else version
        given = hand(by, on, now, key)
        desk.move(
            session, number, step, note=note, roll=everyone(), hand=given, objection=objection
        )


def circulated(store: Database) -> TextCorrectionNumber:
    number = proposed(store)
    move(store, number, TextStep.CIRCULATE, SECOND, BEGIN)
    return number


def objected(
    store: Database, number: TextCorrectionNumber, code: str = "DEU", on: date = UNTIL
) -> None:
    objection = (code, on, "It changes the substance.")
    move(store, number, TextStep.PREPARE_OBJECTION, FIRST, on, objection=objection)
    move(store, number, TextStep.ENTER_OBJECTION, SECOND, on)


def standing(store: Database, number: TextCorrectionNumber) -> TextCorrection:
    with store.read(by=FIRST) as session:
        return rules.read(found.row(session, number).content)


def published(store: Database, known_on: date | None = None) -> list[TextCorrection]:
    with store.read(by=FIRST) as session:
        return [each for _, each in found.published(session, "ours", known_on=known_on)]


def issued(store: Database) -> list[Notification]:
    with store.read(by=FIRST) as session:
        return list(session.scalars(select(Notification).order_by(Notification.serial)))


def test_the_rome_statutes_text_is_rectified_after_the_time_limit_from_the_beginning(
    store: Database,
) -> None:
    number = circulated(store)
    after = UNTIL + timedelta(days=1)
    move(store, number, TextStep.PREPARE_RECTIFICATION, SECOND, after)
    move(store, number, TextStep.RECTIFY, FIRST, after)
    matter = standing(store, number)
    assert str(number) == "GAIMA/TXT/1998/1"
    assert (matter.state, matter.closed_on) == (TextState.RECTIFIED, date(1998, 11, 10))
    [proposal, rectified] = issued(store)
    assert proposal.kind is OccasionKind.TEXT_CORRECTION_PROPOSED
    assert proposal.facts["until"] == "1998-11-09"
    assert [each["language"] for each in proposal.facts["texts"]] == ["fr", "es"]
    assert rectified.kind is OccasionKind.TEXT_RECTIFIED
    assert rectified.facts["effective_on"] == "1998-07-17"
    assert rules.is_shown(matter, ADOPTED)


def test_an_objection_in_time_keeps_the_text_as_it_is(store: Database) -> None:
    number = circulated(store)
    objected(store, number)
    after = UNTIL + timedelta(days=1)
    with pytest.raises(Invalid, match="an objection that came in time"):
        move(store, number, TextStep.PREPARE_RECTIFICATION, FIRST, after)
    move(store, number, TextStep.PREPARE_REJECTION, FIRST, after)
    move(store, number, TextStep.REJECT, SECOND, after)
    assert standing(store, number).state is TextState.REJECTED
    assert [each.kind for each in issued(store)] == [
        OccasionKind.TEXT_CORRECTION_PROPOSED,
        OccasionKind.TEXT_CORRECTION_OBJECTED,
        OccasionKind.TEXT_CORRECTION_REJECTED,
    ]
    assert issued(store)[1].participant == "DEU"


@pytest.mark.parametrize(
    ("code", "on"), [("DEU", UNTIL + timedelta(days=1)), ("USA", UNTIL)], ids=["late", "stranger"]
)
def test_an_objection_that_is_late_or_a_strangers_is_kept_and_stops_nothing(
    store: Database, code: str, on: date
) -> None:
    number = circulated(store)
    objected(store, number, code, on)
    after = UNTIL + timedelta(days=1)
    with pytest.raises(Invalid, match="no ground to reject"):
        move(store, number, TextStep.PREPARE_REJECTION, FIRST, after)
    move(store, number, TextStep.PREPARE_RECTIFICATION, FIRST, after)
    move(store, number, TextStep.RECTIFY, SECOND, after)
    assert len(standing(store, number).objections) == 1


def test_nobody_knows_of_a_proposal_before_it_is_circulated_and_each_day_knows_its_own(
    store: Database,
) -> None:
    number = proposed(store)
    assert (published(store), issued(store)) == ([], [])
    move(store, number, TextStep.CIRCULATE, SECOND, BEGIN)
    after = UNTIL + timedelta(days=1)
    move(store, number, TextStep.PREPARE_RECTIFICATION, SECOND, after)
    move(store, number, TextStep.RECTIFY, FIRST, after)
    known = [BEGIN - timedelta(days=1), BEGIN, UNTIL, after, None]
    assert [[each.state for each in published(store, on)] for on in known] == [
        [],
        [TextState.CIRCULATED],
        [TextState.CIRCULATED],
        [TextState.RECTIFIED],
        [TextState.RECTIFIED],
    ]
    [then] = published(store, UNTIL)
    assert not rules.is_shown(then, BEGIN - timedelta(days=1))
    assert rules.is_shown(then, BEGIN)


def test_the_time_limit_binds_the_depositary_too(store: Database) -> None:
    number = circulated(store)
    with pytest.raises(Invalid, match="runs until"):
        move(store, number, TextStep.PREPARE_RECTIFICATION, FIRST, UNTIL)
    late = proposed(store)
    with pytest.raises(Invalid, match="must lie ahead"):
        move(store, late, TextStep.CIRCULATE, SECOND, UNTIL)


def test_the_preparer_confirms_none_of_it(store: Database) -> None:
    number = proposed(store)
    with pytest.raises(Invalid, match="second officer"):
        move(store, number, TextStep.CIRCULATE, FIRST, BEGIN)
    move(store, number, TextStep.CIRCULATE, SECOND, BEGIN)
    move(store, number, TextStep.PREPARE_OBJECTION, SECOND, BEGIN, objection=("DEU", BEGIN, "No."))
    with pytest.raises(Invalid, match="second officer"):
        move(store, number, TextStep.ENTER_OBJECTION, SECOND, BEGIN)
    with pytest.raises(Invalid, match="Say why"):
        move(store, number, TextStep.TAKE_BACK, FIRST, BEGIN)
    move(store, number, TextStep.TAKE_BACK, FIRST, BEGIN, note="It was withdrawn by telephone.")
    assert standing(store, number).objections == ()
    assert standing(store, number).pending is None


def test_a_proposal_can_be_dropped_and_then_nothing_is_left_to_do(store: Database) -> None:
    number = proposed(store)
    move(store, number, TextStep.DROP, SECOND, BEGIN, note="The text is right.")
    with pytest.raises(Invalid, match="not open"):
        move(store, number, TextStep.CIRCULATE, SECOND, BEGIN)
    assert (standing(store, number).state, published(store)) == (TextState.DROPPED, [])
    matter = standing(store, number)
    assert rules.open_steps(matter, by=FIRST, prepared_by=None) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (replace(ROME, treaty="theirs"), "Another is the depositary"),
        (replace(ROME, until=BEGIN), "must lie ahead"),
        (replace(ROME, passages=()), "in one language at least"),
        (replace(ROME, passages=(Passage("fr", "", "a", "a"),)), "Both texts are the same"),
    ],
)
def test_a_proposal_that_cannot_be_circulated_is_refused(
    store: Database, given: ProposedText, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        proposed(store, given)


@pytest.mark.parametrize(
    "objection", [None, ("DEU", BEGIN - timedelta(days=1), "x"), ("DEU", date(1999, 1, 1), "x")]
)
def test_an_objection_says_who_and_when(
    store: Database, objection: tuple[str, date, str] | None
) -> None:
    number = circulated(store)
    with pytest.raises(Invalid, match="objec"):
        move(store, number, TextStep.PREPARE_OBJECTION, FIRST, BEGIN, objection=objection)


def test_a_form_sent_twice_is_one_step_and_an_old_one_a_conflict(store: Database) -> None:
    key = uuid4()
    with store.write(by=FIRST) as session:
        number = desk.propose(session, ROME, hand=hand(FIRST, BEGIN, key=key))
    with store.write(by=FIRST) as session:
        assert desk.propose(session, ROME, hand=hand(FIRST, BEGIN, key=key)) == number
    other = proposed(store)
    sent = uuid4()
    for _ in range(2):
        move(store, number, TextStep.CIRCULATE, SECOND, BEGIN, version=1, key=sent)
    with pytest.raises(Conflict, match="sent already"):
        move(store, other, TextStep.CIRCULATE, SECOND, BEGIN, version=1, key=sent)
    with pytest.raises(Conflict, match="has changed"):
        move(store, number, TextStep.PREPARE_REJECTION, SECOND, BEGIN, version=1)
    assert len(issued(store)) == 1


def test_every_step_is_sealed_kept_as_it_is_and_can_be_opened(store: Database) -> None:
    number = circulated(store)
    objected(store, number)
    with store.read(by=FIRST) as session:
        openings = [
            *queries.openings(session),
            *queries.text_correction_openings(session),
            *queries.notification_openings(session),
        ]
        entries = session.scalar(select(func.count()).select_from(LedgerEntry))
        assert audited(session, openings).size == entries
        assert [each.step for each in found.steps(session, number)] == [
            TextStep.PROPOSE,
            TextStep.CIRCULATE,
            TextStep.PREPARE_OBJECTION,
            TextStep.ENTER_OBJECTION,
        ]
    with pytest.raises(DatabaseError, match="never changed"), store.write(by=FIRST) as session:
        session.execute(text("UPDATE text_correction_step SET note = 'other'"))


def test_a_number_that_is_none_is_not_found(store: Database) -> None:
    with pytest.raises(NotFound), store.read(by=FIRST) as session:
        found.row(session, TextCorrectionNumber(2027, 9))


def test_only_depositary_officers_have_steps_to_take(store: Database) -> None:
    matter = standing(store, proposed(store))
    from_role = [
        len(rules.open_steps(matter, by=replace(SECOND, role=role), prepared_by=11))
        for role in OFFICERS
    ]
    assert from_role == [2, 2]
    assert rules.open_steps(matter, by=FIRST, prepared_by=11) == (TextStep.DROP,)

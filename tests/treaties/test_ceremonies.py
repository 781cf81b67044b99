"""A signing ceremony: checked beforehand, recorded whole by two officers, or not at all."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

import pytest

from app.commands.ledger import SOURCES
from app.kernel.actor import Actor
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.runtime import Runtime
from app.ledger.queries import audited
from app.treaties.models import Ceremony
from app.treaties.operations import ceremonies
from app.treaties.queries import desk_openings
from app.treaties.queries import intake as desk
from app.treaties.queries import notifications as issued
from app.treaties.rules.ceremonies import checked
from app.treaties.values.acts import ActionKind
from app.treaties.values.ceremonies import Manner, Signatory, SigningList
from app.treaties.values.clauses import Count, SignatureWindow
from app.treaties.values.dossier import Dossier
from app.treaties.values.intake import DeskNumber, Powers, State, Step
from tests.treaties.builders import acts, clauses, entry, treaty
from tests.treaties.desk import FIRST, SECOND, TODAY, hand
from tests.treaties.register import dossier, load, rows
from tests.treaties.vectors import everyone

WINDOW = SignatureWindow(date(2027, 1, 1), date(2027, 12, 31))
OPEN = replace(treaty(named="open"), open_for_signature=WINDOW)
TOMORROW = TODAY + timedelta(days=1)


def signatory(participant: str, **changed: Any) -> Signatory:
    plain = Signatory(
        participant=participant,
        name=f"Somebody of {participant}",
        office="Minister for Foreign Affairs",
        powers=Powers.NOT_REQUIRED,
        manner=Manner.SUBJECT_TO_RATIFICATION,
    )
    return replace(plain, **changed)


def given(*signatories: Signatory, **changed: Any) -> SigningList:
    plain = SigningList(
        treaty="open", held_on=TODAY, place="The Hague", signatories=tuple(signatories)
    )
    return replace(plain, **changed)


TWO = given(signatory("FRA"), signatory("JPN"))


@pytest.fixture
def house(runtime: Runtime) -> Database:
    load(runtime.database, OPEN)
    return runtime.database


def prepared(house: Database, wanted: SigningList = TWO, *, key: UUID | None = None) -> DeskNumber:
    with house.write(by=FIRST) as session:
        return ceremonies.prepare(session, wanted, hand=hand(FIRST, key=key))


def held(house: Database, number: DeskNumber) -> Ceremony:
    with house.read(by=FIRST) as session:
        return desk.ceremony(session, number)


def move(
    house: Database,
    number: DeskNumber,
    step: Step,
    by: Actor = FIRST,
    *,
    note: str = "",
    **how: Any,
) -> None:
    how = {"version": held(house, number).version} | how
    with house.write(by=by) as session:
        ceremonies.move(session, number, step, note=note, roll=everyone(), hand=hand(by, **how))


def ready(house: Database, wanted: SigningList = TWO) -> DeskNumber:
    number = prepared(house, wanted)
    move(house, number, Step.FIND_IN_GOOD_ORDER)
    return number


def told(wanted: SigningList, *before: str, definition: Any = OPEN) -> list[list[str]]:
    """Give what the checks say of each line, as sentences."""
    found = checked(Dossier(definition, acts(*before)), wanted, None, roll=everyone(), today=TODAY)
    about = [[each.sentence for each in line.refusals] for line in found.lines]
    return about or [[each.sentence for each in found.refusals]]


def test_every_signature_is_an_act_of_its_own_and_notified_in_one_batch(
    database: Database,
) -> None:
    house = database
    load(house, OPEN)
    number = ready(house, given(signatory("FRA", text="La France déclare…"), signatory("JPN")))
    move(house, number, Step.CONFIRM, by=SECOND)
    done = dossier(house, "open").acts
    assert [(act.participant, act.kind, act.deposited_on) for act in done] == [
        ("FRA", ActionKind.SIGNATURE, TODAY),
        ("JPN", ActionKind.SIGNATURE, TODAY),
    ]
    assert (done[0].text, {act.reference for act in done}) == (
        "La France déclare…",
        {"GAIMA/CER/2027/1"},
    )
    matter = held(house, number)
    assert (matter.state, matter.action_number, matter.list.treaty) == (State.RECORDED, 1, "open")
    with house.read(by=FIRST) as session:
        subjects = [f"treaty/open/{act.number}" for act in done]
        numbers = issued.numbers_by_subject(session, "open", subjects)
        assert [str(numbers[subject]) for subject in subjects] == [
            "GAIMA/DN/2027/1",
            "GAIMA/DN/2027/2",
        ]
        steps = desk.steps(session, number)
        assert steps[-1].content["actions"] == ["open/1", "open/2"]


def test_every_step_opens_its_entry_of_the_ledger(house: Database) -> None:
    number = prepared(house)
    move(house, number, Step.FIND_IN_GOOD_ORDER)
    move(house, number, Step.TAKE_BACK, note="Japan did not come.")
    with house.write(by=FIRST) as session:
        changed = given(signatory("FRA"))
        ceremonies.amend(session, number, changed, hand=hand(version=3))
    move(house, number, Step.DROP, note="It was put off.")
    assert held(house, number).state is State.RETURNED
    with house.read(by=FIRST) as session:
        found = list(desk_openings(session))
        assert len(found) == 5
        assert found[3].content["particulars"]["signatories"].keys() == {"FRA"}


def test_one_line_that_is_refused_keeps_all_out(house: Database) -> None:
    number = ready(house)
    other = ready(house, given(signatory("JPN"), signatory("DEU")))
    move(house, number, Step.CONFIRM, by=SECOND)
    before = rows(house)
    with pytest.raises(Invalid, match="Japan has signed already"):
        move(house, other, Step.CONFIRM, by=SECOND)
    assert rows(house) == before
    assert held(house, other).state is State.IN_GOOD_ORDER


@pytest.mark.parametrize(
    ("lines", "before", "sentence"),
    [
        ([signatory("FRA")], ["FRA signature 2027-02-01"], "has signed already, on 2027-02-01"),
        ([signatory("FRA", powers=Powers.MISSING)], [], "The full powers are missing"),
        ([signatory("FRA"), signatory("FRA")], [], "stands on the list already"),
        (
            [signatory("FRA", manner=Manner.DEFINITIVE)],
            ["FRA ratification 2027-02-01"],
            "has consented already",
        ),
    ],
)
def test_each_line_is_checked_beforehand(
    lines: list[Signatory], before: list[str], sentence: str
) -> None:
    found = told(given(*lines), *before)
    assert sentence in found[-1][0]
    assert not any(found[:-1])


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 12, 31), "not yet open for signature"),
        (date(2028, 1, 1), "was closed for signature"),
    ],
)
def test_it_is_checked_as_on_the_day_of_the_ceremony(on: date, sentence: str) -> None:
    assert sentence in told(replace(TWO, held_on=on))[0][0]
    assert told(replace(TWO, held_on=date(2027, 12, 31))) == [[], []]


def test_an_empty_list_and_one_of_another_depositary_are_refused() -> None:
    assert told(given()) == [["Nobody stands on the list."]]
    theirs = replace(OPEN, depositary="Government of France")
    found = checked(Dossier(theirs, ()), TWO, None, roll=everyone(), today=TODAY)
    assert "is another (Government of France)" in found.refusals[0].sentence
    assert found.comparison is None


def test_definitive_signatures_bring_the_treaty_into_force_and_the_check_says_so() -> None:
    soon = replace(OPEN, final_clauses=clauses(entry(Count(2))))
    both = given(
        signatory("FRA", manner=Manner.DEFINITIVE), signatory("JPN", manner=Manner.DEFINITIVE)
    )
    found = checked(Dossier(soon, ()), both, None, roll=everyone(), today=TODAY)
    assert found.comparison is not None
    assert found.comparison.moves_entry_into_force
    assert found.comparison.after.entry_into_force.on == TODAY + timedelta(days=30)
    assert "FRA" in found.notified


def test_who_prepared_it_does_not_confirm_it(house: Database) -> None:
    number = ready(house)
    with pytest.raises(Invalid, match="You prepared this record yourself"):
        move(house, number, Step.CONFIRM, by=FIRST)
    assert dossier(house, "open").acts == ()


def test_it_is_recorded_once_it_has_been_held(house: Database) -> None:
    number = ready(house, replace(TWO, held_on=TOMORROW))
    with pytest.raises(Invalid, match="once it has been held"):
        move(house, number, Step.CONFIRM, by=SECOND)


def test_a_list_that_is_not_clear_is_not_in_good_order(house: Database) -> None:
    number = prepared(house, given(signatory("FRA", powers=Powers.MISSING)))
    with pytest.raises(Invalid, match="full powers are missing"):
        move(house, number, Step.FIND_IN_GOOD_ORDER)
    with pytest.raises(Invalid, match="Say why"):
        move(house, number, Step.DROP)


def test_two_who_confirm_at_once_and_stale_forms_record_it_once(house: Database) -> None:
    number, key = ready(house), UUID(int=7)
    move(house, number, Step.CONFIRM, by=SECOND, version=2, key=key)
    move(house, number, Step.CONFIRM, by=SECOND, version=2, key=key)
    with pytest.raises(Conflict, match="has changed since you opened it"):
        move(house, number, Step.CONFIRM, by=SECOND, version=2)
    assert len(dossier(house, "open").acts) == 2


def test_a_form_sent_twice_is_one_list_and_nothing_else(house: Database) -> None:
    key = UUID(int=8)
    number = prepared(house, key=key)
    assert prepared(house, key=key) == number
    assert str(prepared(house)) == "GAIMA/CER/2027/2"
    with house.write(by=FIRST) as session:
        with pytest.raises(Invalid, match="Nothing has been changed"):
            ceremonies.amend(session, number, TWO, hand=hand(version=1))
        with pytest.raises(Conflict, match="was sent already"):
            ceremonies.move(
                session,
                DeskNumber(number.kind, 2027, 2),
                Step.DROP,
                note="x",
                roll=everyone(),
                hand=hand(version=1, key=key),
            )
        with pytest.raises(NotFound):
            desk.ceremony(session, DeskNumber(number.kind, 2027, 9))


def test_the_whole_store_opens_to_the_ledgers_check(house: Database) -> None:
    move(house, ready(house), Step.CONFIRM, by=SECOND)
    with house.read(by=FIRST) as session:
        openings = chain.from_iterable(of(session) for of in SOURCES)
        assert audited(session, openings).size == rows(house)["ledger_entry"]

"""A declaration from its first draft to its last version, in both databases where SQL decides."""

from datetime import timedelta
from itertools import chain
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from app.correspondence.models import Letter
from app.correspondence.values import Channel
from app.deadlines import operations as deadlines
from app.deadlines import queries as awaited
from app.deadlines.values import Outcome as Met
from app.deadlines.values import Set
from app.declarations.forms import published
from app.declarations.models import (
    Declaration,
    DeclarationDraft,
    DeclarationPortion,
    DeclarationReading,
    DeclarationSection,
    DeclarationVersion,
)
from app.declarations.operations import drafting, opening, review, submitting
from app.declarations.operations.readings import note_reading
from app.declarations.queries import chains, drafts, openings, versions
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome
from app.declarations.values.filing import (
    Duty,
    Filing,
    Hands,
    Paper,
    Reference,
    Step,
)
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.errors import Conflict, Invalid, NotFound
from app.ledger import queries as ledger
from app.ledger.models import LedgerEntry
from app.obligations.values import DEADLINE, Basis, Publication, subject_of
from tests.declarations.filing import (
    AT,
    AUDITOR,
    DRAFTER,
    JAPANS_DRAFTER,
    JAPANS_REPRESENTATIVE,
    KNOWN,
    OFFICER,
    REPRESENTATIVE,
    TODAY,
    VOLUNTARY,
    ask,
    begun,
    content_of,
    duty,
    filed,
    fill,
    hand,
    obligation,
    submit,
)
from tests.people import somebody

SEAT = ZoneInfo("Europe/Vienna")
F1, F2 = published("F1"), published("F2")


@pytest.fixture
def store(sqlite_url: str) -> Database:
    return Database(sqlite_url)


def statuses(database: Database, reference: Reference) -> list[str]:
    with database.read(by=REPRESENTATIVE) as session:
        found = chains.declaration(session, reference, by=REPRESENTATIVE)
        chained = versions.versions(session, found, by=REPRESENTATIVE)[::-1]
        return [
            f"{each.named} {each.status}" + (" *" if each.number == found.record else "")
            for each in chained
        ]


def amended(database: Database, reference: Reference, reason: str = "A new address") -> None:
    with database.write(by=DRAFTER) as session:
        declaration = opening.amend(session, reference, form=F1, hand=hand(DRAFTER))
        ask(session, declaration, reason=reason)
        submit(session, declaration)


def moved(
    database: Database, reference: Reference, number: int, *steps: Step, by: Actor = OFFICER
) -> None:
    for step in steps:
        with database.write(by=by) as session:
            review.move(session, reference, number, step, note="because", hand=hand(by))


def due(database: Database) -> None:
    subject = subject_of("f1", "CAN", "2026")
    with database.write(by=SYSTEM) as session:
        wanted = Set(DEADLINE, subject, due_at=AT + timedelta(days=1))
        deadlines.set_deadline(session, wanted, at=AT)


def met(database: Database) -> tuple[object, ...]:
    with database.read(by=SYSTEM) as session:
        found = awaited.deadline(session, DEADLINE, subject_of("f1", "CAN", "2026"))
        return found.met_at, found.outcome, found.recalled_at


def test_a_declaration_is_drafted_by_one_submitted_by_another_and_frozen(
    database: Database,
) -> None:
    due(database)
    reference = filed(database)
    assert str(reference) == "CAN-2027-1"
    assert statuses(database, reference) == ["1.0 submitted *"]
    assert met(database) == (AT, Met.FILED, None)
    with database.read(by=REPRESENTATIVE) as session:
        declaration = chains.declaration(session, reference, by=REPRESENTATIVE)
        version = versions.version(session, declaration, 1, by=REPRESENTATIVE)
        content = versions.content_of(session, version, by=REPRESENTATIVE)
        assert content == content_of("F1", "2026")
        assert (version.hands, version.asked_by, version.submitted_by) == (Hands.TWO, 21, 22)
        assert drafts.draft_or_none(session, declaration, by=REPRESENTATIVE) is None
        assert not session.scalars(select(DeclarationSection)).all()


def test_the_database_itself_refuses_to_change_or_remove_what_was_submitted(
    database: Database,
) -> None:
    reference = filed(database)
    changes = [
        update(DeclarationVersion).values(reason="another"),
        update(DeclarationVersion).values(received_at=AT + timedelta(days=1)),
        delete(DeclarationVersion),
        update(DeclarationPortion).values(content={}),
        delete(DeclarationPortion),
    ]
    for change in changes:
        with (
            pytest.raises(DatabaseError, match="never changed or removed"),
            database.write(by=SYSTEM) as session,
        ):
            session.execute(change)
    moved(database, reference, 1, Step.TAKE_UP)
    assert statuses(database, reference) == ["1.0 under_review *"]


def test_every_entry_of_the_ledger_is_opened_by_what_is_kept(database: Database) -> None:
    reference = filed(database)
    moved(database, reference, 1, Step.TAKE_UP, Step.RETURN)
    amended(database, reference)
    moved(database, reference, 2, Step.RECALL, by=REPRESENTATIVE)
    with database.read(by=SYSTEM) as session:
        assert ledger.audited(session, chain(openings(session))).size == 5


def test_the_ledger_never_says_which_declaration_an_entry_is_about(store: Database) -> None:
    filed(store, publication=Publication.RESERVED)
    with store.read(by=SYSTEM) as session:
        [entry] = session.scalars(select(LedgerEntry))
        assert (entry.kind, entry.subject) == ("declaration.submitted", "declaration")


def test_what_is_carried_over_is_marked_until_somebody_looks_at_it(store: Database) -> None:
    filed(store, period="2025")
    with store.write(by=DRAFTER) as session:
        declaration = begun(session, period="2026")
        rows = drafts.sections(session, drafts.draft(session, declaration, by=DRAFTER))
        assert {name for name, row in rows.items() if row.carried} == {
            "authority", "focal_points", "contact", "designation",
        }  # fmt: skip
        assert rows["header"].content["period"] == "2026"
        contact = rows["contact"]
        saved = drafting.edit(
            session, declaration.reference, "contact", contact.content, classes={}, form=F1,
            version=contact.version, hand=hand(DRAFTER),
        )  # fmt: skip
        assert not saved.carried


def test_beginning_twice_gives_the_same_draft(store: Database) -> None:
    with store.write(by=DRAFTER) as session:
        assert begun(session).id == begun(session, by=REPRESENTATIVE).id


def test_the_second_of_two_people_in_one_section_is_told_and_overwrites_nothing(
    database: Database,
) -> None:
    with database.write(by=DRAFTER) as session:
        declaration = begun(session)
        fill(session, declaration)
    reference, words = declaration.reference, {"phone": "+431555011", "email": "a@example.org"}
    with database.read(by=DRAFTER) as session:
        row = drafts.sections(session, drafts.draft(session, declaration, by=DRAFTER))["contact"]
    with database.write(by=DRAFTER) as session:
        drafting.edit(session, reference, "contact", words, classes={}, form=F1,
                      version=row.version, hand=hand(DRAFTER))  # fmt: skip
    theirs = words | {"email": "b@example.org"}
    with (
        pytest.raises(Conflict, match="Somebody else"),
        database.write(by=REPRESENTATIVE) as session,
    ):
        drafting.edit(session, reference, "contact", theirs, classes={}, form=F1,
                      version=row.version, hand=hand(REPRESENTATIVE))  # fmt: skip
    with database.write(by=DRAFTER) as session:  # the first one's form, sent once more
        drafting.edit(session, reference, "contact", words, classes={}, form=F1,
                      version=row.version, hand=hand(DRAFTER))  # fmt: skip
    with database.read(by=DRAFTER) as session:
        rows = drafts.sections(session, drafts.draft(session, declaration, by=DRAFTER))
        assert rows["contact"].content == words


def test_a_change_after_one_has_asked_means_asking_again(store: Database) -> None:
    with store.write(by=DRAFTER) as session:
        declaration = begun(session)
        fill(session, declaration)
        ask(session, declaration)
        fill(session, declaration, by=REPRESENTATIVE,
             content={"contact": {"phone": "+431555011", "email": "a@example.org"}})  # fmt: skip
        with pytest.raises(Invalid, match="second person"):
            submit(session, declaration)
        ask(session, declaration)
        drafting.take_back(session, declaration.reference, hand=hand(DRAFTER))
        with pytest.raises(Invalid, match="second person"):
            submit(session, declaration)


def test_one_person_submits_alone_where_the_state_has_designated_one(store: Database) -> None:
    content = content_of("F1", "2026")
    content["focal_points"]["single_officer"] = True
    with store.write(by=REPRESENTATIVE) as session:
        declaration = begun(session, by=REPRESENTATIVE)
        fill(session, declaration, by=REPRESENTATIVE, content=content)
        assert submit(session, declaration).hands is Hands.ONE
    with store.write(by=REPRESENTATIVE) as session:
        nil = begun(session, "F2", by=REPRESENTATIVE)
        drafting.choose(session, nil.reference, Outcome.NIL, form=F2, hand=hand(REPRESENTATIVE))
        assert submit(session, nil).hands is Hands.ONE


def test_a_draft_saves_incomplete_and_is_refused_with_every_problem_at_once(
    store: Database,
) -> None:
    with store.write(by=DRAFTER) as session:
        declaration = begun(session)
        fill(session, declaration, content={"contact": {"phone": "+431555011"}})
        with pytest.raises(Invalid) as refused:
            ask(session, declaration)
    fields = {each.field for each in refused.value.complaints}
    assert {"authority.name_official", "contact.email", "designation.letter"} <= fields


@pytest.mark.parametrize(
    ("section", "content", "classes", "error"),
    [
        ("contact", {"phone": 7}, {}, Invalid),
        ("contact", {"nobody asked": "x"}, {}, Invalid),
        ("nowhere", {}, {}, NotFound),
        ("contact", {}, {"contact": Class.HIGHLY_PROTECTED}, Invalid),
        ("contact", {}, {"nowhere": Class.RESTRICTED}, Invalid),
        ("contact", {"phone": "x" * 1_000_000}, {}, Invalid),
    ],
)
def test_what_cannot_be_saved_changes_nothing(
    store: Database,
    section: str,
    content: dict[str, object],
    classes: dict[str, Class],
    error: type[Exception],
) -> None:
    with store.write(by=DRAFTER) as session:
        declaration = begun(session)
    with pytest.raises(error), store.write(by=DRAFTER) as session:
        drafting.edit(session, declaration.reference, section, content, classes=classes, form=F1,
                      version=0, hand=hand(DRAFTER))  # fmt: skip
    with store.read(by=DRAFTER) as session:
        rows = drafts.sections(session, drafts.draft(session, declaration, by=DRAFTER))
        assert set(rows) == {"header"}


def test_nobody_begins_edits_or_submits_for_another_state(store: Database) -> None:
    with store.write(by=DRAFTER) as session:
        declaration = begun(session)
    for by in (JAPANS_DRAFTER, JAPANS_REPRESENTATIVE, OFFICER, AUDITOR):
        with store.write(by=by) as session:
            with pytest.raises(NotFound):
                opening.begin(session, obligation("F1"), duty(), VOLUNTARY, form=F1, hand=hand(by))
            with pytest.raises(NotFound):
                submit(session, declaration, by=by)
            with pytest.raises(NotFound):
                opening.amend(session, declaration.reference, form=F1, hand=hand(by))


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2028", "has not begun"),
        ("2019", "is closed"),
        ("next year", "no such period"),
        ("Q1", "calendar year"),
    ],
)
def test_nothing_is_declared_for_a_period_that_is_none(
    store: Database, period: str, sentence: str
) -> None:
    with store.write(by=DRAFTER) as session, pytest.raises(Invalid, match=sentence):
        begun(session, "F2", period=period)


def test_a_form_posted_twice_is_one_submission(database: Database) -> None:
    key = uuid4()
    with database.write(by=DRAFTER) as session:
        declaration = begun(session)
        other = begun(session, "F2")
        fill(session, declaration)
        ask(session, declaration)
    with database.write(by=REPRESENTATIVE) as session:
        first = submit(session, declaration, key=key)
    with database.write(by=REPRESENTATIVE) as session:
        again = submit(session, declaration, key=key, after=timedelta(minutes=1))
        assert (again.number, again.ledger_index) == (first.number, first.ledger_index)
        with pytest.raises(Conflict, match="sent already"):
            submit(session, other, key=key)
    assert statuses(database, declaration.reference) == ["1.0 submitted *"]


def test_nil_is_filed_without_content_and_meets_the_deadline(store: Database) -> None:
    with store.write(by=DRAFTER) as session:
        declaration = begun(session, "F2")
        drafting.choose(session, declaration.reference, Outcome.NIL, form=F2, hand=hand(DRAFTER))
        ask(session, declaration)
        version = submit(session, declaration)
        assert version.outcome is Outcome.NIL
        content = versions.content_of(session, version, by=DRAFTER)
        assert content == {
            "header": {"basis": "voluntary", "jurisdiction": "territory", "language": "en",
                       "period": "2026"}
        }  # fmt: skip


def test_no_change_stands_on_an_earlier_filing_and_needs_one(store: Database) -> None:
    with store.write(by=DRAFTER) as session:
        declaration = begun(session)
        with pytest.raises(Invalid, match="no earlier declaration"):
            drafting.choose(session, declaration.reference, Outcome.NO_CHANGE, form=F1,
                            hand=hand(DRAFTER))  # fmt: skip
    filed(store, period="2025")
    with store.write(by=DRAFTER) as session:
        drafting.choose(session, declaration.reference, Outcome.NO_CHANGE, form=F1,
                        hand=hand(DRAFTER))  # fmt: skip
        ask(session, declaration)
        assert submit(session, declaration).outcome is Outcome.NO_CHANGE


def test_an_amendment_supersedes_and_its_recall_restores_the_version_before(
    database: Database,
) -> None:
    due(database)
    reference = filed(database)
    moved(database, reference, 1, Step.TAKE_UP, Step.FIND_IN_GOOD_ORDER)
    amended(database, reference)
    assert statuses(database, reference) == ["1.0 superseded", "2.0 submitted *"]
    moved(database, reference, 2, Step.RECALL, by=REPRESENTATIVE)
    assert statuses(database, reference) == ["1.0 in_good_order *", "2.0 recalled"]
    assert met(database) == (AT, Met.FILED, None)
    moved(database, reference, 1, Step.RECALL, by=REPRESENTATIVE)
    assert statuses(database, reference) == ["1.0 recalled", "2.0 recalled"]
    assert met(database) == (None, None, AT)
    amended(database, reference)
    assert statuses(database, reference)[-1] == "3.0 submitted *"
    assert met(database)[1] is Met.FILED


def test_an_amendment_carries_everything_over_and_says_why(store: Database) -> None:
    reference = filed(store)
    with store.write(by=DRAFTER) as session:
        declaration = opening.amend(session, reference, form=F1, hand=hand(DRAFTER))
        draft = drafts.draft(session, declaration, by=DRAFTER)
        assert drafts.content_of(drafts.sections(session, draft)) == content_of("F1", "2026")
        with pytest.raises(Invalid, match="Say why"):
            ask(session, declaration)
    amended(store, reference, reason="The address has changed")
    with store.read(by=DRAFTER) as session:
        version = versions.version(session, declaration, 2, by=DRAFTER)
        assert version.reason == "The address has changed"


def test_a_returned_version_keeps_the_day_it_came_and_the_state_is_told(store: Database) -> None:
    due(store)
    with store.write(by=SYSTEM) as session:
        somebody(session, Role.DRAFTER, "CAN", at=AT)
        somebody(session, Role.DRAFTER, "JPN", at=AT)
    reference = filed(store)
    moved(store, reference, 1, Step.TAKE_UP, Step.RETURN)
    assert statuses(store, reference) == ["1.0 returned"]
    assert met(store) == (AT, Met.FILED, None)
    with store.read(by=SYSTEM) as session:
        letters = session.scalars(select(Letter).order_by(Letter.occasion)).all()
        assert [each.template for each in letters] == [
            "declaration_received", "declaration_returned",
        ]  # fmt: skip
        assert all("Ada" not in str(each.facts) for each in letters)


def test_what_a_state_sent_on_paper_is_entered_with_the_day_of_its_receipt(
    database: Database,
) -> None:
    due(database)
    paper = Paper(channel=Channel.NOTE_VERBALE, received_on=TODAY - timedelta(days=3),
                  their_reference="NV 12")  # fmt: skip
    given = Filing(basis=Basis.VOLUNTARY, content=content_of("F1", "2026"))
    key = uuid4()
    for _twice in range(2):
        with database.write(by=OFFICER) as session:
            version = submitting.enter(
                session, obligation("F1"), duty(), given, paper, form=F1, known=KNOWN,
                hand=hand(OFFICER, key=key),
            )  # fmt: skip
    assert (version.number, version.hands) == (1, Hands.SECRETARIAT)
    assert version.received_at.astimezone(SEAT).date() == paper.received_on
    assert met(database)[0] == version.received_at
    with database.write(by=OFFICER) as session:
        again = Filing(basis=Basis.VOLUNTARY, content=given.content, reason="As instructed")
        submitting.enter(
            session, obligation("F1"), duty(), again, paper, form=F1, known=KNOWN,
            hand=hand(OFFICER),
        )  # fmt: skip
    reference = Reference("CAN", 2027, 1)
    assert statuses(database, reference) == ["1.0 superseded", "1.1 submitted *"]


@pytest.mark.parametrize("by", [DRAFTER, REPRESENTATIVE, AUDITOR])
def test_only_a_declarations_officer_enters_what_came_on_paper(store: Database, by: Actor) -> None:
    paper = Paper(channel=Channel.EMAIL, received_on=TODAY, their_reference="")
    with store.write(by=by) as session, pytest.raises(NotFound):
        submitting.enter(
            session, obligation("F1"), duty(), VOLUNTARY, paper, form=F1, known=KNOWN,
            hand=hand(by),
        )  # fmt: skip


def test_nothing_is_received_in_the_future(store: Database) -> None:
    paper = Paper(channel=Channel.EMAIL, received_on=TODAY + timedelta(days=1), their_reference="")
    with store.write(by=OFFICER) as session, pytest.raises(Invalid, match="future"):
        submitting.enter(
            session, obligation("F1"), duty(), VOLUNTARY, paper, form=F1, known=KNOWN,
            hand=hand(OFFICER),
        )  # fmt: skip


def test_a_step_posted_twice_is_one_step(store: Database) -> None:
    reference, key = filed(store), uuid4()
    for _twice in range(2):
        with store.write(by=OFFICER) as session:
            review.move(session, reference, 1, Step.TAKE_UP, note="", hand=hand(OFFICER, key=key))
    with store.read(by=OFFICER) as session:
        declaration = chains.declaration(session, reference, by=OFFICER)
        assert len(versions.steps(session, declaration, 1, by=REPRESENTATIVE)) == 1


def test_the_secretariat_reads_what_its_classes_allow_and_no_more(store: Database) -> None:
    reference = filed(store)
    with store.read(by=OFFICER) as session:
        declaration = chains.declaration(session, reference, by=OFFICER)
        version = versions.version(session, declaration, 1, by=OFFICER)
        assert "contact" in versions.content_of(session, version, by=OFFICER)
        assert versions.content_of(session, version, by=AUDITOR) == {}
        with pytest.raises(NotFound):
            versions.version(session, declaration, 1, by=JAPANS_DRAFTER)
    moved(store, reference, 1, Step.TAKE_UP, Step.FIND_IN_GOOD_ORDER)
    with store.read(by=JAPANS_DRAFTER) as session:
        seen = versions.content_of(session, version, by=JAPANS_DRAFTER)
        assert seen == {
            "header": content_of("F1", "2026")["header"],
            "authority": {"name_official": "Autorité nationale"},
            "focal_points": {
                "focal_point": [{"role": "drafter"}, {"role": "representative"}],
            },
        }  # fmt: skip


def test_a_reading_of_classified_sections_is_recorded_for_the_state_alone(store: Database) -> None:
    reference = filed(store)
    with store.write(by=OFFICER) as session:
        declaration = chains.declaration(session, reference, by=OFFICER)
        version = versions.version(session, declaration, 1, by=OFFICER)
        portions = versions.portions(session, version, by=OFFICER)
        note_reading(session, version, portions, hand=hand(OFFICER))
    with store.read(by=DRAFTER) as session:
        [reading] = versions.readings(session, declaration, by=DRAFTER)
        assert (reading.account, reading.sections) == (
            11,
            ["contact", "designation", "focal_points"],
        )
        assert versions.readings(session, declaration, by=JAPANS_DRAFTER) == []
        assert versions.readings(session, declaration, by=OFFICER) == []
        assert len(session.scalars(select(DeclarationReading)).all()) == 1


def test_each_state_has_its_own_series_and_its_own_list(store: Database) -> None:
    filed(store)
    with store.write(by=JAPANS_DRAFTER) as session:
        theirs = begun(session, by=JAPANS_DRAFTER)
    assert str(theirs.reference) == "JPN-2027-1"
    with store.read(by=DRAFTER) as session:
        assert [str(each.declaration.reference) for each in chains.owned(session, by=DRAFTER)] == [
            "CAN-2027-1"
        ]
        assert [each.declaration.participant for each in chains.filed(session, by=OFFICER)] == [
            "CAN"
        ]
        assert len(session.scalars(select(Declaration)).all()) == 2
        assert len(session.scalars(select(DeclarationDraft)).all()) == 1


def test_everything_that_was_filed_is_listed_by_pages_the_latest_first(store: Database) -> None:
    for period in ("2024", "2025", "2026"):
        filed(store, period=period)
    with store.read(by=OFFICER) as session:
        listed = [chains.latest(session, by=OFFICER, page=page, most=2) for page in (1, 2, 3)]
        assert [(len(found), more) for found, more in listed] == [(2, True), (1, False), (0, False)]
        numbers = {each.version.ledger_index for found, _more in listed for each in found}
        assert len(numbers) == 3
        received = [each.version.received_at for found, _more in listed for each in found]
        assert received == sorted(received, reverse=True)


def test_two_stages_of_one_incident_are_two_declarations(store: Database) -> None:
    form = published("F5")
    with store.write(by=DRAFTER) as session:
        references = {
            opening.begin(
                session, KNOWN.laws.obligations[code], Duty(code, "CAN", "INC-1"), VOLUNTARY,
                form=form, hand=hand(DRAFTER),
            ).reference
            for code in ("f5-notice", "f5-update")
        }  # fmt: skip
        assert len(references) == 2

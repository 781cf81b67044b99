"""The life of a paper: its symbol, its languages, what takes its place, and its class."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body, Paper
from app.bodies.operations import offers, papers
from app.bodies.queries import papers as looked_up
from app.bodies.queries.offers import offers as offered
from app.bodies.values import Class, DeedKind
from app.bodies.values.papers import (
    HandedIn,
    Issue,
    Lowering,
    PaperKind,
    PaperState,
    Reservation,
    SuffixKind,
)
from app.documents.values import Checked, FileKind
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.errors import Conflict, DomainError, Invalid
from app.kernel.languages import Language
from app.kernel.runtime import Runtime
from tests.bodies.builders import founded
from tests.bodies.papers import SECRETARY, TODAY, hand, issued, reserved
from tests.people import made

REV, ADD, CORR = SuffixKind.REVISION, SuffixKind.ADDENDUM, SuffixKind.CORRIGENDUM
ISSUE = Issue(
    language=Language.ENGLISH, title="A paper", text="1. Text.", issued_on=TODAY,
    sort=Class.UNCLASSIFIED,
)  # fmt: skip
SCAN = Checked("scan.pdf", FileKind.PDF, b"%PDF-1.7 a scan")


@pytest.fixture
def writing(runtime: Runtime) -> Iterator[tuple[Session, Body, Runtime]]:
    with runtime.database.write(by=SECRETARY) as session:
        yield session, founded(session), runtime


Writing = tuple[Session, Body, Runtime]


def test_each_kind_and_each_paper_counts_its_own(writing: Writing) -> None:
    session, body, house = writing
    one = issued(session, body, house.storage)
    two = issued(session, body, house.storage, kind=PaperKind.GENERAL)
    three = issued(session, body, house.storage)
    revised = issued(session, body, house.storage, on=one, suffix=REV)
    hung = [
        revised,
        issued(session, body, house.storage, on=revised, suffix=ADD),
        issued(session, body, house.storage, on=revised, suffix=ADD),
        issued(session, body, house.storage, on=one, suffix=REV),
        issued(session, body, house.storage, on=two, suffix=CORR),
        issued(session, body, house.storage, on=three, suffix=ADD),
    ]
    assert [each.symbol.removeprefix("GAIMA/WG.1/2027/") for each in (one, two, three, *hung)] == [
        "WP.1", "1", "WP.2",
        "WP.1/Rev.1", "WP.1/Rev.1/Add.1", "WP.1/Rev.1/Add.2", "WP.1/Rev.2", "1/Corr.1",
        "WP.2/Add.1",
    ]  # fmt: skip
    assert reserved(session, body, by=hand(today=TODAY.replace(year=2028))).symbol.endswith(
        "/2028/WP.1"
    )


def test_a_revision_takes_the_place_of_all_before_it(writing: Writing) -> None:
    session, body, house = writing
    one = issued(session, body, house.storage)
    first = issued(session, body, house.storage, on=one, suffix=REV)
    second = issued(session, body, house.storage, on=one, suffix=REV)
    assert (one.superseded_by, first.superseded_by) == (first.id, second.id)
    assert [each.state for each in (one, first, second)] == [
        PaperState.SUPERSEDED, PaperState.SUPERSEDED, PaperState.ISSUED,
    ]  # fmt: skip


def test_an_earlier_revision_does_not_come_out_after_a_later_one(writing: Writing) -> None:
    session, body, house = writing
    one = issued(session, body, house.storage)
    late = reserved(session, body, on=one, suffix=REV)
    issued(session, body, house.storage, on=one, suffix=REV)
    with pytest.raises(Conflict, match="later revision"):
        papers.issue(session, body, late, ISSUE, storage=house.storage, hand=hand())


def test_a_number_given_up_is_explained_and_never_given_again(writing: Writing) -> None:
    session, body, house = writing
    lost = reserved(session, body)
    papers.give_up(session, body, lost, reason="Withdrawn by its author.", hand=hand())
    assert reserved(session, body).symbol.endswith("WP.2")
    with pytest.raises(Conflict, match="given up"):
        papers.issue(session, body, lost, ISSUE, storage=house.storage, hand=hand())
    with pytest.raises(Conflict, match="can be given up"):
        papers.give_up(session, body, lost, reason="Twice.", hand=hand())


def test_languages_have_days_of_their_own_and_are_never_replaced(writing: Writing) -> None:
    session, body, house = writing
    paper = issued(session, body, house.storage, "Draft")
    french = replace(
        ISSUE, language=Language.FRENCH, title="Projet", issued_on=TODAY, text="", sort=None
    )
    papers.issue(session, body, paper, french, SCAN, storage=house.storage, hand=hand())
    found = looked_up.languages(session, paper)
    assert {each.language: (each.title, bool(each.sha256)) for each in found} == {
        Language.ENGLISH: ("Draft", False), Language.FRENCH: ("Projet", True),
    }  # fmt: skip
    with pytest.raises(Conflict, match="never replaced"):
        papers.issue(session, body, paper, french, storage=house.storage, hand=hand())


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (replace(ISSUE, text=""), "text"),
        (replace(ISSUE, issued_on=TODAY + timedelta(days=1)), "issued_on"),
        (replace(ISSUE, issued_on=TODAY.replace(year=2026)), "issued_on"),
        (replace(ISSUE, sort=None), "class"),
        (replace(ISSUE, derestricts_on=TODAY + timedelta(days=9)), "derestricts_on"),
        (replace(ISSUE, sort=Class.PROTECTED, derestricts_on=TODAY), "derestricts_on"),
    ],
)
def test_what_cannot_come_out_is_refused_where_it_is_wrong(
    writing: Writing, wanted: Issue, field: str
) -> None:
    session, body, house = writing
    paper = reserved(session, body)
    with pytest.raises(Invalid) as refused:
        papers.issue(session, body, paper, wanted, storage=house.storage, hand=hand())
    assert [each.field for each in refused.value.complaints] == [field]
    assert paper.state is PaperState.RESERVED


def test_nothing_hangs_where_it_cannot(writing: Writing) -> None:
    session, body, house = writing
    out, waiting = issued(session, body, house.storage), reserved(session, body)
    revised = issued(session, body, house.storage, on=out, suffix=REV)
    mended = issued(session, body, house.storage, on=revised, suffix=CORR)
    for parent, suffix in ((waiting, REV), (revised, REV), (mended, CORR), (out, ADD)):
        with pytest.raises(Invalid):
            reserved(session, body, on=parent, suffix=suffix)
    with pytest.raises(Invalid, match="both"):
        reserved(session, body, on=out)


def test_a_paper_is_superseded_by_another_that_stands(writing: Writing) -> None:
    session, body, house = writing
    one, two = (issued(session, body, house.storage) for _ in range(2))
    with pytest.raises(Invalid):
        papers.supersede(session, body, one, one.slug, hand=hand())
    papers.supersede(session, body, one, two.slug, hand=hand())
    with pytest.raises(Conflict):
        papers.supersede(session, body, one, two.slug, hand=hand())
    with pytest.raises(Invalid):
        papers.supersede(session, body, two, one.slug, hand=hand())


def test_a_class_is_only_lowered_and_on_authority(writing: Writing) -> None:
    session, body, house = writing
    paper = issued(session, body, house.storage, sort=Class.PROTECTED)
    ahead = TODAY + timedelta(days=30)
    down = Lowering(sort=Class.RESTRICTED, on=TODAY, authority="Statute, article 4", reason="")
    for wrong in (
        replace(down, sort=Class.PROTECTED),
        replace(down, on=ahead),
        replace(down, on=TODAY - timedelta(days=1)),
        replace(down, authority=""),
    ):
        with pytest.raises(Invalid):
            papers.lower(session, body, paper, wrong, hand=hand())
    papers.lower(session, body, paper, down, hand=hand())
    opened = replace(down, sort=Class.UNCLASSIFIED, on=ahead)
    papers.lower(session, body, paper, opened, hand=hand())
    assert paper.class_on(ahead - timedelta(days=1)) is Class.RESTRICTED
    assert paper.class_on(ahead) is Class.UNCLASSIFIED
    with pytest.raises(Invalid, match="earlier day"):
        papers.lower(session, body, paper, opened, hand=hand())
    assert [each.was for each in looked_up.lowerings(session, paper)] == [
        Class.PROTECTED, Class.RESTRICTED,
    ]  # fmt: skip


def test_a_form_posted_twice_reserves_one_symbol(writing: Writing) -> None:
    session, body, _house = writing
    twice = hand(key=uuid4())
    assert reserved(session, body, by=twice) is reserved(session, body, by=twice)
    assert len(queries.records(session, body, reserved(session, body).subject)) == 1


def test_what_a_member_hands_in_comes_out_under_a_symbol_or_goes_back(runtime: Runtime) -> None:
    member = made(runtime, Role.REPRESENTATIVE, "JPN")
    with runtime.database.write(by=SECRETARY) as session:
        body = founded(session, members=["JPN"])
        given = HandedIn(title="Ours", language=Language.ENGLISH, sort=Class.RESTRICTED)
        with pytest.raises(Invalid, match="text"):
            offers.hand_in(session, body, given, storage=runtime.storage, hand=hand())
        for file in (SCAN, None):
            offers.hand_in(
                session, body, replace(given, text="" if file else "1. Words."), file,
                storage=runtime.storage, hand=hand(by=member.actor),
            )  # fmt: skip
        scanned, written = sorted(
            offered(session, SECRETARY, body), key=lambda each: each.sha256 is None
        )
        paper = offers.issue_offer(
            session, body, scanned, Reservation(title="Ours", sort=Class.RESTRICTED),
            replace(ISSUE, text="", sort=Class.RESTRICTED, sponsors=("JPN",)),
            storage=runtime.storage, hand=hand(),
        )  # fmt: skip
        offers.give_back(session, body, written, reason="Too long.", hand=hand())
        with pytest.raises(Conflict):
            offers.give_back(session, body, scanned, reason="Twice.", hand=hand())
        assert (paper.symbol, paper.state) == ("GAIMA/WG.1/2027/WP.1", PaperState.ISSUED)
        assert looked_up.sponsors(session, paper) == ["JPN"]
        kinds = [each.kind for each in queries.records(session, body, paper.subject)]
        assert kinds == [DeedKind.PAPER_RESERVED, DeedKind.PAPER_ISSUED]
    assert runtime.storage.read(paper.subject, str(scanned.sha256)) == SCAN.content


def test_many_who_reserve_at_once_leave_neither_gap_nor_repeat(database: Database) -> None:
    with database.write(by=SECRETARY) as session:
        founded(session)

    def reserve(turn: int) -> None:
        with database.write(by=SECRETARY) as session:
            body = queries.body(session, SECRETARY, "wg-1", on=TODAY)
            paper = reserved(session, body)
            if turn % 3 == 0:
                raise Conflict.because("This one is rolled back.")
            if turn % 3 == 1:
                papers.give_up(session, body, paper, reason="Not needed.", hand=hand())

    def tried(turn: int) -> str:
        try:
            reserve(turn)
        except DomainError as refused:
            return str(refused)
        return ""

    with ThreadPoolExecutor(6) as writers:
        refusals = list(filter(None, writers.map(tried, range(24))))
    assert refusals == ["This one is rolled back."] * 8
    with database.read(by=SYSTEM) as session:
        assert sorted(session.scalars(select(Paper.serial))) == list(range(1, 17))

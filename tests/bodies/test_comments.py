"""Texts under discussion: opened, commented on by those who sit there, each comment disposed of."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import routine
from app.bodies.models import Body, Paper, PaperCall, PaperComment, Seat
from app.bodies.rules.comments import wrong_with_call
from app.bodies.values import Class
from app.bodies.values.comments import COMMENTS, Call
from app.bodies.values.papers import PaperState, SuffixKind
from app.correspondence.models import Letter
from app.deadlines.models import Deadline
from app.deadlines.values import Outcome
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from app.ledger.models import LedgerEntry
from tests.bodies.circle import Circle, circle
from tests.bodies.papers import issued
from tests.conftest import NOON, StoppedClock

TEXT = "Inspectors give sixty days' notice.\n\nReports are confidential."
PAGE = "/papers/2027-wp-1"
OPENED = {"until": "2027-04-14", "note": "Please look at the first paragraph."}
COMMENT = {"paragraph": "1", "proposal": "Thirty days' notice.", "reason": "Sixty is too long."}


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    found = circle(runtime)
    with runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        issued(session, body, runtime.storage, text=TEXT)
    return found


def opened(group: Circle, **changed: str) -> TestResponse:
    return group.post("secretary", f"{PAGE}/call", {**OPENED, **changed})


def said(group: Circle) -> list[PaperComment]:
    with group.runtime.database.read(by=SYSTEM) as session:
        return list(session.scalars(select(PaperComment).order_by(PaperComment.number)))


def deadlines(group: Circle) -> dict[str | None, Outcome | None]:
    with group.runtime.database.read(by=SYSTEM) as session:
        rows = session.scalars(select(Deadline).where(Deadline.kind == COMMENTS))
        return {each.participant: each.outcome for each in rows}


def test_a_text_is_opened_once_for_all_who_may_comment(group: Circle) -> None:
    key = uuid4()
    for _twice in range(2):
        assert group.post("secretary", f"{PAGE}/call", OPENED, key=key).status_code == 303
    assert deadlines(group) == {"JPN": None, "KOR": None}
    with group.runtime.database.read(by=SYSTEM) as session:
        letters = session.scalars(select(Letter)).all()
        people = ("Japan", "Japan's drafter", "expert")
        assert {each.address for each in letters} == {group.people[one].email for one in people}
        assert {each.facts["symbol"] for each in letters} == {"GAIMA/WG.1/2027/WP.1"}
        kinds = session.scalars(select(LedgerEntry.kind)).all()
        assert kinds.count("comments.opened") == 1
    assert "Open for comments until 14 April 2027" in group.get("Japan", f"{PAGE}/comments").text


@pytest.mark.long
def test_more_time_is_told_again_and_moves_what_is_due(group: Circle) -> None:
    opened(group)
    group.post("Japan", f"{PAGE}/comments", {"nothing": "yes"})
    assert opened(group, until="2027-05-14").status_code == 303
    with group.runtime.database.read(by=SYSTEM) as session:
        due = {each.due_at.date() for each in session.scalars(select(Deadline))}
        assert due == {date(2027, 5, 14)}
        assert len(session.scalars(select(Letter)).all()) == 6
    assert deadlines(group) == {"JPN": Outcome.NIL, "KOR": None}


def test_what_not_all_may_read_is_not_named_by_mail(group: Circle) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        session.scalars(select(Paper)).one().sort = Class.RESTRICTED
    opened(group)
    with group.runtime.database.read(by=SYSTEM) as session:
        letters = session.scalars(select(Letter)).all()
        facts = [each.facts for each in (*letters, *session.scalars(select(Deadline)))]
    assert all(each.private for each in letters)
    assert not [each for each in facts if "WP.1" in str(each) or "first paragraph" in str(each)]


def test_members_and_experts_comment_and_meet_what_is_due_of_them(group: Circle) -> None:
    opened(group)
    key = uuid4()
    for _twice in range(2):
        answer = group.post("Japan's drafter", f"{PAGE}/comments", COMMENT, key=key)
        assert answer.location == f"/bodies/wg-1{PAGE}/comments"
    assert deadlines(group) == {"JPN": Outcome.FILED, "KOR": None}
    group.post("expert", f"{PAGE}/comments", {"proposal": "Add a preamble.", "paragraph": ""})
    first, second = said(group)
    assert (first.seat_id, first.paragraph, first.late) == (group.seats["JPN"], 1, False)
    assert (second.seat_id, second.paragraph, second.number) == (group.seats["Ada"], None, 2)
    page = group.get("Canada", f"{PAGE}/comments").text
    assert page.index("Add a preamble.") < page.index("sixty days") < page.index("Thirty days")
    again = group.post("Japan", f"{PAGE}/comments", {"nothing": "yes"})
    assert (again.status_code, "There is an answer already" in again.text) == (409, True)
    heard = group.get("secretary", f"{PAGE}/comments").text
    assert "Not heard yet: <bdi>Republic of Korea</bdi>" in heard


@pytest.mark.long
def test_observers_comment_where_they_are_asked(group: Circle) -> None:
    opened(group)
    assert group.post("Canada", f"{PAGE}/comments", COMMENT).status_code == 404
    opened(group, until="2027-05-14", observers="yes")
    assert group.post("Canada", f"{PAGE}/comments", COMMENT).status_code == 303
    assert set(deadlines(group)) == {"JPN", "KOR"}


def test_comments_are_read_by_those_who_sit_there_alone(group: Circle) -> None:
    opened(group)
    group.post("Japan", f"{PAGE}/comments", COMMENT)
    for who in ("France", "officer"):
        for end in ("", ".csv", ".xlsx"):
            assert group.get(who, f"{PAGE}/comments{end}").status_code == 404
        assert group.post(who, f"{PAGE}/comments", COMMENT).status_code == 404
    assert group.get(None, f"{PAGE}/comments").status_code in {302, 303}
    for who in ("secretary", "Canada", "expert"):
        assert "Thirty days" in group.get(who, f"{PAGE}/comments.csv").text


WRONG = [
    ({"proposal": " "}, "Say what the text should say."),
    ({"paragraph": "", "proposal": "", "reason": ""}, "Say what the text should say."),
    ({"paragraph": "3"}, "This text has no such paragraph."),
    ({"paragraph": "first"}, "Give a whole number"),
    ({"proposal": "x" * 10_001}, "At most 10000 characters"),
    ({"proposal": "a\u202eb"}, "characters that cannot be seen"),
]


def test_a_comment_that_says_nothing_of_anything_there_is_refused(
    group: Circle, clock: StoppedClock
) -> None:
    before = group.post("Japan", f"{PAGE}/comments", COMMENT)
    assert (before.status_code, "No comments are taken" in before.text) == (409, True)
    opened(group)
    browser = group.browser("Japan")
    for changed, sentence in WRONG:
        typed = {"key": str(uuid4()), **COMMENT, **changed}
        answer = browser.post(f"{group.address}{PAGE}/comments", data=typed)
        assert (answer.status_code, sentence in answer.text) == (422, True), sentence
    clock.at = NOON + timedelta(days=32)
    late = group.post("Japan", f"{PAGE}/comments", COMMENT)
    assert (late.status_code, "marked as late" in late.text) == (409, True)
    assert not said(group)


def test_the_secretary_enters_what_came_otherwise_late_or_not(
    group: Circle, clock: StoppedClock
) -> None:
    came = COMMENT | {
        "seat": str(group.seats["KOR"]), "channel": "email", "received_on": "2027-03-14",
    }  # fmt: skip
    unopened = group.post("secretary", f"{PAGE}/comments/enter", came)
    assert (unopened.status_code, "never opened" in unopened.text) == (409, True)
    opened(group)
    clock.at = NOON + timedelta(days=40)
    for changed, sentence in [
        ({"seat": str(uuid4())}, "Choose from the seats that are offered."),
        ({"seat": str(group.seats["CAN"])}, "Observers were not asked"),
        ({"channel": "pigeon"}, "Choose how it came."),
        ({"received_on": "2027-03-13"}, "Give a day between the opening of the text and today."),
        ({"received_on": "2027-04-24"}, "Give a day between the opening of the text and today."),
    ]:
        answer = group.post("secretary", f"{PAGE}/comments/enter", {**came, **changed})
        assert (answer.status_code, sentence in answer.text) == (422, True), sentence
    for seat, day in (("KOR", "2027-03-20"), ("Ben", "2027-04-20")):
        typed = came | {"seat": str(group.seats[seat]), "received_on": day}
        assert group.post("secretary", f"{PAGE}/comments/enter", typed).status_code == 303
    assert [(each.late, each.channel) for each in said(group)] == [
        (False, "email"),
        (True, "email"),
    ]
    with group.runtime.database.read(by=SYSTEM) as session:
        [met] = session.scalars(select(Deadline.met_at).where(Deadline.participant == "KOR"))
    assert met is not None
    assert met.date() == date(2027, 3, 20)


def test_each_comment_gets_a_disposition_and_all_of_them_are_kept(group: Circle) -> None:
    opened(group)
    group.post("Japan", f"{PAGE}/comments", COMMENT)
    one = f"{PAGE}/comments/1/disposition"
    for typed, status in [
        ({}, 422),
        ({"disposition": "not_accepted"}, 422),
        ({"disposition": "accepted_in_part", "reason": " "}, 422),
        ({"disposition": "noted"}, 303),
        ({"disposition": "not_accepted", "reason": "Others need sixty."}, 303),
    ]:
        answer = group.post("secretary", one, typed)
        assert answer.status_code == status
        if not typed:
            assert '<a href="#disposition-1">' in answer.text
            assert 'id="disposition-1"' in answer.text
    shown = group.get("Japan", f"{PAGE}/comments").text
    assert "<strong>Not accepted</strong>: <bdi>Others need sixty.</bdi>" in shown
    assert "<strong>Noted</strong>" in shown
    assert ",not_accepted,Others need sixty.," in group.get("Japan", f"{PAGE}/comments.csv").text
    assert group.post("Japan", one, {"disposition": "accepted"}).status_code == 404
    missing = group.post("secretary", f"{PAGE}/comments/9/disposition", {"disposition": "noted"})
    assert missing.status_code == 404
    group.post("expert", f"{PAGE}/comments", {"nothing": "yes"})
    silent = group.post("secretary", f"{PAGE}/comments/2/disposition", {"disposition": "noted"})
    assert (silent.status_code, "nothing to decide" in silent.text) == (422, True)


@pytest.mark.parametrize(
    ("until", "state", "sort", "observers", "fields"),
    [
        (date(2027, 3, 15), PaperState.ISSUED, Class.PROTECTED, False, []),
        (date(2027, 3, 14), PaperState.ISSUED, Class.UNCLASSIFIED, False, ["until"]),
        (date(2028, 3, 15), PaperState.ISSUED, Class.UNCLASSIFIED, False, ["until"]),
        (date(2027, 4, 1), PaperState.RESERVED, Class.UNCLASSIFIED, False, [None]),
        (date(2027, 4, 1), PaperState.SUPERSEDED, Class.UNCLASSIFIED, False, [None]),
        (date(2027, 4, 1), PaperState.ISSUED, Class.PROTECTED, True, ["observers"]),
        (date(2027, 4, 1), PaperState.ISSUED, Class.RESTRICTED, True, []),
    ],
)
def test_what_can_be_opened_and_until_when(
    until: date, state: PaperState, sort: Class, *, observers: bool, fields: list[str | None]
) -> None:
    wanted = Call(until=until, observers=observers)
    found = wrong_with_call(wanted, None, state, sort, today=date(2027, 3, 14))
    assert [each.field for each in found] == fields


@pytest.mark.long
def test_time_that_was_given_is_never_shortened(group: Circle) -> None:
    opened(group)
    answer = opened(group, until="2027-04-10")
    assert (answer.status_code, "never shortened" in answer.text) == (422, True)
    with group.runtime.database.read(by=SYSTEM) as session:
        assert len(session.scalars(select(PaperCall)).all()) == 1


def test_a_paper_leads_to_its_comments_and_to_what_a_revision_changed(group: Circle) -> None:
    assert "Open this text for comments" in group.get("secretary", PAGE).text
    opened(group)
    assert "Comment on this text until 14 April 2027" in group.get("Japan", PAGE).text
    for who in (None, "France"):
        assert "/comments" not in group.get(who, PAGE).text
    alone = group.get(None, f"{PAGE}/compare").text
    assert "There is no other version that you can read." in alone
    with group.runtime.database.write(by=SYSTEM) as session:
        body, first = session.scalars(select(Body)).one(), session.scalars(select(Paper)).one()
        issued(
            session, body, group.runtime.storage,
            on=first, suffix=SuffixKind.REVISION, text=TEXT.replace("sixty", "ten"),
        )  # fmt: skip
    for page in (f"{PAGE}-rev-1", PAGE):
        assert f"/bodies/wg-1{page}/compare" in group.get(None, page).text
    shown = group.get(None, f"{PAGE}-rev-1/compare").text
    assert "1 paragraph has changed" in shown
    assert re.search(r"<del><span[^>]+>\[left out:\] </span>sixty ?<span", shown)
    assert re.search(r"<ins><span[^>]+>\[put in:\] </span>ten ?<span", shown)
    again = group.get(None, f"{PAGE}/compare").text
    assert again.split("table>")[0][-200:] == shown.split("table>")[0][-200:]
    late = group.post("Japan", f"{PAGE}/comments", COMMENT)
    assert (late.status_code, "No comments are taken" in late.text) == (409, True)


@pytest.mark.long
def test_open_texts_stand_in_the_story_and_on_the_desks_of_those_who_are_asked(
    group: Circle,
) -> None:
    opened(group)
    for who, words in (("Japan", "You have not been heard"), ("secretary", "0 comments")):
        assert words in group.get(who, "").text
    assert "Texts open for comments" not in group.get(None, "").text
    for who, asked in (("Japan", True), ("expert", True), ("Canada", False)):
        desk = group.browser(who).get("/bodies/desk").text
        assert (f"{PAGE}/comments" in desk) is asked, who


@pytest.mark.long
def test_whoever_has_left_or_need_not_comment_is_reminded_no_more(group: Circle) -> None:
    runtime, running = group.runtime, [0, 0, 0]
    opened(group)
    at = runtime.clock.now()
    for step in range(3):
        routine.follow(runtime, at)
        with runtime.database.write(by=SYSTEM) as session:
            awaited = select(Deadline).where(
                Deadline.kind == COMMENTS, Deadline.lifted_at.is_(None)
            )
            running[step] = len(session.scalars(awaited).all())
            if step == 0:
                session.get_one(Seat, group.seats["KOR"]).ended_on = runtime.today()
            else:
                paper = session.scalars(select(Paper)).one()
                paper.superseded_by = paper.id
    assert running == [2, 1, 0]

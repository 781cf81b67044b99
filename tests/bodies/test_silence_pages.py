"""The pages of silence procedures: opened, read by class, broken by whoever may, refused aloud."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.bodies.models import Body, Decision, SilenceProcedure
from app.bodies.operations import decisions
from app.bodies.operations.silence import adopt
from app.bodies.values import Class
from app.bodies.values.decisions import Proposal
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from tests.bodies.circle import Circle, circle
from tests.bodies.silences import END, GROUND, HOUR, MINUTE, NOON, TEXT, hand, under_silence
from tests.conftest import StoppedClock


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    """Give a body whose people have joined by noon of 14 March 2027."""
    return circle(runtime)


def lying(group: Circle, *, sort: Class = Class.UNCLASSIFIED, title: str = "Report") -> str:
    """Put a text under silence from now on, and give the end of its page's address."""
    with group.runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        by = group.people["secretary"].actor
        found = under_silence(session, body, by, at=NOON, sort=sort, title=title)
        return f"/silence/{found.id}"


def at(group: Circle, moment: timedelta) -> Circle:
    """Give the same so long after noon."""
    clock = StoppedClock(NOON + moment)
    return replace(group, runtime=replace(group.runtime, clock=clock))


def test_a_proposal_is_put_under_silence_by_its_secretary(group: Circle) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        given = Proposal(title="Report", text=TEXT)
        by = group.people["secretary"].actor
        ref = decisions.propose(session, body, given, hand=hand(by)).ref
    form, address = group.get("secretary", f"/decisions/{ref}/silence"), f"/decisions/{ref}/silence"
    assert TEXT in form.text
    assert "2027-03-17T14:00" in form.text, "the first full hour, in the seat's time"
    assert group.get("Japan", address).status_code == 404
    for expires_at, said in (
        ("", "Say until when"),
        ("tomorrow", "Write day and time"),
        ("2027-03-17T12:59", "at least 72 hours"),
        ("2027-03-28T02:30", "clocks go forward"),
    ):
        answer = group.post("secretary", address, {"expires_at": expires_at})
        assert (answer.status_code, said in answer.text) == (422, True), expires_at
    opened = group.post("secretary", address, {"expires_at": "2027-03-17T13:00"})
    page = group.get("Japan", opened.location.removeprefix(group.address))
    for words in (
        TEXT,
        "3 days and 0 hours left",
        "Break the silence",
        "Japan",
        "Republic of Korea",
    ):
        assert words in page.text
    assert "No letter reaches" not in page.text
    untold = group.get("secretary", opened.location.removeprefix(group.address)).text
    assert "No letter reaches" in untold, "nobody of Korea's has an account"
    again = group.post("secretary", address, {"expires_at": "2027-03-18T13:00"})
    assert (again.status_code, "put to the body already" in again.text) == (422, True)


def test_each_class_is_read_by_those_who_may(group: Circle) -> None:
    pages = {sort: lying(group, sort=sort, title=f"A {sort} text") for sort in Class}
    reading = {
        None: {Class.UNCLASSIFIED},
        "Canada": {Class.UNCLASSIFIED, Class.RESTRICTED},
        "Japan's drafter": set(Class),
    }
    for who, may in reading.items():
        browser = group.browser(who)
        listed = browser.get(f"{group.address}/silence").text
        for sort, end in pages.items():
            seen = browser.get(f"{group.address}{end}").status_code == 200
            assert (seen, f"A {sort} text" in listed) == (sort in may, sort in may), (who, sort)


def test_the_representative_of_a_member_breaks_it_and_nobody_else(group: Circle) -> None:
    end = lying(group)
    for who, status in (
        ("Japan", 200), ("Canada", 200), ("France", 404), ("secretary", 404),
    ):  # fmt: skip
        assert group.get(who, f"{end}/break").status_code == status, who
        if who in {"Canada", "France"}:
            assert "Break the silence" not in group.get(who, end).text
            answer = group.post(who, f"{end}/break", {})
            assert answer.status_code == (422 if status == 200 else 404)
            assert ("Only members" in answer.text) == (who == "Canada")
    key = uuid4()
    for _twice in range(2):
        sent = group.post("Japan", f"{end}/break", {"reason": "Paragraph 4."}, key=key)
        assert sent.location == f"{group.address}{end}"
    page = group.get(None, end).text
    assert "broke the silence" in page
    assert "Paragraph 4." in page
    twice = group.post("Japan", f"{end}/break", {})
    assert (twice.status_code, "broken already" in twice.text) == (422, True)
    assert "runs no more" in group.get("Japan", f"{end}/break").text
    for form, sentence in (("received", "no break can be entered"), ("withdraw", "runs no more")):
        assert sentence in group.get("secretary", f"{end}/{form}").text


NOTE: dict[str, object] = {
    "participant": "JPN", "received_at": "2027-03-17T12:59", "channel": "note_verbale",
    "proof": "GAIMA/IN/2027/3", "reason": "",
}  # fmt: skip


def test_what_came_on_paper_is_entered_with_proof_and_annuls_what_was_adopted(
    group: Circle,
) -> None:
    end = lying(group)
    adopted_in(group, end)
    later = at(group, END - NOON + HOUR)
    page = later.get("secretary", end).text
    assert "GAIMA/WG.1/D.1" in page
    assert "Letters go out" in page
    assert "annuls GAIMA/WG.1/D.1" in later.get("secretary", f"{end}/received").text
    for changed, said in (
        ({"proof": ""}, "Say what shows"),
        ({"received_at": "2027-03-17T13:00"}, "run out by then"),
        ({"participant": "FRA"}, "Only members"),
        ({"participant": "Atlantis"}, "no participant of this name"),
        ({"participant": "", "received_at": ""}, "Say which member"),
        ({"channel": "product"}, "Say how it came"),
        ({"received_at": ""}, "Say when it reached"),
    ):
        answer = later.post("secretary", f"{end}/received", NOTE | changed)
        assert (answer.status_code, said in answer.text) == (422, True), changed
    assert later.post("Japan", f"{end}/received", NOTE).status_code == 404
    assert later.post("secretary", f"{end}/received", NOTE).status_code == 303
    page = later.get("Japan", end).text
    assert "was annulled on" in page
    assert "GAIMA/IN/2027/3" not in page, "proof is the secretary's"
    assert "GAIMA/IN/2027/3" in later.get("secretary", end).text


def adopted_in(group: Circle, end: str) -> None:
    """Let the tick come a minute after it has run out."""
    with group.runtime.database.write(by=SYSTEM) as session:
        acts = hand(at=END + MINUTE)
        assert adopt(session, UUID(end.removeprefix("/silence/")), hand=acts, ground=GROUND)


def test_what_has_run_out_is_broken_here_no_more(group: Circle) -> None:
    end = lying(group)
    later = at(group, END - NOON)
    assert "It is being adopted" in later.get("Japan", end).text
    late = later.post("Japan", f"{end}/break", {})
    assert (late.status_code, "run out by then" in late.text) == (422, True)


def test_what_runs_is_withdrawn_with_a_reason(group: Circle) -> None:
    end = lying(group)
    assert group.get("Japan", f"{end}/withdraw").status_code == 404
    assert group.get("secretary", f"{end}/withdraw").status_code == 200
    empty = group.post("secretary", f"{end}/withdraw", {"reason": ""})
    assert (empty.status_code, "Say why" in empty.text) == (422, True)
    sent = group.post("secretary", f"{end}/withdraw", {"reason": "The annex is wrong."})
    assert sent.status_code == 303
    assert "The annex is wrong." in group.get(None, end).text


def test_there_is_none_of_another_number_or_another_body(group: Circle) -> None:
    for end in ("", "/break", "/received", "/withdraw"):
        assert group.get("secretary", f"/silence/{uuid4()}{end}").status_code == 404
    with group.runtime.database.read(by=SYSTEM) as session:
        assert not session.scalars(select(SilenceProcedure)).all()
        assert not session.scalars(select(Decision)).all()

"""The pages of milestones and action items: what a secretary, an owner and the public can do."""

import csv
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest

from app.bodies.models import Body, Seat
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from tests.bodies.circle import Circle, circle
from tests.bodies.tasks import entered, presiding

ASKED: dict[str, object] = {
    "what": "Second draft", "due_on": "2027-04-30", "sort": "unclassified", "deliverable": "",
}  # fmt: skip
FIRST = "/milestones/1"


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return circle(runtime)


def test_a_milestone_is_entered_changed_done_and_reopened_on_its_pages(group: Circle) -> None:
    key, japan = uuid4(), f"seat-{group.seats['JPN']}"
    asked = ASKED | {"owner-1": japan}
    answers = [group.post("secretary", "/milestones/new", asked, key=key) for _twice in range(2)]
    assert [each.location for each in answers] == ["/bodies/wg-1/milestones/1"] * 2
    changed = asked | {"due_on": "2027-05-31", "reason": "The institutes need more time."}
    assert group.post("secretary", f"{FIRST}/change", changed | {"after": "1"}).status_code == 303
    stale = group.post("secretary", f"{FIRST}/change", changed | {"after": "1"})
    assert stale.status_code == 409
    assert "See what changed" in stale.text
    assert "The institutes need more time." in stale.text
    done: dict[str, object] = {
        "step": "done",
        "reason": "Circulated as a working paper.",
        "after": "2",
    }
    assert group.post("Japan", f"{FIRST}/steps", done).status_code == 303
    dropped: dict[str, object] = {"step": "dropped", "reason": "It is done.", "after": "3"}
    refused = group.post("secretary", f"{FIRST}/steps", dropped)
    assert refused.status_code == 409
    assert "only be reopened" in refused.text
    opened: dict[str, object] = {"step": "reopened", "reason": "One part is missing.", "after": "3"}
    assert group.post("secretary", f"{FIRST}/steps", opened).status_code == 303
    page = group.get(None, FIRST).text
    for word in (
        "Reopened",
        "One part is missing.",
        "31 May 2027",
        "Circulated as a working paper.",
    ):
        assert word in page
    assert "Person" not in page
    assert "Note it as done" in group.get("Japan", FIRST).text
    assert "Note it as done" not in group.get("Canada", FIRST).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"what": ""}, "Say what is to be done."),
        ({"due_on": "30.4.2027"}, "Give the day as 2027-03-14."),
        ({"due_on": "2026-04-30"}, "This day is past."),
        ({"sort": "secret"}, "Choose who may read it."),
        ({"owner-1": "seat-of-nobody"}, "Choose one from the list."),
        ({"paper": "GAIMA/WG.9/2027/1"}, "There is no paper of this symbol in this body."),
        ({"what": "x" * 301}, "At most 300 characters are accepted here."),
    ],
)
def test_a_form_that_is_wrong_says_so_beside_the_field_and_enters_nothing(
    group: Circle, changed: dict[str, object], sentence: str
) -> None:
    answer = group.post("secretary", "/milestones/new", ASKED | changed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{next(iter(changed))}-wrong' in answer.text
    assert "no milestone that you can read" in group.get("secretary", "/milestones").text


def test_a_step_without_a_reason_is_refused(group: Circle) -> None:
    group.post("secretary", "/milestones/new", ASKED)
    answer = group.post("secretary", f"{FIRST}/steps", {"step": "dropped", "after": "1"})
    assert answer.status_code == 422
    assert "Say why it is dropped." in answer.text


def test_a_list_is_filtered_and_given_as_a_file_without_officers_names(group: Circle) -> None:
    secretary = f"account-{group.people['secretary'].number}"
    group.post("secretary", "/actions/new", ASKED | {"owner-1": secretary})
    group.post("secretary", "/actions/new", ASKED | {"what": "Third", "sort": "restricted"})
    assert "Third" not in group.get(None, "/actions").text
    assert "Second draft" not in group.get("secretary", "/actions?which=done").text
    shown = group.get("secretary", f"/actions?owner={secretary}").text
    assert "Second draft" in shown
    assert "Third" not in shown
    rows = list(csv.DictReader(StringIO(group.get(None, "/actions.csv").text.lstrip("\ufeff"))))
    assert [(each["number"], each["owners"]) for each in rows] == [("1", "secretariat")]
    assert group.get("secretary", "/actions.xlsx").data.startswith(b"PK")


def test_what_is_late_stands_first_on_the_bodys_page_for_its_chair_and_its_secretary(
    group: Circle,
) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        seat = session.get_one(Seat, group.seats["JPN"])
        body = session.get_one(Body, seat.body_id)
        presiding(session, seat)
        for what, due_on in (("In time", date(2027, 5, 1)), ("Too late", date(2027, 3, 1))):
            entered(session, body, what=what, due_on=due_on)
    for who in ("secretary", "Japan's drafter"):
        page = group.get(who, "").text
        assert "1 thing is overdue" in page
        assert page.index("Too late") < page.index("In time")
        assert "13 days late" in page
    for other in (None, "expert"):
        page = group.get(other, "").text
        assert "overdue" not in page
        assert page.index("Too late") < page.index("In time")

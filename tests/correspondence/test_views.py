"""The pages of correspondence: for officers alone, safe to look at, a way on where one fails."""

import io
import re
from uuid import UUID, uuid4

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.correspondence import letters, operations
from app.correspondence.models import Letter
from app.correspondence.rules import OFFICERS
from app.correspondence.spool import Spool
from app.correspondence.values import PAGE, Sent
from app.kernel.actor import PEOPLE, SYSTEM, Role
from app.kernel.mail import Answer, Outcome
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import NOON
from tests.correspondence.conftest import owe, owed, to
from tests.correspondence.test_register import came, note
from tests.documents.papers import pdf
from tests.people import signed_in

ADDRESSES = (
    "/correspondence",
    "/correspondence.csv",
    "/correspondence.xlsx",
    "/correspondence/enter",
    "/correspondence/letters",
    "/correspondence/templates",
    "/correspondence/templates/note",
    "/correspondence/templates/note.html",
)


@pytest.fixture
def app(runtime: Runtime) -> APIFlask:
    return lent(runtime)


@pytest.fixture
def officer(app: APIFlask, runtime: Runtime) -> FlaskClient:
    return signed_in(app, runtime, Role.DECLARATIONS_OFFICER)


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def token(text: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert found
    return found.group(1)


def only(runtime: Runtime) -> Letter:
    with runtime.database.read(by=SYSTEM) as session:
        return session.scalars(select(Letter)).one()


def answered(runtime: Runtime, outcome: Outcome, words: str) -> UUID:
    """Owe a letter that the mail server has answered, and give its key."""
    owe(runtime.database, [owed()])
    with runtime.database.write(by=SYSTEM) as session:
        claimed = operations.claim(session, at=NOON)
        spool, sender = Spool(runtime.spool), letters.sender(runtime)
        operations.lay_down(claimed, spool, sender=sender, at=NOON)
        operations.handed_over(session, claimed, {}, at=NOON)
        content = spool.read(claimed[0].id)
        assert content
        if outcome is Outcome.ACCEPTED:
            operations.sent(session, [Sent(claimed[0].id, NOON, content)])
        else:
            answer = Answer(outcome, words)
            operations.not_sent(session, claimed[0], answer, message=content, at=NOON)
    return claimed[0].id


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_for_officers_alone(app: APIFlask, runtime: Runtime, address: str) -> None:
    for role in sorted(PEOPLE):
        expected = 200 if role in OFFICERS else 404
        assert signed_in(app, runtime, role).get(address).status_code == expected, role
    assert app.test_client().get(address).status_code in {302, 303}


def test_what_came_is_entered_and_found(officer: FlaskClient) -> None:
    form = page(officer, "/correspondence/enter")
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    given = {
        "csrf_token": token(form), "key": key.group(1), "direction": "IN", "on": "2027-03-12",
        "channel": "note_verbale", "party": "Canada & <b>", "subject": "=1+1", "about": "/treaties",
    }  # fmt: skip
    answers = [officer.post("/correspondence/enter", data=given) for _ in range(2)]
    assert {(each.status_code, each.location) for each in answers} == {
        (303, "/correspondence/GAIMA/IN/2027/1")
    }
    assert "Canada &amp; &lt;b&gt;" in page(officer, "/correspondence/GAIMA/IN/2027/1")
    assert "GAIMA/IN/2027/1" in page(officer, "/correspondence?q=canada&sort=-party")
    assert "GAIMA/IN/2027/1" not in page(officer, "/correspondence?direction=OUT")
    lines = page(officer, "/correspondence.csv").splitlines()
    assert lines[1].startswith("GAIMA/IN/2027/1,IN,2027-03-12,note_verbale,Canada & <b>,'=1+1")
    assert officer.get("/correspondence.xlsx").data.startswith(b"PK")


def test_what_cannot_be_entered_comes_back_with_all_complaints_and_all_words(
    officer: FlaskClient,
) -> None:
    form = page(officer, "/correspondence/enter")
    given = {"csrf_token": token(form), "party": "Canada", "on": "2028-01-01", "channel": "email"}
    answer = officer.post("/correspondence/enter", data=given | {"direction": "IN"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="Canada"' in text
    assert {'href="#on"', 'href="#subject"'} <= set(re.findall(r'href="#\w+"', text))
    empty = officer.post("/correspondence/enter", data={"csrf_token": token(form)})
    assert empty.status_code == 422
    assert 'href="#channel"' in empty.get_data(as_text=True)


def test_a_file_of_the_register_is_kept_by_nobody(officer: FlaskClient) -> None:
    for address in ADDRESSES:
        assert officer.get(address).headers["Cache-Control"] == "no-store"


def test_lists_turn_over(runtime: Runtime, officer: FlaskClient) -> None:
    for number in range(PAGE + 1):
        came(runtime.database, note(subject=f"Subject {number}"))
    owe(runtime.database, [owed(f"n/{number}", to(number)) for number in range(PAGE + 1)])
    for address in ("/correspondence", "/correspondence/letters"):
        first, second = page(officer, address), page(officer, f"{address}?page=2")
        assert 'rel="next"' in first
        assert 'rel="prev"' in second
        assert 'rel="next"' not in second
        assert page(officer, f"{address}?page=nonsense&state=x&sort=x&year=x")


def test_a_sent_letter_is_shown_as_it_was_sent(runtime: Runtime, officer: FlaskClient) -> None:
    key = answered(runtime, Outcome.ACCEPTED, "250 taken")
    text = page(officer, f"/correspondence/letters/{key}")
    assert f"&lt;{key}@gaima.example.org&gt;" in text
    assert "The Agency has received your instrument." in text
    assert f'<iframe class="letter__frame" sandbox src="/correspondence/letters/{key}.html"' in text


def test_a_letters_html_can_do_nothing_in_its_frame(runtime: Runtime, officer: FlaskClient) -> None:
    key = answered(runtime, Outcome.ACCEPTED, "250 taken")
    for address in (f"/correspondence/letters/{key}.html", "/correspondence/templates/note.html"):
        answer = officer.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("sandbox; default-src 'none'")
        assert "frame-ancestors 'self'" in policy
        assert "script-src" not in policy
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert officer.get("/correspondence").headers["X-Frame-Options"] == "DENY"


def test_a_failed_letter_says_why_and_is_tried_again_at_the_press_of_a_button(
    runtime: Runtime, officer: FlaskClient
) -> None:
    key = answered(runtime, Outcome.REFUSED, "550 no such <mailbox>")
    assert "550 no such &lt;mailbox&gt;" in page(officer, "/correspondence/letters?state=failed")
    text = page(officer, f"/correspondence/letters/{key}")
    assert "550 no such &lt;mailbox&gt;" in text
    address = f"/correspondence/letters/{key}/try-again"
    assert officer.post(address).status_code == 422  # another site has no token
    answer = officer.post(address, data={"csrf_token": token(text)})
    assert (answer.status_code, answer.location) == (303, f"/correspondence/letters/{key}")
    assert only(runtime).failed_at is None
    assert "Try again" not in page(officer, f"/correspondence/letters/{key}")


def test_a_letter_whose_link_opens_something_is_read_by_nobody_else(
    runtime: Runtime, officer: FlaskClient
) -> None:
    owe(runtime.database, [owed(about="/join/secret-token", private=True)])
    key = only(runtime).id
    for address in ("/correspondence/letters", f"/correspondence/letters/{key}"):
        assert "secret-token" not in page(officer, address)
    assert officer.get(f"/correspondence/letters/{key}.html").status_code == 404
    assert "secret-token" not in page(officer, "/correspondence/templates/note")


def test_a_template_is_shown_with_the_latest_facts_else_with_a_specimens(
    runtime: Runtime, officer: FlaskClient
) -> None:
    assert "Written from a specimen" in page(officer, "/correspondence/templates/note")
    owe(runtime.database, [owed()])
    text = page(officer, "/correspondence/templates/note")
    assert "Written from the facts of the latest letter" in text
    assert "Your instrument" in text


def test_a_letter_that_cannot_be_written_says_so_on_its_page(
    runtime: Runtime, officer: FlaskClient
) -> None:
    owe(runtime.database, [owed(facts={})])
    assert "does not fit its facts" in page(officer, f"/correspondence/letters/{only(runtime).id}")


def test_what_is_not_there_is_not_found(officer: FlaskClient) -> None:
    for address in (
        f"/correspondence/letters/{uuid4()}",
        f"/correspondence/letters/{uuid4()}.html",
        "/correspondence/templates/nothing",
        "/correspondence/templates/..%2Fnote",
        "/correspondence/GAIMA/IN/2027/9",
        "/correspondence/GAIMA/UP/2027/1",
    ):
        assert officer.get(address).status_code == 404, address


def entered(officer: FlaskClient, **changed: str) -> str:
    """Enter a piece, and give the address of its page."""
    form = page(officer, "/correspondence/enter")
    given = {
        "csrf_token": token(form), "direction": "IN", "on": "2027-03-12", "channel": "courier",
        "party": "Canada", "subject": "Instrument",
    }  # fmt: skip
    answer = officer.post("/correspondence/enter", data=given | changed)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def test_a_piece_is_entered_rightly_in_the_place_of_a_wrong_one(officer: FlaskClient) -> None:
    wrong = entered(officer, party="Canda")
    assert "/correspondence/enter?corrects=GAIMA/IN/2027/1" in page(officer, wrong)
    form = page(officer, "/correspondence/enter?corrects=GAIMA/IN/2027/1")
    assert 'value="Canda"' in form
    assert 'value="GAIMA/IN/2027/1"' in form
    right = entered(officer, corrects="GAIMA/IN/2027/1")
    assert wrong in page(officer, right)
    assert right in page(officer, wrong)
    assert "/correspondence/enter?corrects" not in page(officer, wrong)
    lines = page(officer, "/correspondence.csv?sort=number").splitlines()
    assert [line.rpartition(",")[2] for line in lines] == ["corrects", "", "GAIMA/IN/2027/1"]
    assert officer.get("/correspondence/enter?corrects=GAIMA/IN/2027/9").status_code == 404
    assert officer.get("/correspondence/enter?corrects=nonsense").status_code == 200


def test_a_scan_is_attached_to_a_piece_and_handed_out_as_a_file(officer: FlaskClient) -> None:
    address = entered(officer)

    def attach(name: str, content: bytes) -> TestResponse:
        form = page(officer, address)
        key = re.search(r'name="key" value="([^"]+)"', form)
        assert key
        given = {"csrf_token": token(form), "key": key.group(1)}
        return officer.post(f"{address}/scans", data=given | {"file": (io.BytesIO(content), name)})

    assert attach("note.pdf", pdf()).location == f"{address}#papers"
    assert attach("note.pdf", pdf()).status_code == 409
    refused = attach("note.exe", b"MZ")
    assert refused.status_code == 422
    assert 'id="file-wrong-1"' in refused.get_data(as_text=True)
    link = re.search(r'href="([^"]+/scans/[^"]+)"', page(officer, address))
    assert link
    file = officer.get(link.group(1))
    assert file.data == pdf()
    assert file.headers["Content-Disposition"].startswith("attachment; filename=GAIMA-IN-2027-1-")
    assert file.headers["Cache-Control"] == "no-store"
    assert "sandbox" in file.headers["Content-Security-Policy"]
    file.close()

"""A whole story through the pages: drafted, asked for, submitted, reviewed, proved, amended."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.declarations.forms import published
from app.declarations.forms import receipts as forms
from app.declarations.forms.posted import posted_of
from app.declarations.forms.workbooks import workbook
from app.declarations.rules import receipts as rules
from app.declarations.values.forms import Form
from app.kernel.actor import Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.kernel.signing import signing_key
from app.ledger.rules.checkpoint import origin_of, verifier
from tests.access.desk import scan_with
from tests.applications import lent
from tests.conftest import StoppedClock, runtime_on
from tests.declarations.filing import F1, content_of
from tests.people import signed_in

HERE = "/declarations/CAN-2027-1"


@pytest.fixture
def runtime(sqlite_url: str, tmp_path: Path) -> Runtime:
    base = runtime_on(Database(sqlite_url), tmp_path, StoppedClock())
    return replace(base, signing_key=tmp_path / "ledger.key")


@pytest.fixture
def drafter(runtime: Runtime) -> FlaskClient:
    return signed_in(lent(runtime, tokens=False), runtime, Role.DRAFTER, "CAN")


@pytest.fixture
def representative(runtime: Runtime) -> FlaskClient:
    return signed_in(lent(runtime, tokens=False), runtime, Role.REPRESENTATIVE, "CAN")


@pytest.fixture
def officer(runtime: Runtime) -> FlaskClient:
    return signed_in(lent(runtime, tokens=False), runtime, Role.DECLARATIONS_OFFICER)


@pytest.fixture
def japan(runtime: Runtime) -> FlaskClient:
    return signed_in(lent(runtime, tokens=False), runtime, Role.REPRESENTATIVE, "JPN")


def post(client: FlaskClient, address: str, **fields: Any) -> TestResponse:
    return client.post(address, data={"key": str(uuid4())} | fields)


def begin(client: FlaskClient, obligation: str = "f1", period: str = "2026") -> TestResponse:
    return post(client, "/declarations", obligation=obligation, period=period)


def version_of(client: FlaskClient, section: str) -> str:
    page = client.get(f"{HERE}/sections/{section}").text
    [found] = re.findall(r'name="version-section" value="(\d+)"', page)
    return str(found)


def save(
    client: FlaskClient,
    section: str,
    held: Mapping[str, Any],
    form: Form = F1,
    /,
    **more: Any,
) -> TestResponse:
    asked = form.section(section)
    assert asked is not None
    fields: dict[str, Any] = {
        "key": str(uuid4()),
        "version-section": version_of(client, section),
        "section-class": asked.grade.value,
        **posted_of(asked, held),
    }
    if section == "designation":
        fields["letter"] = (BytesIO(scan_with("designated")), "letter.pdf")
    return client.post(f"{HERE}/sections/{section}", data=fields | more)


def filled(client: FlaskClient) -> None:
    assert begin(client).location == HERE
    for section, held in content_of("F1", "2026").items():
        saved = save(client, section, held)
        assert saved.status_code == 303, saved.text


def submitted(drafter: FlaskClient, representative: FlaskClient) -> None:
    filled(drafter)
    assert post(drafter, f"{HERE}/draft", step="ask").status_code == 303
    sent = post(representative, f"{HERE}/submit")
    assert sent.status_code == 303
    assert sent.location == f"{HERE}/1/receipt"


def test_a_state_files_and_holds_a_receipt_that_proves_it(
    runtime: Runtime, drafter: FlaskClient, representative: FlaskClient
) -> None:
    submitted(drafter, representative)
    shown = representative.get(f"{HERE}/1/receipt").text
    assert "The Agency has received this declaration" in shown
    assert "One person drafted it, another submitted it." in shown
    receipt = forms.receipt(representative.get(f"{HERE}/1/receipt.json").data)
    assert receipt.entry.commitment in shown
    assert runtime.signing_key is not None
    key = signing_key(runtime.signing_key).public_key()
    rules.check(receipt, verified_by=verifier(origin_of(runtime.public_url), key))
    told = forms.told(drafter.get(f"{HERE}/1/content.json").data)
    rules.check_content(receipt, told)
    assert told.content["authority"] == {"name_official": "Autorité nationale"}


def test_the_pages_show_a_draft_to_its_state_alone(
    drafter: FlaskClient, representative: FlaskClient, officer: FlaskClient, japan: FlaskClient
) -> None:
    filled(drafter)
    for address in (HERE, f"{HERE}/check", f"{HERE}/sections/contact"):
        assert representative.get(address).status_code == 200
        assert officer.get(address).status_code == 404
        assert japan.get(address).status_code == 404
    for address in (f"{HERE}/draft", f"{HERE}/sections/contact", f"{HERE}/submit"):
        assert post(japan, address, step="ask").status_code == 404


def test_what_is_wrong_is_listed_with_its_section_and_field(drafter: FlaskClient) -> None:
    begin(drafter)
    save(drafter, "focal_points", {"focal_point": [{"name": "Ada"}]})
    page = drafter.get(f"{HERE}/check").text
    assert "Focal points, Focal point 1: “Role” is not answered." in page
    assert "have to be mended before it can be submitted" in page
    assert f'href="{HERE}/sections/authority#name_official"' in page
    refused = post(drafter, f"{HERE}/draft", step="ask")
    assert refused.status_code == 422


def test_a_wrong_answer_is_shown_as_it_was_typed_beside_what_is_wrong(
    drafter: FlaskClient,
) -> None:
    begin(drafter)
    refused = save(drafter, "contact", {"phone": "call me", "email": "desk@example.org"})
    assert refused.status_code == 422
    assert 'value="call me"' in refused.text
    assert 'id="phone-wrong-1"' in refused.text


def test_the_second_of_two_people_in_a_section_sees_both_and_loses_nothing(
    drafter: FlaskClient, representative: FlaskClient
) -> None:
    begin(drafter)
    stale = version_of(representative, "contact")
    mine = {"phone": "+431555011", "email": "mine@example.org"}
    theirs = {"phone": "+431555012", "email": "theirs@example.org"}
    assert save(drafter, "contact", theirs).status_code == 303
    refused = save(representative, "contact", mine, **{"version-section": stale})
    assert refused.status_code == 409
    assert "theirs@example.org" in refused.text
    assert 'value="mine@example.org"' in refused.text
    [now] = re.findall(r'name="version-section" value="(\d+)"', refused.text)
    assert save(representative, "contact", mine, **{"version-section": now}).status_code == 303


def test_a_class_is_set_for_a_section_and_shown_with_it(
    drafter: FlaskClient, officer: FlaskClient, representative: FlaskClient
) -> None:
    submitted(drafter, representative)
    page = officer.get(f"{HERE}/1").text
    assert "night@example.org" in page
    post(drafter, f"{HERE}/draft", step="amend")
    contact = content_of("F1", "2026")["contact"]
    assert save(drafter, "contact", contact, **{"section-class": "protected"}).status_code == 303
    post(drafter, f"{HERE}/draft", step="ask", reason="The number is to be protected")
    assert post(representative, f"{HERE}/submit").status_code == 303
    page = officer.get(f"{HERE}/2").text
    assert "night@example.org" not in page
    assert "Not shown to you: its class is higher than you read." in page
    assert "night@example.org" in drafter.get(f"{HERE}/2").text


def test_a_single_answer_gets_a_stricter_class_and_loses_it_again(
    drafter: FlaskClient, officer: FlaskClient, representative: FlaskClient
) -> None:
    filled(drafter)
    contact = content_of("F1", "2026")["contact"]
    field = "answer-class.phone"
    assert save(drafter, "contact", contact, **{field: "secret"}).status_code == 422
    assert save(drafter, "contact", contact, **{field: "highly_protected"}).status_code == 422
    assert save(drafter, "contact", contact, **{field: "protected"}).status_code == 303
    assert 'value="protected" selected' in drafter.get(f"{HERE}/sections/contact").text
    post(drafter, f"{HERE}/draft", step="ask")
    post(representative, f"{HERE}/submit")
    page = officer.get(f"{HERE}/1").text
    assert "night@example.org" in page
    assert contact["phone"] not in page
    assert page.count("Not shown to you") == 1
    assert page.count("grade--protected") == 1
    post(drafter, f"{HERE}/draft", step="amend")
    assert save(drafter, "contact", contact).status_code == 303  # a form without the choice
    assert 'value="protected" selected' in drafter.get(f"{HERE}/sections/contact").text
    assert save(drafter, "contact", contact, **{field: ""}).status_code == 303
    assert 'value="protected" selected' not in drafter.get(f"{HERE}/sections/contact").text


def test_days_in_answers_read_as_other_days_on_the_page(drafter: FlaskClient) -> None:
    filled(drafter)
    assert '<time datetime="2026-01-01">1 January 2026</time>' in drafter.get(f"{HERE}/check").text


def test_an_officer_reviews_and_the_state_sees_who_read_it(
    drafter: FlaskClient, representative: FlaskClient, officer: FlaskClient
) -> None:
    submitted(drafter, representative)
    assert "CAN-2027-1, 1.0" in officer.get("/declarations").text
    assert officer.get(f"{HERE}/1").status_code == 200
    assert post(officer, f"{HERE}/1/review", step="take_up").status_code == 303
    refused = post(officer, f"{HERE}/1/review", step="return")
    assert refused.status_code == 422
    assert "Say why." in refused.text
    done = post(officer, f"{HERE}/1/review", step="find_in_good_order")
    assert done.status_code == 303
    page = drafter.get(HERE).text
    assert "In good order" in page
    assert "Who read classified sections" in page


def test_a_recall_says_why_and_leaves_everything_where_it_is(
    drafter: FlaskClient, representative: FlaskClient
) -> None:
    submitted(drafter, representative)
    assert post(drafter, f"{HERE}/1/recall", note="no").status_code == 404
    assert post(representative, f"{HERE}/1/recall").status_code == 422
    assert post(representative, f"{HERE}/1/recall", note="A mistake").status_code == 303
    page = representative.get(f"{HERE}/1").text
    assert "Recalled" in page
    assert "Autorité nationale" in page


def test_the_secretariat_turns_the_pages_of_everything_that_was_filed(
    officer: FlaskClient, drafter: FlaskClient, representative: FlaskClient
) -> None:
    submitted(drafter, representative)
    assert officer.get("/declarations?page=1").text.count("CAN-2027-1, 1.0") == 2
    for beyond in ("2", "99999999999999999999"):
        page = officer.get(f"/declarations?page={beyond}").text
        assert "Nothing stands on this page." in page
        assert page.count("CAN-2027-1, 1.0") == 1
    assert officer.get("/declarations?page=-3").status_code == 200


def test_others_see_what_is_published_and_not_who_handled_it_or_why(
    drafter: FlaskClient, representative: FlaskClient, officer: FlaskClient, japan: FlaskClient
) -> None:
    submitted(drafter, representative)
    post(officer, f"{HERE}/1/review", step="take_up")
    post(officer, f"{HERE}/1/review", step="find_in_good_order", note="As we hoped")
    people = [
        re.findall(r"<dt>Submitted by</dt><dd><bdi>([^<]+)</bdi>", who.get(f"{HERE}/1").text)
        for who in (officer, japan)
    ]
    assert re.fullmatch(r"Account \d+", people[1][0])
    assert people[0][0] != people[1][0]
    assert "As we hoped" in drafter.get(f"{HERE}/1").text
    assert "Every step" not in japan.get(f"{HERE}/1").text
    assert people[0][0] not in japan.get(HERE).text


def test_nil_is_two_clicks_and_a_confirmation(
    drafter: FlaskClient, representative: FlaskClient
) -> None:
    begin(drafter, "f2")
    assert post(drafter, f"{HERE}/draft", step="nil").status_code == 303
    assert "No site in the state&#39;s jurisdiction" in drafter.get(f"{HERE}/check").text
    assert post(drafter, f"{HERE}/draft", step="ask").status_code == 303
    assert post(representative, f"{HERE}/submit").status_code == 303
    assert "Nil: there is nothing to declare" in drafter.get(f"{HERE}/1").text


def test_an_incident_is_reported_from_the_desk_once_and_meets_its_deadline(
    drafter: FlaskClient, representative: FlaskClient
) -> None:
    assert "Report a serious incident" in drafter.get("/declarations").text
    key = str(uuid4())
    for _double_click in range(2):
        begun = post(drafter, "/declarations", obligation="f5-notice", key=key)
        assert begun.location == HERE
    f5 = published("F5")
    for name, held in content_of("F5", "").items():
        if name != "header":
            saved = save(drafter, name, held, f5)
            assert saved.status_code == 303, saved.text
    assert post(drafter, f"{HERE}/draft", step="ask").status_code == 303
    assert post(representative, f"{HERE}/submit").location == f"{HERE}/1/receipt"
    page = representative.get(f"{HERE}/1").text
    assert "27 February 2027, 08:30 (UTC)" in page
    [period] = set(re.findall(r"INC-2027-[0-9A-F]{8}", page))
    reported = representative.get(f"/reporting/f5-notice/{period}/CAN")
    assert "Late by" in reported.text
    desk = representative.get("/declarations").text
    assert f"/reporting/f5-update/{period}/CAN" in desk
    other = post(drafter, "/declarations", obligation="f5-notice")
    assert other.location == "/declarations/CAN-2027-2"


def test_an_attachment_is_given_to_whoever_reads_the_answer_that_names_it(
    drafter: FlaskClient, representative: FlaskClient, officer: FlaskClient, japan: FlaskClient
) -> None:
    submitted(drafter, representative)
    [address] = set(re.findall(rf'href="({HERE}/files/[^"]+)"', drafter.get(f"{HERE}/1").text))
    with officer.get(address) as given:
        assert given.status_code == 200
        assert given.data.startswith(b"%PDF")
        assert given.headers["Content-Disposition"].startswith("attachment")
    assert japan.get(address).status_code == 404


def test_the_state_sees_who_took_a_file_and_a_page_loaded_again_is_one_reading(
    drafter: FlaskClient, representative: FlaskClient, officer: FlaskClient
) -> None:
    submitted(drafter, representative)
    [address] = set(re.findall(rf'href="({HERE}/files/[^"]+)"', drafter.get(f"{HERE}/1").text))
    before = drafter.get(HERE).text.count("version 1</p>")
    for asked in (address, address, f"{HERE}/1", f"{HERE}/1"):
        officer.get(asked).close()
    page = drafter.get(HERE).text
    assert page.count("version 1</p>") == before + 2
    assert '<p class="fine">Letter of designation</p>' in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"obligation": "nothing", "period": "2026"}, "Choose what you declare."),
        ({"obligation": "f2", "period": "2030"}, "This period has not begun."),
        ({"obligation": "f2", "period": "2026", "key": "x"}, "This form is not whole."),
    ],
)
def test_what_cannot_be_begun_is_refused_with_a_sentence(
    drafter: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    refused = post(drafter, "/declarations", **fields)
    assert refused.status_code == 422
    assert sentence in refused.text


def test_a_step_nobody_knows_and_a_class_nobody_knows_change_nothing(
    drafter: FlaskClient,
) -> None:
    begin(drafter)
    assert post(drafter, f"{HERE}/draft", step="publish").status_code == 422
    held = {"phone": "+431555011", "email": "a@example.org"}
    for given in ("highly_protected", "secret"):
        assert save(drafter, "contact", held, **{"section-class": given}).status_code == 422
    assert drafter.get(f"{HERE}/sections/nowhere").status_code == 404
    assert drafter.get("/declarations/nowhere").status_code == 404


def test_submitting_asks_for_the_second_factor_again(
    runtime: Runtime, drafter: FlaskClient, representative: FlaskClient
) -> None:
    filled(drafter)
    post(drafter, f"{HERE}/draft", step="ask")
    clock = runtime.clock
    assert isinstance(clock, StoppedClock)
    clock.at += timedelta(minutes=20)
    assert post(representative, f"{HERE}/submit").status_code == 403


ENTERED = {
    "participant": "CAN",
    "obligation": "f2",
    "period": "2026",
    "basis": "voluntary",
    "outcome": "nil",
    "channel": "note_verbale",
    "received_on": "2027-03-12",
    "their_reference": "NV 12",
}


def test_an_officer_enters_what_came_by_note_verbale_and_the_state_holds_the_receipt(
    officer: FlaskClient, drafter: FlaskClient
) -> None:
    assert officer.get("/declarations/enter").status_code == 200
    key = str(uuid4())
    for _twice in range(2):
        done = post(officer, "/declarations/enter", **ENTERED, key=key)
        assert done.location == f"{HERE}/1", done.text
    page = officer.get(f"{HERE}/1").text
    assert "Note verbale, " in page
    assert "12 March 2027" in page
    receipt = drafter.get(f"{HERE}/1/receipt").text
    assert "An officer of the secretariat entered what the state sent by another way." in receipt


def test_an_officer_enters_the_workbook_that_a_state_filled_in(
    officer: FlaskClient, drafter: FlaskClient
) -> None:
    content = content_of("F6", "2026")
    book = workbook(published("F6"), content)
    fields = ENTERED | {"obligation": "f6", "outcome": "filed", "key": str(uuid4())}
    file = (BytesIO(book), "f6.xlsx")
    done = officer.post("/declarations/enter", data=fields | {"file": file})
    assert done.location == f"{HERE}/1", done.text
    told = forms.told(drafter.get(f"{HERE}/1/content.json").data)
    assert told.content["measures"] == content["measures"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"participant": "XXX"}, "Choose for whom it was filed."),
        ({"obligation": ""}, "Choose what was declared."),
        ({"outcome": "filed"}, "Choose the workbook that the state sent."),
        ({"received_on": "2027-03-15"}, "Nothing is received in the future."),
        ({"received_on": "yesterday"}, "Write the day as 2027-03-14."),
        ({"channel": "pigeon"}, "Choose the way by which it came."),
        ({"obligation": "f6"}, "This form cannot be filed nil."),
        ({"period": "2030"}, "This period has not begun."),
        ({"reason": "x" * 5_000}, "Write a text that can be seen, and shorter."),
    ],
)
def test_what_cannot_be_entered_for_a_state_changes_nothing(
    officer: FlaskClient, drafter: FlaskClient, changed: dict[str, str], sentence: str
) -> None:
    refused = post(officer, "/declarations/enter", **ENTERED | changed)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert drafter.get(HERE).status_code == 404


def test_two_versions_are_compared_answer_by_answer(
    drafter: FlaskClient, representative: FlaskClient, officer: FlaskClient
) -> None:
    submitted(drafter, representative)
    assert "There is one version alone." in drafter.get(f"{HERE}/compare").text
    post(drafter, f"{HERE}/draft", step="amend")
    held = {"phone": "+431555077", "email": "night@example.org"}
    save(drafter, "contact", held)
    unexplained = post(drafter, f"{HERE}/draft", step="ask")
    assert unexplained.status_code == 422
    assert 'name="reason"' in unexplained.text, "where it is refused, it can be mended"
    post(drafter, f"{HERE}/draft", step="ask", reason="A new number")
    post(representative, f"{HERE}/submit")
    page = officer.get(f"{HERE}/compare").text
    assert "1 answer differs" in page
    assert "+431555099" in page
    assert "+431555077" in page
    same = officer.get(f"{HERE}/compare?old=2&new=2").text
    assert "nothing differs between these versions" in same
    assert "Compare two versions" in drafter.get(HERE).text

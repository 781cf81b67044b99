"""What means no good, posted to a state's own pages: a sentence each, and nothing changes."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from app.declarations.forms import published
from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.documents.papers import archive, pdf
from tests.people import signed_in

HERE = "/declarations/CAN-2027-1"


def whole(**fields: Any) -> dict[str, Any]:
    """Give a section's form as its page posts it, with something wrong in it."""
    return {
        "key": str(uuid4()), "version-section": "0", "section-class": "restricted",
        "phone": "+431555011", "email": "a@example.org",
    } | fields  # fmt: skip


LONG = "x" * 10**6
CONTACT, PEOPLE, LETTER = (f"{HERE}/sections/{name}" for name in (
    "contact", "focal_points", "designation"))  # fmt: skip

HOSTILE: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "nothing at all": (CONTACT, {}, 422, "This form is not whole."),
    "no class": (CONTACT, whole(**{"section-class": ""}), 422, "Choose a class"),
    "no key": (CONTACT, whole(key="1"), 422, "This form is not whole."),
    "no version": (CONTACT, whole(**{"version-section": "x"}), 409, "Somebody else has changed"),
    "a million characters": (CONTACT, whole(email=LONG), 422, ""),
    "many characters": (CONTACT, whole(email=f"{'x' * 9_000}@example.org"), 422, "e-mail address"),
    "a sign that turns the line": (CONTACT, whole(email="\u202ea@example.org"), 422, "be seen"),
    "a sign that nobody sees": (CONTACT, whole(email="a\x00b@example.org"), 422, "be seen"),
    "a name that turns round": (
        PEOPLE, whole(**{"focal_point.0.name": "Ada\u202eadA"}), 422, "cannot be seen"),
    "a name with a control character": (
        PEOPLE, whole(**{"focal_point.0.name": "Ada\x07"}), 422, "cannot be seen"),
    "a word where a day stands": (
        PEOPLE, whole(**{"focal_point.0.from": "soon"}), 422, "Write a date"),
    "a file of another kind": (
        LETTER, whole(letter=(BytesIO(archive()), "letter.zip")), 422, ""),
    "a file under a wrong name": (
        LETTER, whole(letter=(BytesIO(archive()), "letter.pdf")), 422, ""),
    "a polyglot": (LETTER, whole(letter=(BytesIO(pdf() + archive()), "letter.pdf")), 422, ""),
    "another state's declaration": (
        "/declarations/JPN-2027-1/sections/contact", whole(), 404, ""),
    "a form of nobody": ("/declarations", {"key": str(uuid4()), "obligation": "f9"}, 422, "Choose"),
    "a period that lies ahead": (
        "/declarations", {"key": str(uuid4()), "obligation": "f2", "period": "2031"}, 422,
        "has not begun"),
    "a period that is closed": (
        "/declarations", {"key": str(uuid4()), "obligation": "f2", "period": "1999"}, 422,
        "is closed"),
    "a period that turns round": (
        "/declarations", {"key": str(uuid4()), "obligation": "f5-notice", "period": "\u202eINC"},
        422, "letters, digits and dashes"),
}  # fmt: skip


def told(page: str, sentence: str) -> bool:
    """Say whether a page is whole and says a sentence."""
    return "<h1" in page and sentence in page


def test_what_means_no_good_is_refused_with_a_sentence_and_changes_nothing(
    drafter: FlaskClient,
) -> None:
    before = drafter.get(HERE).text.count("Nothing entered yet"), drafter.get("/declarations").text
    otherwise = []
    for name, (address, fields, status, sentence) in HOSTILE.items():
        refused = drafter.post(address, data=fields)
        if refused.status_code != status or not told(refused.text, sentence):
            otherwise.append((name, refused.status_code))
    assert otherwise == []
    assert drafter.get(HERE).text.count("Nothing entered yet") == before[0]
    for address in (CONTACT, PEOPLE, LETTER):
        assert 'name="version-section" value="0"' in drafter.get(address).text
    assert drafter.get("/declarations").text.count(HERE) == before[1].count(HERE)
    assert drafter.get("/declarations/CAN-2027-2").status_code == 404


def test_a_version_of_a_form_that_there_is_not_is_none(drafter: FlaskClient) -> None:
    for version in (0, 2, 10**9):
        assert drafter.get(f"/api/v1/forms/F1/{version}").status_code == 404
    assert published("F1").version == 1


def test_another_states_file_is_none_here(runtime: Runtime, drafter: FlaskClient) -> None:
    japan = signed_in(lent(runtime, tokens=False), runtime, Role.DRAFTER, "JPN")
    begun = {"key": str(uuid4()), "obligation": "f1", "period": "2026"}
    theirs = japan.post("/declarations", data=begun).location
    letter = {"letter": (BytesIO(pdf()), "letter.pdf")}
    assert japan.post(f"{theirs}/sections/designation", data=whole(**letter)).status_code == 303
    page = japan.get(f"{theirs}/check").text
    file = page.split(f"{theirs}/files/")[1].split('"')[0]
    with japan.get(f"{theirs}/files/{file}") as given:
        assert given.status_code == 200
    assert drafter.get(f"{theirs}/files/{file}").status_code == 404
    assert drafter.get(f"{HERE}/files/{file}").status_code == 404
    typed = whole(letter=file)
    drafter.post(f"{HERE}/sections/designation", data=typed)
    assert file not in drafter.get(f"{HERE}/check").text

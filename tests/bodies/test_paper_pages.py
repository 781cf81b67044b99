"""The pages of papers: what a secretary, a member and the public can do, and what each is told."""

import io
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.bodies.models import Body, BodyRecord, Paper, PaperOffer
from app.bodies.values import Class
from app.documents.values import Checked, FileKind
from app.kernel.actor import SYSTEM
from app.kernel.runtime import Runtime
from tests.bodies.circle import Circle, circle
from tests.bodies.papers import SECRETARY, issued
from tests.documents.papers import pdf

RESERVED: dict[str, object] = {
    "title": "Draft terms", "kind": "working_paper", "class": "unclassified",
}  # fmt: skip
ISSUED: dict[str, object] = {
    "language": "en", "title": "Draft terms", "text": "On terms.\n\nOn their end.",
    "issued_on": "2027-03-14", "class": "unclassified", "sponsors": "Japan\nKOR",
}  # fmt: skip
FIRST = "/papers/2027-wp-1"


@pytest.fixture
def group(runtime: Runtime) -> Circle:
    return circle(runtime)


def number_of(group: Circle, what: type[Paper | BodyRecord | PaperOffer]) -> int:
    with group.runtime.database.read(by=SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def whole(answer: TestResponse) -> TestResponse:
    """Read an answer to its end, and let go of the file that it may be."""
    answer.get_data()
    answer.close()
    return answer


def issue(group: Circle, **changed: object) -> None:
    """Issue the next working paper."""
    wanted = RESERVED | {name: word for name, word in changed.items() if name in RESERVED}
    place = group.post("secretary", "/papers", wanted).location.removeprefix(group.address)
    answer = group.post("secretary", f"{place}/issue", ISSUED | changed)
    assert answer.status_code == 303, answer.text


def test_a_paper_is_reserved_issued_revised_and_superseded_on_its_pages(group: Circle) -> None:
    key = uuid4()
    answers = [group.post("secretary", "/papers", RESERVED, key=key) for _twice in range(2)]
    assert [each.location for each in answers] == ["/bodies/wg-1/papers/2027-wp-1"] * 2
    assert group.get(None, FIRST).status_code == 404
    assert "has not come out yet" in group.get("Japan", FIRST).text
    assert group.post("secretary", f"{FIRST}/issue", ISSUED).status_code == 303
    shown = group.get(None, FIRST).text
    for word in ("On their end.", 'id="p-2"', "Japan", "Unclassified", "14 March 2027"):
        assert word in shown
    assert "What you can do" not in shown

    parent = group.get("secretary", "/papers/reserve?on=2027-wp-1").text
    identity = parent.partition('name="hangs_on" value="')[2][:36]
    revised: dict[str, object] = {**RESERVED, "hangs_on": identity, "suffix": "Rev"}
    place = group.post("secretary", "/papers", revised).location
    assert place == "/bodies/wg-1/papers/2027-wp-1-rev-1"
    assert group.post("secretary", f"{FIRST}-rev-1/issue", ISSUED).status_code == 303
    page = group.get(None, FIRST).text
    assert "Another paper has taken its place:" in page
    assert "GAIMA/WG.1/2027/WP.1/Rev.1" in page

    issue(group)
    named: dict[str, object] = {"by": "GAIMA/WG.1/2027/WP.2"}
    assert group.post("secretary", f"{FIRST}-rev-1/supersede", named).status_code == 303
    assert "WP.2" in group.get(None, f"{FIRST}-rev-1").text
    found = group.browser(None).get("/bodies/search?q=terms").text
    assert found.count("· Superseded") == found.count("GAIMA/WG.1/2027/WP.1") == 2


REFUSED: list[tuple[str, dict[str, object], str]] = [
    ("/papers", {"symbol": "GAIMA/WG.1/2027/WP.7"}, "A symbol is never typed."),
    ("/papers", {"title": ""}, "Give the paper a title."),
    ("/papers", {"kind": "draft"}, "Choose what kind of paper it is."),
    ("/papers", {"hangs_on": "WP.1"}, "There is no such paper."),
    (f"{FIRST}/issue", {"symbol": "WP.1"}, "A symbol is never typed."),
    (f"{FIRST}/issue", {"text": " "}, "Give the text, or a file, or both."),
    (f"{FIRST}/issue", {"issued_on": "2027-03-15"}, "comes out today or came out before"),
    (f"{FIRST}/issue", {"sponsors": "Atlantis"}, "There is no participant “Atlantis”."),
    (f"{FIRST}/issue", {"derestricts_on": "soon"}, "Give the day as 2027-03-14."),
    (f"{FIRST}/give-up", {"reason": ""}, "Say why, in a sentence."),
    (f"{FIRST}/derestrict", {"on": "2027-03-14"}, "A class is only ever lowered."),
]
"""What is posted, what of it is wrong, and what is said of it."""


def test_a_form_that_is_wrong_says_so_and_changes_nothing(group: Circle) -> None:
    group.post("secretary", "/papers", RESERVED)
    before = number_of(group, BodyRecord)
    for end, changed, sentence in REFUSED:
        typed = ISSUED if end.endswith("issue") else RESERVED
        answer = group.post("secretary", end, typed | changed)
        assert answer.status_code == 422, end
        assert sentence in answer.text
    assert (number_of(group, BodyRecord), number_of(group, Paper)) == (before, 1)


def test_what_was_given_up_is_known_to_all_by_number_and_reason(group: Circle) -> None:
    hidden = RESERVED | {"title": "Turnip ledger", "class": "protected"}
    group.post("secretary", "/papers", hidden)
    group.post("secretary", f"{FIRST}/give-up", {"reason": "Its author withdrew it."})
    for end in ("/papers", FIRST, "/papers.csv"):
        for who, knows in (("Canada", False), ("Japan", True)):
            answer = group.get(who, end)
            assert "Its author withdrew it." in answer.text
            assert ("Turnip ledger" in answer.text) is knows
    again = group.post("secretary", f"{FIRST}/give-up", {"reason": "Twice."})
    assert again.status_code == 409
    assert "Only a symbol under which nothing came out" in again.text


def test_a_class_decides_who_opens_a_paper_its_file_and_its_words(group: Circle) -> None:
    house, file = group.runtime, Checked("terms.pdf", FileKind.PDF, pdf())
    with house.database.write(by=SECRETARY) as session:
        body = session.scalars(select(Body)).one()
        issued(
            session, body, house.storage, "Turnip", text="Hidden terms.", sort=Class.PROTECTED,
            file=file,
        )  # fmt: skip
    ends = (FIRST, f"{FIRST}/files/en", "/papers?class=protected")
    for who, reads in ((None, False), ("Canada", False), ("expert", True)):
        answers = [whole(group.get(who, end)) for end in ends]
        assert [each.status_code for each in answers] == [200 if reads else 404] * 2 + [200]
        found = group.browser(who).get("/bodies/search?q=hidden").text
        assert ("<mark>Hidden</mark>" in found) is reads
        assert ("Turnip" in found + answers[2].text) is reads
        if reads:
            name = "GAIMA-WG.1-2027-WP.1-en.pdf"
            assert name in answers[1].headers["Content-Disposition"]
            assert answers[1].headers["Cache-Control"] == "no-store"
            assert answers[1].data == pdf()
    assert group.get("Japan", f"{FIRST}/files/fr").status_code == 404

    lower: dict[str, object] = {
        "class": "unclassified", "on": "2027-03-14", "authority": "Statute, article 4",
        "reason": "Adopted.",
    }  # fmt: skip
    assert group.post("secretary", f"{FIRST}/derestrict", lower).status_code == 303
    assert "From Protected to Unclassified" in group.get(None, FIRST).text


@pytest.mark.long  # files are looked into by a process of their own
def test_a_file_that_is_handed_in_comes_out_under_the_symbol(group: Circle) -> None:
    typed: dict[str, object] = RESERVED | {"language": "en", "text": ""}
    wrong = group.post("Japan", "/papers/handed-in", typed | {"file": (io.BytesIO(b"x"), "a.pdf")})
    assert wrong.status_code == 422
    scan: dict[str, object] = {"file": (io.BytesIO(pdf()), "terms.pdf")}
    assert group.post("Japan", "/papers/handed-in", typed | scan).status_code == 303
    with group.runtime.database.read(by=SYSTEM) as session:
        offer = f"/papers/handed-in/{session.scalars(select(PaperOffer.id)).one()}"
    assert whole(group.get("Japan", f"{offer}/file")).data == pdf()
    assert group.post("secretary", f"{offer}/issue", RESERVED | ISSUED).status_code == 303
    assert whole(group.get(None, f"{FIRST}/files/en")).data == pdf()
    scan = {"file": (io.BytesIO(pdf()), "termes.pdf")}
    again = group.post("secretary", f"{FIRST}/issue", ISSUED | scan | {"language": "fr"})
    assert again.status_code == 409
    assert "attached already" in again.text


def test_a_list_is_asked_sorted_and_turned(group: Circle) -> None:
    issue(group, title="Beta terms")
    issue(group, title="Alpha words", sponsors="")
    for query, first in (
        ("?sort=-title&participant=JPN", "Beta"),
        ("?q=ALPHA&sort=title", "Alpha"),
        ("?state=issued&kind=working_paper&year=2027&sort=-symbol", "Alpha"),
    ):
        rows = group.get(None, f"/papers{query}").text.partition("<tbody>")[2]
        assert min(("Alpha", "Beta"), key=lambda word: rows.find(word) % 100_000) == first, query
    assert "Nothing fits this." in group.get(None, "/papers?kind=limited").text
    assert "No paper that you can read" in group.browser(None).get("/bodies/search?q=%25").text


def test_what_a_member_hands_in_is_issued_or_given_back(group: Circle) -> None:
    typed: dict[str, object] = {
        "title": "Our view", "language": "en", "text": "Turnips.", "class": "restricted",
    }  # fmt: skip
    assert group.post("Canada", "/papers/handed-in", typed).status_code == 404
    assert group.post("Japan", "/papers/handed-in", typed | {"text": ""}).status_code == 422
    for _twice in range(2):
        assert group.post("Japan", "/papers/handed-in", typed).status_code == 303
    with group.runtime.database.read(by=SYSTEM) as session:
        ids: list[UUID] = list(session.scalars(select(PaperOffer.id)))
    one, two = (f"/papers/handed-in/{each}" for each in ids)
    assert [group.get(who, one).status_code for who in ("Japan's drafter", "Canada", "expert")] == [
        200, 404, 404,
    ]  # fmt: skip
    wanted = RESERVED | {"issued_on": "2027-03-14", "sponsors": "Japan", "class": "restricted"}
    assert group.post("Japan", f"{one}/issue", wanted).status_code == 404
    wrong = group.post("secretary", f"{one}/issue", wanted | {"issued_on": ""})
    assert (wrong.status_code, number_of(group, Paper)) == (422, 0)
    assert group.post("secretary", f"{one}/issue", wanted).status_code == 303
    assert group.post("secretary", f"{two}/give-back", {"reason": "Say more."}).status_code == 303
    assert group.post("secretary", f"{two}/issue", wanted).status_code == 409
    assert "GAIMA/WG.1/2027/WP.1" in group.get("Japan", one).text
    assert "Say more." in group.get("Japan", two).text
    listed = group.get("Japan", "/papers/handed-in").text
    assert "Given back" in listed
    assert "Turnips." in group.get("Canada", FIRST).text

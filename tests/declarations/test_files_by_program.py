"""Files and workbooks of a draft, as programs hand them in: the pages' checks and sentences."""

import io
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import Workbook, load_workbook

from app.documents.models import Upload
from app.documents.values import MOST_UPLOADED
from app.kernel.actor import Role, Scope
from app.kernel.repeats import AnsweredRequest
from app.kernel.runtime import Runtime
from tests.access.desk import scan_with
from tests.applications import lent
from tests.declarations.test_programs import AT, HERE, Program, details, program, rows
from tests.people import made

FILES, BOOK = f"{HERE}/files", f"{HERE}/workbook.xlsx"
LETTER = scan_with("a letter")


@pytest.fixture
def drafter(runtime: Runtime) -> Program:
    """Give a program of Canada's that has begun to declare its national authority."""
    by = program(runtime, made(runtime, Role.DRAFTER).actor, Scope.READ, Scope.DRAFT)
    assert by.ask("POST", AT, {"obligation": "f1", "period": "2026"}).status_code == 201
    return by


def sent(by: Program, method: str, address: str, content: bytes, **headers: str) -> Any:
    """Send a file as it is, under a key of its own unless told one."""
    told = {"Authorization": f"Bearer {by.token}", "Idempotency-Key": str(uuid4())} | {
        name.replace("_", "-"): text for name, text in headers.items()
    }
    client = lent(by.runtime).test_client()
    return client.open(address, method=method, headers=told, data=content)


def handed_in(by: Program, content: bytes = LETTER, name: str = "Letter.pdf", **more: str) -> Any:
    return sent(by, "POST", f"{FILES}?name={name}", content, **more)


def put(by: Program, content: bytes) -> Any:
    return sent(by, "PUT", BOOK, content, If_Match=by.etag())


def changed(by: Program, change: Callable[[Workbook], None]) -> bytes:
    book, out = load_workbook(io.BytesIO(by.ask("GET", BOOK).data)), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def test_a_file_is_handed_in_named_listed_read_and_taken_out(
    runtime: Runtime, drafter: Program
) -> None:
    first, again = (handed_in(drafter, Idempotency_Key="one") for _ in range(2))
    assert (first.status_code, first.data) == (201, again.data)
    assert first.json["sha256"] == sha256(LETTER).hexdigest()
    assert rows(runtime, Upload) == 1
    assert drafter.get(FILES)["items"] == []
    assert drafter.ask("GET", first.location).status_code == 404
    named = drafter.change({"content": {"designation": {"letter": first.json}}})
    assert named.status_code == 200, named.text
    [listed] = drafter.get(FILES)["items"]
    assert listed == first.json | {
        "media_type": "application/pdf", "size": len(LETTER), "sections": ["designation"],
        "file": first.location,
    }  # fmt: skip
    read = drafter.ask("GET", listed["file"])
    assert (read.data, read.headers["Cache-Control"]) == (LETTER, "no-store")
    read.close()
    stale = drafter.ask("DELETE", first.location, match='"draft=9"')
    assert (stale.status_code, drafter.ask("DELETE", first.location).status_code) == (412, 428)
    out = drafter.ask("DELETE", first.location, match=drafter.etag())
    assert out.json["draft"]["content"]["designation"] == {}
    assert drafter.ask("DELETE", first.location, match="*").status_code == 404


@pytest.mark.long
def test_what_is_no_acceptable_file_is_refused_and_leaves_nothing(
    runtime: Runtime, drafter: Program
) -> None:
    before = rows(runtime, AnsweredRequest)
    for name, content, sentence in (
        ("Letter.exe", LETTER, "Only PDF, JPEG, PNG and TIFF"),
        ("Letter.png", LETTER, "its content says otherwise"),
        ("Letter.pdf", b"", "The file is empty"),
        ("L%E2%80%AEfdp.pdf", LETTER, "characters that can be seen"),
        ("Letter.pdf", LETTER + b"<script>", "a second file or a program"),
        ("n" * 1_000, LETTER, "At most 200 characters"),
    ):
        refused = handed_in(drafter, content, name)
        assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "name"), name
        assert sentence in details(refused)
    assert handed_in(drafter, b"%PDF-" + b"x" * MOST_UPLOADED).status_code == 413
    assert handed_in(drafter, Idempotency_Key="").status_code == 422
    assert (rows(runtime, Upload), rows(runtime, AnsweredRequest)) == (0, before)


def test_a_workbook_fills_a_draft_whole_or_says_each_fault_with_its_place(
    drafter: Program,
) -> None:
    def name(book: Workbook) -> None:
        book["National authority"]["B2"] = "Autorité nationale"

    def wrong(book: Workbook) -> None:
        name(book)
        book["National authority"]["B3"] = "=1+1"
        book["Focal points"]["A3"] = "Ada"
        book["Focal points"]["C3"] = "nobody"

    refused = put(drafter, changed(drafter, wrong))
    assert refused.status_code == 422
    assert "National authority, row 3, column B: This is a formula." in details(refused)
    assert "Focal points, row 3, column C: Write an e-mail address" in details(refused)
    assert "authority" not in drafter.get()["draft"]["content"]
    book, etag = changed(drafter, name), drafter.etag()
    filled = sent(drafter, "PUT", BOOK, book, If_Match=etag)
    assert filled.json["draft"]["content"]["authority"] == {"name_official": "Autorité nationale"}
    assert drafter.ask("GET", BOOK).headers["ETag"] == filled.headers["ETag"]
    assert sent(drafter, "PUT", BOOK, book, If_Match=etag).status_code == 412
    assert sent(drafter, "PUT", BOOK, book).status_code == 428
    assert "Save it as .xlsx" in details(put(drafter, b"PK\x05\x06"))


@pytest.mark.usefixtures("drafter")
def test_another_states_draft_and_a_token_to_read_take_no_file(runtime: Runtime) -> None:
    japan = program(runtime, made(runtime, Role.DRAFTER, "JPN").actor, Scope.READ, Scope.DRAFT)
    reader = program(runtime, made(runtime, Role.REPRESENTATIVE).actor, Scope.READ)
    for by in (japan, reader):
        assert handed_in(by).status_code == 404
        assert sent(by, "PUT", BOOK, b"", If_Match="*").status_code in {404, 422}
    assert japan.ask("GET", BOOK).status_code == 404
    assert rows(runtime, Upload) == 0

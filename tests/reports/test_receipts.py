"""The receipt as a document: owed once a submission, read by its state, proving what it says."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.documents import operations as documents
from app.documents import queries as prints
from app.documents.models import Document
from app.documents.values import DocumentKind, those_of
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.participants.queries import roll
from app.reports import operations, queries
from tests.applications import lent
from tests.conftest import StoppedClock, runtime_on
from tests.declarations.filing import AT, filed
from tests.people import signed_in
from workers import documents as print_tasks
from workers import tick

SAID = (
    *("Canada", "CAN-2027-1, version 1.0", "14 March 2027, 13:00 (Europe/Vienna)"),
    *("2027-03-14 12:00:00 UTC", "40, among 41", "CAN-2027-1-1-receipt.json"),
)
RECEIPT = "/declarations/CAN-2027-1/1/receipt.pdf"


@pytest.fixture(scope="module")
def runtime(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Give a register with one filing in it, among the ledger's other entries."""
    folder = tmp_path_factory.mktemp("receipts")
    shutil.copyfile(sqlite_template, folder / "test.db")
    database = Database(f"sqlite:///{folder / 'test.db'}")
    others = [Deed("other", "other", {})] * 40
    with database.write(by=SYSTEM) as session:
        ledger.append(session, others, by=SYSTEM, at=AT)
    filed(database)
    yield runtime_on(database, folder, StoppedClock())
    database.engine.dispose()


def test_the_tick_owes_each_receipt_once_for_its_state_alone_and_sends_for_it(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(tick, "runtime", lambda: runtime)
    monkeypatch.setattr(
        print_tasks.print_document, "apply_async", lambda words, **_: sent.extend(words)
    )
    early = signed_in(lent(runtime), runtime, Role.DRAFTER, "CAN").get(RECEIPT)
    assert (early.status_code, "not printed yet" in early.text) == (404, True)
    for _ in range(3):
        tick.tick()
    with runtime.database.read(by=SYSTEM) as session:
        [document] = session.scalars(select(Document))
        assert queries.unreceipted(session, most=1) == []
    assert (document.kind, document.audience) == (
        DocumentKind.DECLARATION_RECEIPT,
        those_of("CAN"),
    )
    assert sent == [str(document.id)] * 2


def test_both_of_a_states_people_find_it_and_nobody_else(runtime: Runtime) -> None:
    with runtime.database.write(by=SYSTEM) as session:
        operations.owe_receipts(
            session, most=8, roll=roll(runtime.facts), house=queries.house(runtime), at=AT
        )
        [owed] = prints.owed(session, at=runtime.clock.now(), most=8)
    for role in (Role.DRAFTER, Role.REPRESENTATIVE):
        told = signed_in(lent(runtime), runtime, role, "CAN").get(RECEIPT)
        assert (told.status_code, told.location) == (303, f"/documents/{owed}")
    for role, participant in ((Role.REPRESENTATIVE, "JPN"), (Role.DIRECTOR, None)):
        other = signed_in(lent(runtime), runtime, role, participant)
        assert other.get(RECEIPT).status_code == 404
        assert other.get(f"/documents/{owed}").status_code == 404


def test_it_says_what_was_filed_and_when_and_all_that_proves_it_on_two_pages_at_most(
    runtime: Runtime,
) -> None:
    with runtime.database.read(by=SYSTEM) as session:
        [one] = session.scalars(select(Document))
    with documents.press() as press:
        content = documents.printed(one.facts, one.kind, on=press)
    reader = PdfReader(BytesIO(content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert len(reader.pages) <= 2
    assert "/StructTreeRoot" in reader.root_object
    for said in SAID:
        assert said in text
    blocks = text.replace(" ", "")
    for proving in ("salt", "content_commitment", "root", "verifier"):
        assert one.facts[proving] in blocks
    assert all(each in blocks for each in one.facts["proof"])
    assert "Autorité" not in text

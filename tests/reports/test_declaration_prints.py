"""Prints about declarations: the receipt, owed once a submission and read by its state; how
everybody stands, with the figures of the page.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from app.deadlines import operations as deadlines
from app.deadlines.values import Outcome
from app.declarations.models import DeclarationReading
from app.declarations.values.classes import Class
from app.declarations.values.context import Outcome as Declared
from app.declarations.values.filing import Duty, Reference, Status, VersionNumber
from app.documents import operations as documents
from app.documents import queries as prints
from app.documents.models import Document
from app.documents.values import OVERSIGHT, DocumentKind, Readers, those_of
from app.kernel.actor import SYSTEM, Role
from app.kernel.child import Child
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.ledger import operations as ledger
from app.ledger.values import Deed
from app.obligations.operations import reconcile
from app.obligations.queries import catalogue
from app.obligations.values import DEADLINE, Basis
from app.participants.queries import roll
from app.reports import operations, queries, rules
from app.reports.values import House, Seal
from tests.applications import lent
from tests.conftest import NOON, StoppedClock, runtime_on
from tests.declarations.filing import AT, F1, filed
from tests.obligations.builders import instant
from tests.people import signed_in
from workers import correspondence as letter_tasks
from workers import documents as print_tasks
from workers import tick

SAID = (
    *("Canada", "CAN-2027-1, version 1.0", "14 March 2027, 13:00 (Europe/Vienna)"),
    *("2027-03-14 12:00:00 UTC", "40, among 41", "CAN-2027-1-1-receipt.json"),
)
MET = (
    ("CAN", Outcome.FILED, "2026-03-01"),
    ("JPN", Outcome.FILED, "2026-04-12"),
    ("EU", Outcome.NIL, "2026-03-30"),
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
    runtime = runtime_on(database, folder, StoppedClock())
    known, everybody = catalogue(runtime.obligations), roll(runtime.facts)
    with database.write(by=SYSTEM) as session:
        reconcile(session, known, roll=everybody, at=NOON, seat=runtime.seat)
        for code, outcome, on in MET:
            id_ = f"f2/{code}/2025"
            deadlines.meet(session, DEADLINE, id_, outcome=outcome, at=instant(on))
    yield runtime
    database.engine.dispose()


def read(press: Child, document: Document) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(documents.printed(document.facts, document.kind, on=press)))
    pages = [page.extract_text() for page in reader.pages]
    return reader, " ".join(" ".join(pages).split())


def test_the_tick_owes_each_receipt_once_for_its_state_alone_and_sends_for_it(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(tick, "runtime", lambda: runtime)
    monkeypatch.setattr(
        print_tasks.print_document, "apply_async", lambda words, **_: sent.extend(words)
    )
    monkeypatch.setattr(letter_tasks.hand_over, "apply_async", lambda _words, **_: None)
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
    runtime: Runtime, press: Child
) -> None:
    with runtime.database.read(by=SYSTEM) as session:
        [one] = session.scalars(select(Document))
    reader, text = read(press, one)
    assert len(reader.pages) <= 2
    assert "/StructTreeRoot" in reader.root_object
    for said in SAID:
        assert said in text
    blocks = text.replace(" ", "")
    for proving in ("salt", "content_commitment", "root", "verifier"):
        assert one.facts[proving] in blocks
    assert all(each in blocks for each in one.facts["proof"])
    assert "Autorité" not in text


@pytest.fixture(scope="module")
def officer(runtime: Runtime) -> FlaskClient:
    return signed_in(lent(runtime, tokens=False), runtime, Role.DECLARATIONS_OFFICER)


def asked(runtime: Runtime, officer: FlaskClient, address: str) -> Document:
    """Ask for a reporting status by its button, twice, and give the one print that is owed."""
    [place] = {officer.post(f"{address}/print").location for _ in range(2)}
    with runtime.database.read(by=SYSTEM) as session:
        return prints.document(session, UUID(place.rpartition("/")[2]), by=SYSTEM)


def test_a_reporting_status_has_the_figures_of_the_page_and_of_its_files(
    runtime: Runtime, officer: FlaskClient, press: Child
) -> None:
    document = asked(runtime, officer, "/reporting/f2/2025")
    assert (document.audience, document.subject) == (OVERSIGHT, "/reporting/f2/2025")
    page = officer.get("/reporting/f2/2025").text
    counted = document.facts["counts"]
    figures = [*(counted[cell] for cell in document.facts["cells"]), document.facts["count"]]
    assert [int(each) for each in re.findall(r"<dd>(\d+)</dd>", page)] == figures
    table = officer.get("/reporting/f2/2025.csv").data.decode("utf-8-sig").splitlines()
    lines = document.facts["rows"]
    assert len(lines) == document.facts["count"] == len(table) - 1 == 6
    assert Counter(each["cell"] for each in lines) == {
        cell: count for cell, count in counted.items() if count
    }
    reader, text = read(press, document)
    assert "/StructTreeRoot" in reader.root_object
    for said in ("Late by 12 days", "12 April 2026", "Overdue by 348 days", "All together 6"):
        assert said in text


def test_over_the_years_the_sums_are_the_cells_above_them(
    runtime: Runtime, officer: FlaskClient, press: Child
) -> None:
    document = asked(runtime, officer, "/reporting/f2")
    for sheet in document.facts["sheets"]:
        for place, total in enumerate(sheet["all"]):
            cells = [line["cells"][place] for line in sheet["lines"] if line["cells"][place]]
            counted = Counter(each["cell"] for each in cells)
            assert {each["cell"]: each["figures"][place] for each in sheet["counts"]} == {
                cell: counted[cell] for cell in document.facts["cells"]
            }
            assert len(cells) == total
    assert sum(sum(each["all"]) for each in document.facts["sheets"]) == document.facts["count"]
    _reader, text = read(press, document)
    assert "From 2024 to 2027" in text
    assert "Late +12" in text


def test_what_nobody_owes_is_not_printed_and_a_delegate_asks_for_nothing(
    runtime: Runtime, officer: FlaskClient
) -> None:
    canada = signed_in(lent(runtime, tokens=False), runtime, Role.REPRESENTATIVE, "CAN")
    for client, address in (
        (officer, "/reporting/f2/1999"),
        (officer, "/reporting/f9"),
        (officer, "/reporting/f5-notice"),
        (canada, "/reporting/f2/2025"),
    ):
        assert client.post(f"{address}/print").status_code == 404


def test_a_declaration_is_printed_for_whoever_asked_as_far_as_they_read_it(
    runtime: Runtime, officer: FlaskClient, press: Child
) -> None:
    before = readings(runtime)
    place = officer.post("/declarations/CAN-2027-1/1/print").location
    assert readings(runtime) == before + 1
    with runtime.database.read(by=SYSTEM) as session:
        document = prints.document(session, UUID(place.rpartition("/")[2]), by=SYSTEM)
    assert document.readers is Readers.ACCOUNT
    assert officer.get(place).status_code == 200
    for role, participant in ((Role.DIRECTOR, None), (Role.REPRESENTATIVE, "CAN")):
        other = signed_in(lent(runtime, tokens=False), runtime, role, participant)
        assert other.get(place).status_code == 404
    reader, text = read(press, document)
    assert "/StructTreeRoot" in reader.root_object
    assert "Autorité nationale" in text
    assert all("RESTRICTED" in page.extract_text() for page in reader.pages)


def readings(runtime: Runtime) -> int:
    with runtime.database.read(by=SYSTEM) as session:
        return session.scalar(select(func.count()).select_from(DeclarationReading)) or 0


HELD = {
    "header": {"period": "2026"},
    "authority": {
        "name_official": "Autorité",
        "name_latin": {"none": "withheld", "reason": "Not yet decided."},
        "legal_basis": {"none": "not_applicable"},
        "address": {"none": "nil"},
    },
    "focal_points": {"focal_point": [{"name": "Ada", "email": "ada@example.org"}]},
    "contact": {"phone": "+431555099"},
}


def facts_of(readable: frozenset[Class], house: House) -> dict[str, Any]:
    shown = rules.Shown(
        reference=Reference("CAN", 2027, 1), duty=Duty("f1", "CAN", "2026"), number=1,
        named=VersionNumber(1), status=Status.SUBMITTED, basis=Basis.PARTY, outcome=Declared.FILED,
        reason="", received_at=NOON, form=F1, content=HELD, classes={"contact": Class.PROTECTED},
        readable=readable,
    )  # fmt: skip
    return rules.declaration(
        shown, participant="Canada", reader=7, on=NOON.date(), seal=Seal(3, "ab" * 32), house=house
    )


def test_withheld_nil_not_applicable_not_answered_and_not_shown_are_five_things(
    runtime: Runtime,
) -> None:
    facts = facts_of(frozenset({Class.UNCLASSIFIED}), queries.house(runtime))
    by_name = {each["name"]: each for each in facts["sections"]}
    told = [(each["state"], each["said"]) for each in by_name["authority"]["answers"]]
    assert told == [
        ("given", "Autorité"),
        ("withheld", "Not yet decided."),
        ("not_applicable", ""),
        ("nil", ""),
    ]
    [row] = by_name["focal_points"]["tables"][0]["rows"]
    assert {each["state"] for each in row if each["grade"] == "restricted"} == {"hidden"}
    assert {each["state"] for each in by_name["contact"]["answers"]} == {"hidden"}
    assert {each["state"] for each in by_name["institute"]["answers"]} == {"none"}


def test_the_highest_class_of_what_is_shown_stands_on_it(runtime: Runtime) -> None:
    house = queries.house(runtime)
    for readable, grade in (
        ({Class.UNCLASSIFIED}, "unclassified"),
        ({Class.UNCLASSIFIED, Class.RESTRICTED}, "restricted"),
        (set(Class), "protected"),
    ):
        assert facts_of(frozenset(readable), house)["grade"] == grade

"""Each notification is printed once, as a circular of a page, in every script."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from app.documents import operations as documents
from app.documents.models import Document
from app.documents.rules import frozen
from app.documents.values import DocumentKind
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from app.kernel.runtime import Runtime
from app.participants.queries import roll
from app.reports import operations, queries
from app.reports.rules import depositary_notification
from app.reports.values import Publisher, Seal
from app.treaties.values.intake import Step
from app.treaties.values.notifications import NotificationNumber, Occasion, OccasionKind
from tests.conftest import NOON
from tests.reports.facts import everyone
from tests.treaties.desk import OURS, SECOND, move, prepared, treaties
from workers import documents as print_tasks
from workers import tick

KIND = DocumentKind.DEPOSITARY_NOTIFICATION
PUBLISHER = Publisher("Global AI Monitoring Agency", demonstration=True)
SCRIPTS = (
    "The Government declares as follows.\n\nLe Gouvernement déclare.\nEl Gobierno declara.\n"
    "Правительство заявляет.\n政府声明如下。\nتعلن الحكومة ما يلي."
)
STANDING = {"in_force_on": None, "signatories": 3, "contracting": 2, "parties": 0}
TEXTS = [
    {"language": "fr", "was": "le Agence", "reads": "l'Agence"},
    {"language": "ar", "was": "الوكاله", "reads": "الوكالة"},
]


def facts(kind: OccasionKind, **given: Any) -> dict[str, Any]:
    """Give the facts of a notification of some kind, with texts in all its places."""
    occasion = Occasion(
        kind=kind,
        treaty="ours",
        subject="treaty/ours/1",
        participant=None if kind is OccasionKind.ENTRY_INTO_FORCE else "FRA",
        facts={"standing": STANDING, **given},
        corrects=NotificationNumber(2027, 3),
    )
    return depositary_notification(
        NotificationNumber(2027, 12),
        occasion,
        OURS,
        issued_on=date(2027, 3, 14),
        addressed=195,
        roll=everyone(),
        seal=Seal(1234, "c0" * 32),
        publisher=PUBLISHER,
    )


ACT = {"act": "declaration", "deposited_on": "2027-03-12"}
WAS = {"participant": "FRA", "act": "ratification", "deposited_on": "2027-03-10"}
GIVEN: dict[OccasionKind, dict[str, Any]] = {
    OccasionKind.ACT: ACT | {"text": SCRIPTS, "dated_on": "2027-03-01", "wording": "déclare"},
    OccasionKind.CORRECTION_OF_THE_REGISTER: ACT | {"was": WAS, "reason": "misread"},
    OccasionKind.ENTRY_INTO_FORCE: {"enters_on": "2027-06-12", "triggered_by": ["FRA"]},
    OccasionKind.TEXT_CORRECTION_PROPOSED: {"texts": TEXTS, "until": "2027-06-12"},
}


@pytest.mark.parametrize("kind", OccasionKind)
def test_every_kind_of_occasion_can_be_printed(press: Child, kind: OccasionKind) -> None:
    printed = documents.printed(frozen(facts(kind, **GIVEN.get(kind, {})))[0], KIND, on=press)
    text = " ".join(PdfReader(BytesIO(printed)).pages[0].extract_text().split())
    assert "GAIMA/DN/2027/12" in text
    assert "This notification corrects notification GAIMA/DN/2027/3." in text


def test_an_act_is_told_on_one_page_with_its_four_dates_and_in_every_script(press: Child) -> None:
    given = GIVEN[OccasionKind.ACT] | {"effective_on": "2027-04-01"}
    reader = PdfReader(
        BytesIO(documents.printed(frozen(facts(OccasionKind.ACT, **given))[0], KIND, on=press))
    )
    [page] = reader.pages
    text = page.extract_text()
    for expected in ("1 March 2027", "12 March 2027", "1 April 2027", "14 March 2027"):
        assert expected in text
    for expected in ("Gouvernement déclare", "Правительство", "政府声明如下"):
        assert expected in text
    assert "/StructTreeRoot" in reader.root_object
    assert "article 77 of the Vienna Convention" in " ".join(text.split())


@pytest.fixture
def issued(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """Give a register in which one act was notified, with the tick on it."""
    monkeypatch.setattr(tick, "runtime", lambda: runtime)
    treaties(runtime.database)
    move(runtime.database, prepared(runtime.database), Step.CONFIRM, by=SECOND)
    return runtime


def test_the_tick_owes_each_print_once_and_sends_for_it(
    issued: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(
        print_tasks.print_document, "apply_async", lambda words, **_: sent.extend(words)
    )
    for _ in range(3):
        tick.tick()
    with issued.database.read(by=SYSTEM) as session:
        owed = queries.print_of(session, NotificationNumber(2027, 1))
        assert session.scalar(select(func.count()).select_from(Document)) == 1
    assert sent == [str(owed), str(owed)]


def test_the_print_rests_on_what_was_sealed(issued: Runtime) -> None:
    with issued.database.write(by=SYSTEM) as session:
        facts_of, publisher = roll(issued.facts), PUBLISHER
        count = operations.owe_notifications(
            session, most=8, roll=facts_of, publisher=publisher, at=NOON
        )
        [document] = session.scalars(select(Document)).all()
    assert count == 1
    assert (document.kind, document.subject) == (KIND, "/notifications/2027-1")
    assert document.file_name == "GAIMA-DN-2027-1"
    assert document.facts["paragraphs"][0] == (
        "France deposited its instrument of ratification on 12 March 2027."
    )

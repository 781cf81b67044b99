"""Each edition of a decision is printed once, and handed out by the decision's class."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from app import routine
from app.bodies.models import Body, Decision, DecisionCorrection
from app.bodies.operations import decisions, statements
from app.bodies.operations.adopting import edit
from app.bodies.values import Choice, Class, Hand, Matter, Standing, Stating
from app.bodies.values.decisions import Deciding, Proposal, Statement
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.rules import frozen
from app.documents.values import DocumentKind, Readers
from app.kernel.actor import SYSTEM
from app.kernel.child import Child
from app.kernel.runtime import Runtime
from app.reports.models import DecisionPrint
from tests.bodies.builders import seated
from tests.bodies.circle import Circle, circle
from tests.bodies.silences import GROUND
from tests.conftest import NOON

TODAY = NOON.date()
PDF = b"%PDF-1.7"
SCRIPTS = "The text is adopted.\n\nПравительство. 政府声明如下。 الحكومة."


def hand() -> Hand:
    return Hand(by=SYSTEM, at=NOON, today=TODAY, key=uuid4())


def voted(group: Circle, sort: Class = Class.UNCLASSIFIED) -> None:
    """Let the body adopt something by a vote, Germany through the European Union."""
    with group.runtime.database.write(by=SYSTEM) as session:
        body = session.scalars(select(Body)).one()
        for code in ("DEU", "EU"):
            seated(session, body, Standing.MEMBER, participant=code)
        given = Proposal(title="The report", text=SCRIPTS, sort=sort, matter=Matter.TEXT)
        decision = decisions.propose(session, body, given, hand=hand())
        cast = {"EU": Choice.FOR, "JPN": Choice.FOR, "KOR": Choice.AGAINST}
        decisions.vote(
            session, body, decision, Deciding(on=TODAY, cast=cast), hand=hand(), ground=GROUND
        )


def state(group: Circle) -> None:
    with group.runtime.database.write(by=SYSTEM) as session:
        body, decision = (
            session.scalars(select(Body)).one(),
            session.scalars(select(Decision)).one(),
        )
        said = Statement(participant="KOR", kind=Stating.RESERVATION, text="Korea reserves.")
        statements.state(session, body, decision, said, hand=hand())


def prints(group: Circle) -> list[Document]:
    with group.runtime.database.read(by=SYSTEM) as session:
        wanted = select(Document).join(DecisionPrint, DecisionPrint.document_id == Document.id)
        return list(session.scalars(wanted.order_by(DecisionPrint.number)))


def owe(group: Circle) -> None:
    for _twice in range(2):
        routine.owe_decisions(group.runtime, NOON)


def text_of(facts: dict[str, Any], press: Child) -> str:
    printed = documents.printed(frozen(facts)[0], DocumentKind.BODY_DECISION, on=press)
    pages = PdfReader(BytesIO(printed)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def test_each_edition_is_owed_once_and_says_all_that_stands(runtime: Runtime, press: Child) -> None:
    group = circle(runtime)
    voted(group)
    owe(group)
    state(group)
    owe(group)
    first, second = prints(group)
    assert (first.file_name, first.subject) == ("GAIMA-WG.1-D.1", "/bodies/wg-1/decisions/d-1")
    assert {first.audience.readers, second.audience.readers} == {Readers.ACCOUNT}
    assert not first.facts["statements"]
    text = text_of(second.facts, press)
    for expected in (
        "GAIMA/WG.1/D.1", "Adopted on", "By vote", "2 for, 1 against, 0 abstained, 0 absent",
        "European Union", "Germany", "Reservation of position", "Korea reserves.",
        "Правительство", "政府声明如下", str(second.facts["ledger"]["commitment"]),
    ):  # fmt: skip
        assert expected in text


def test_an_annulled_decision_says_so_first(runtime: Runtime, press: Child) -> None:
    group = circle(runtime)
    voted(group)
    with runtime.database.write(by=SYSTEM) as session:
        decision = session.scalars(select(Decision)).one()
        session.add(DecisionCorrection(decision_id=decision.id, reason="Late.", proof="P", at=NOON))
        session.flush()
        edit(session, decision, at=NOON)
    owe(group)
    assert "Annulled by a correction on 14 March 2027" in text_of(prints(group)[-1].facts, press)


@pytest.mark.parametrize("sort", [Class.UNCLASSIFIED, Class.PROTECTED])
def test_it_is_handed_out_to_whoever_reads_the_decision(runtime: Runtime, sort: Class) -> None:
    group = circle(runtime)
    voted(group, sort)
    everybody = sort is Class.UNCLASSIFIED
    assert group.get("Japan", "/decisions/d-1.pdf").status_code == 404
    owe(group)
    [owed] = prints(group)
    sha256 = runtime.storage.keep(documents.OWNER, PDF)
    ready = {"ready_at": NOON, "sha256": sha256, "size": len(PDF)}
    with runtime.database.write(by=SYSTEM) as session:
        session.execute(update(Document).where(Document.id == owed.id).values(**ready))
    for who, reads in (("Japan", True), ("Canada", everybody), (None, everybody)):
        answer = group.get(who, "/decisions/d-1.pdf")
        answer.close()
        assert answer.status_code == (200 if reads else 404)

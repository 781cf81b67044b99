"""A state's people and its declarations for tests: begun, filled in, submitted."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.declarations.forms import published
from app.declarations.models import Declaration, DeclarationVersion
from app.declarations.operations import drafting, opening, submitting
from app.declarations.operations.judging import known_from
from app.declarations.queries import chains, drafts
from app.declarations.values.filing import Duty, Filing, Hand, Reference
from app.kernel.actor import Actor, Role
from app.kernel.database import Database
from app.obligations.values import AfterPeriod, Basis, Obligation, Publication
from tests.declarations.filled import FILLED

FACTS = Path(__file__).resolve().parents[2] / "config" / "facts"
AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
TODAY = date(2027, 3, 14)
SEAT = ZoneInfo("Europe/Vienna")

DRAFTER = Actor(Role.DRAFTER, account=21, participant="CAN")
REPRESENTATIVE = Actor(Role.REPRESENTATIVE, account=22, participant="CAN")
JAPANS_DRAFTER = Actor(Role.DRAFTER, account=31, participant="JPN")
JAPANS_REPRESENTATIVE = Actor(Role.REPRESENTATIVE, account=32, participant="JPN")
OFFICER = Actor(Role.DECLARATIONS_OFFICER, account=11)
DIRECTOR = Actor(Role.DIRECTOR, account=12)
AUDITOR = Actor(Role.AUDITOR, account=13)

F1 = published("F1")
VOLUNTARY = Filing(basis=Basis.VOLUNTARY)
KNOWN = known_from(FACTS, FACTS.parent / "obligations", SEAT)


def obligation(code: str, publication: Publication = Publication.PUBLIC) -> Obligation:
    rule = AfterPeriod("annual_after", 90)
    return Obligation(code.lower(), "A declaration", code, "ours", "Article 7", rule, publication)


def hand(by: Actor, *, after: timedelta = timedelta(), key: UUID | None = None) -> Hand:
    at = AT + after
    return Hand(by=by, at=at, today=at.date(), key=key or uuid4())


def duty(code: str = "F1", participant: str = "CAN", period: str = "2026") -> Duty:
    return Duty(code.lower(), participant, period)


def begun(
    session: Session,
    code: str = "F1",
    *,
    by: Actor = DRAFTER,
    period: str = "2026",
    publication: Publication = Publication.PUBLIC,
) -> Declaration:
    what = duty(code, by.participant or "CAN", period)
    return opening.begin(
        session, obligation(code, publication), what, VOLUNTARY, form=published(code), hand=hand(by)
    )


def content_of(code: str, period: str) -> dict[str, Any]:
    content = deepcopy(FILLED[code])
    content["header"] = content["header"] | {"period": period, "basis": "voluntary"}
    return content


def fill(
    session: Session,
    declaration: Declaration,
    *,
    by: Actor = DRAFTER,
    content: Mapping[str, Any] | None = None,
) -> None:
    given = content or content_of(declaration.form, declaration.period)
    found = chains.declaration(session, declaration.reference, by=by)
    rows = drafts.sections(session, drafts.draft(session, found, by=by))
    for section, inside in given.items():
        row = rows.get(section)
        drafting.edit(
            session, declaration.reference, section, inside, classes={},
            form=published(declaration.form), version=row.version if row else 0, hand=hand(by),
        )  # fmt: skip


def ask(session: Session, declaration: Declaration, by: Actor = DRAFTER, reason: str = "") -> None:
    drafting.ask(
        session, declaration.reference, reason=reason, form=published(declaration.form),
        known=KNOWN, hand=hand(by),
    )  # fmt: skip


def submit(
    session: Session,
    declaration: Declaration,
    by: Actor = REPRESENTATIVE,
    *,
    key: UUID | None = None,
    after: timedelta = timedelta(),
) -> DeclarationVersion:
    return submitting.submit(
        session, declaration.reference, reason="", form=published(declaration.form),
        known=KNOWN, hand=hand(by, after=after, key=key),
    )  # fmt: skip


def filed(
    database: Database,
    code: str = "F1",
    *,
    period: str = "2026",
    publication: Publication = Publication.PUBLIC,
) -> Reference:
    """File a whole declaration of Canada's, through both of its people."""
    with database.write(by=DRAFTER) as session:
        declaration = begun(session, code, period=period, publication=publication)
        fill(session, declaration)
        ask(session, declaration)
        submit(session, declaration)
        return declaration.reference

"""Drafts that wait for their submission, as many as wanted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from app.accounts.operations import tokens
from app.deadlines.models import Deadline
from app.declarations.api.revisions import etag, revision
from app.declarations.forms import published
from app.declarations.models import Declaration, DeclarationDraft, DeclarationSection
from app.declarations.operations import drafting, opening
from app.declarations.operations.judging import Known, known_from
from app.declarations.values.context import Outcome
from app.declarations.values.filing import Duty as About
from app.declarations.values.filing import Filing, Hand, Reference
from app.kernel.actor import SYSTEM, Actor, Role, Scope
from app.kernel.database import Database
from app.obligations.models import Duty
from app.obligations.operations import Raised, ensure
from app.obligations.values import Basis, address_of, subject_of
from tests.conftest import ROOT, SEAT
from tests.people import somebody

NIL = ("f2", "f4", "f5")
"""Obligations that are filed nil; each in every year of a state."""

YEARS = range(2000, 2024)
STATES = (
    *("CAN", "JPN", "AUS", "FRA", "DEU", "NOR", "SWE", "NZL", "CHL", "BRA", "IND", "KEN", "ITA"),
    *("NLD", "CHE", "GBR", "KOR", "SGP", "ESP", "PRT", "POL", "AUT", "BEL", "DNK", "FIN", "IRL"),
    *("ISL", "MEX", "ARG", "PER", "URY", "COL", "EGY", "GHA", "NGA", "ZAF", "MAR", "TUN", "JOR"),
    *("ARE", "QAT", "THA"),
)
OF_A_STATE = len(NIL) * len(YEARS)


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that waits for submission: its address, what was read of it, and who submits."""

    address: str
    match: str
    token: str
    key: str = field(default_factory=lambda: str(uuid4()))

    @property
    def headers(self) -> dict[str, str]:
        """Give what its submission says beside its content."""
        return {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": self.key,
            "If-Match": f'"{self.match}"',
        }


def drafted(database: Database, number: int) -> list[Ready]:
    """Give so many drafts that wait for the accredited representatives of several states.

    A state's first on each form is drafted as people do; the other years' are laid beside it.
    """
    at = datetime.now(UTC)
    known = known_from(ROOT / "config" / "facts", ROOT / "config" / "obligations", SEAT)
    found: list[Ready] = []
    for code in STATES[: -(-number // OF_A_STATE)]:
        with database.write(by=SYSTEM) as session:
            found += _of_state(session, code, known=known, at=at)
    return found[:number]


def _of_state(session: Session, code: str, *, known: Known, at: datetime) -> Iterator[Ready]:
    drafter = somebody(session, Role.DRAFTER, code, at=at).actor
    representative = somebody(session, Role.REPRESENTATIVE, code, at=at).actor
    token = tokens.make(
        session, "faults", (Scope.SUBMIT,), lasts=timedelta(hours=5), by=representative, at=at
    )
    first, *others = map(str, YEARS)
    made = [
        _draft(session, About(law, code, first), drafter, known=known, at=at) for law in NIL
    ]  # fmt: skip
    serials = count(len(made) + 1)
    for each in made:
        match = etag(revision(session, each, by=drafter))
        for reference in (
            each.reference,
            *_beside(session, each, zip(others, serials, strict=False)),
        ):
            yield Ready(f"/api/v1{reference.address}/submit", match, token)


def _draft(
    session: Session, about: About, drafter: Actor, *, known: Known, at: datetime
) -> Declaration:
    law = known.laws.obligations[about.obligation]
    hand = Hand(by=drafter, at=at, today=at.date(), key=uuid4())
    raised = Raised(about.obligation, about.participant, about.period)
    ensure(session, known.laws, raised, roll=known.roll, at=at, seat=known.seat)
    form = published(law.form)
    found = opening.begin(session, law, about, Filing(basis=Basis.VOLUNTARY), form=form, hand=hand)
    drafting.choose(session, found.reference, Outcome.NIL, form=form, hand=hand)
    drafting.ask(session, found.reference, reason="", form=form, known=known, hand=hand)
    return found


def _beside(
    session: Session, made: Declaration, periods: Iterable[tuple[str, int]]
) -> Iterator[Reference]:
    """Lay the same for other years beside a draft, and give their references."""
    kept = [
        (table, [dict(row) for row in session.execute(select(*table.__table__.c).where(of))
                 .mappings()])
        for table, of in _rows_of(made)
    ]  # fmt: skip
    about = (made.obligation, made.participant, made.period)
    for period, serial in periods:
        now = (made.obligation, made.participant, period)
        new: Mapping[Any, Any] = {
            made.period: period,
            subject_of(*about): subject_of(*now),
            address_of(*about): address_of(*now),
        } | {row["id"]: uuid4() for _table, rows in kept for row in rows if "id" in row}
        for table, rows in kept:
            session.execute(insert(table.__table__), [_as(row, new, serial) for row in rows])
        yield Reference(made.participant, made.year, serial)


def _rows_of(made: Declaration) -> tuple[tuple[Any, ColumnElement[bool]], ...]:
    """Give the tables that a draft has rows in, and which they are."""
    kind, subject = made.deadline
    about = (made.obligation, made.participant, made.period)
    return (
        (Deadline, (Deadline.kind == kind) & (Deadline.subject == subject)),
        (Duty, (Duty.obligation == about[0]) & (Duty.participant == about[1])
         & (Duty.period == about[2])),
        (Declaration, Declaration.id == made.id),
        (DeclarationDraft, DeclarationDraft.declaration_id == made.id),
        (DeclarationSection, DeclarationSection.declaration_id == made.id),
    )  # fmt: skip


def _as(row: Mapping[str, Any], new: Mapping[Any, Any], serial: int) -> dict[str, Any]:
    """Give a row as it is for another year."""
    found = {
        name: new.get(value, value) if isinstance(value, str | UUID) else value
        for name, value in row.items()
    }
    if "serial" in found:
        found["serial"] = serial
    if "period" in (content := found.get("content", {})):
        found["content"] = content | {"period": new[content["period"]]}
    return found

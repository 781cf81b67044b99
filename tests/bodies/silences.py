"""Silence procedures for tests: a body with members and their people, and texts under silence."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.models import Body, SilenceProcedure
from app.bodies.operations import decisions
from app.bodies.operations.ground import Ground
from app.bodies.operations.silence import open_silence
from app.bodies.queries import procedures
from app.bodies.values import Class, Hand
from app.bodies.values.decisions import Proposal
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.clock import date_at
from app.kernel.database import Database
from app.participants.queries import roll
from tests.bodies.builders import founded
from tests.conftest import ROOT, SEAT
from tests.people import Somebody, somebody

NOON = datetime(2027, 3, 14, 12, tzinfo=UTC)
END = NOON + timedelta(hours=72)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
MEMBERS = ("CAN", "EU", "FRA", "JPN")
GROUND = Ground(procedures(ROOT / "config" / "bodies"), roll(ROOT / "config" / "facts"), SEAT)
TEXT = "The report of the third session is adopted."


def hand(by: Actor = SYSTEM, at: datetime = NOON) -> Hand:
    """Give who acts at an instant, with a form of their own."""
    key = None if by == SYSTEM else uuid4()
    return Hand(by=by, at=at, today=date_at(at, SEAT), key=key)


def under_silence(
    session: Session,
    body: Body,
    by: Actor,
    *,
    at: datetime = NOON,
    expires_at: datetime | None = None,
    sort: Class = Class.UNCLASSIFIED,
    title: str = "Report of the third session",
) -> SilenceProcedure:
    """Propose a text and put it under silence, for 72 hours unless said otherwise."""
    given = Proposal(
        title=title, text=TEXT, sort=sort,
        follow_up="Send it to the Commission", follow_up_by=date_at(at, SEAT) + timedelta(days=60),
    )  # fmt: skip
    proposal = decisions.propose(session, body, given, hand=hand(by, at))
    return open_silence(
        session, body, proposal,
        expires_at=expires_at or at + timedelta(hours=72), hand=hand(by, at), ground=GROUND,
    )  # fmt: skip


@dataclass
class Circle:
    """A working group of four members, the people of three, and one text under silence."""

    database: Database
    people: dict[str, Somebody] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid4)
    """Of the procedure."""

    def gather(self) -> None:
        """Set up the body, and give people to three of its members."""
        with self.database.write(by=SYSTEM) as session:
            for code in ("CAN", "FRA", "JPN"):
                self.people[code] = somebody(session, Role.REPRESENTATIVE, code, at=NOON)
            self.people["secretary"] = somebody(session, Role.BODIES_OFFICER, at=NOON)
            founded(session, members=MEMBERS)

    def begin(self, *, sort: Class = Class.UNCLASSIFIED) -> None:
        """Make all of it, with a deadline for each member and the letters of the opening."""
        self.gather()
        with self.database.write(by=SYSTEM) as session:
            body = session.scalars(select(Body)).one()
            self.id = under_silence(session, body, self.secretary, sort=sort).id

    @property
    def secretary(self) -> Actor:
        """Give whoever runs the body."""
        return self.people["secretary"].actor

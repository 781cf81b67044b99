"""What stands beside the demonstration's filings: the register of things, decisions of bodies."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select

from app.commands import filing_contents as contents
from app.commands.filing_desk import Desk
from app.commands.filing_states import Filer
from app.kernel.actor import Role
from app.obligations import operations as obligations
from app.obligations.models import Duty
from app.obligations.values import Decision, Outage
from app.registry import operations as registry
from app.registry import queries as things

MORE_TIME = "The operator of the new site has not yet given its figures to the authority."
STOOD_STILL = "The database was moved to another machine, which took longer than was planned."


def enter_things(desk: Desk, filer: Filer, year: int, at: datetime) -> None:
    """Enter what a state's declarations name in the register of things."""
    for kind, rows in contents.things(filer, year).items():
        registry.load(
            desk.session, kind, rows, reason="", key=uuid4(), roll=desk.known.roll,
            by=desk.of(filer, Role.DRAFTER), at=at, on=at.date(),
        )  # fmt: skip


def open_second_site(desk: Desk, filer: Filer, at: datetime) -> None:
    """Let a state's second site open in the register of things too."""
    by, key = desk.of(filer, Role.DRAFTER), f"FAC-{filer.code}-0002"
    now = things.own(desk.session, by, key)
    registry.change(
        desk.session, key, {**now.written, "status": "operating"}, version=now.version,
        reason="The site has begun to operate.", key=uuid4(), roll=desk.known.roll, by=by, at=at,
        on=at.date(),
    )  # fmt: skip


def extend(
    desk: Desk,
    whose: tuple[Filer, str, str],
    until: date,
    decision: Decision | None,
    at: datetime,
) -> None:
    """Ask for more time, and grant it where a body has decided so."""
    duty, by = _duty(desk, *whose), desk.of(whose[0], Role.DRAFTER)
    seat = desk.known.seat
    obligations.ask(desk.session, duty, until=until, reason=MORE_TIME, by=by, at=at, seat=seat)
    if decision is not None:
        _decide(desk, duty, replace(decision, until=until), at)


def waive(desk: Desk, whose: tuple[Filer, str, str], decision: Decision, at: datetime) -> None:
    """Waive a deadline, by a body's decision."""
    _decide(desk, _duty(desk, *whose), decision, at)


def stand_still(desk: Desk, since: datetime, until: datetime, at: datetime) -> None:
    """Record that nobody could file for some hours; nothing fell due in them."""
    by, seat = desk.secretariat(Role.DECLARATIONS_OFFICER), desk.known.seat
    outage = Outage(since.replace(tzinfo=seat), until.replace(tzinfo=seat), STOOD_STILL)
    obligations.record_outage(desk.session, outage, by=by, at=at, ground=desk.ground)


def _decide(desk: Desk, duty: Duty, decision: Decision, at: datetime) -> None:
    """Let the officer enter what was decided, and the director confirm it."""
    officer, director = (
        desk.secretariat(role) for role in (Role.DECLARATIONS_OFFICER, Role.DIRECTOR)
    )
    seat = desk.known.seat
    obligations.enter(desk.session, duty, decision, by=officer, at=at, seat=seat)
    obligations.confirm(desk.session, duty, by=director, at=at, seat=seat)


def _duty(desk: Desk, filer: Filer, obligation: str, period: str) -> Duty:
    return desk.session.scalars(
        select(Duty).where(
            Duty.obligation == obligation,
            Duty.participant == filer.code,
            Duty.period == period,
        )
    ).one()

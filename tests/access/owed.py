"""What Canada owes, with an extension asked for and a decision that waits for the director."""

from datetime import date, timedelta
from typing import Any

from app.deadlines import operations as reminders
from app.deadlines.values.ladders import Pause
from app.kernel.actor import DELEGATES, SYSTEM, Actor, Role
from app.obligations import operations, queries
from app.obligations.values import Decision, DecisionKind
from app.participants.queries import roll
from tests.access.canaries import Things
from tests.access.forms import Of

OFFICER = "declarations officer"


def things(found: Things) -> None:
    """Reckon what is owed; ask about the year's F2, decide about its F4, extend an F5."""
    runtime, now = found.runtime, found.runtime.clock.now()
    known, seat = queries.catalogue(runtime.obligations), runtime.seat
    drafter, officer = found.people["drafter"].actor, found.people[OFFICER].actor
    with runtime.database.write(by=SYSTEM) as session:
        everybody = roll(runtime.facts)
        operations.reconcile(session, known, roll=everybody, at=now, seat=seat)
        asked = queries.duty(session, SYSTEM, "f2", "2026", "CAN")
        operations.ask(
            session, asked, until=date(2027, 5, 1), reason=found.canary(_sees),
            by=drafter, at=now, seat=seat,
        )  # fmt: skip
        decided = queries.duty(session, SYSTEM, "f4", "2026", "CAN")
        decision = Decision(DecisionKind.EXTEND, found.canary(_sees), date(2027, 6, 1))
        operations.enter(session, decided, decision, by=officer, at=now, seat=seat)
        extended = queries.duty(session, SYSTEM, "f5", "2024", "CAN")
        decision = Decision(DecisionKind.EXTEND, found.canary(_sees), date(2025, 6, 1))
        operations.enter(session, extended, decision, by=officer, at=now, seat=seat)
        operations.confirm(session, extended, by=SYSTEM, at=now, seat=seat)
    _reminded(found)
    found.there |= {"obligation": "f2", "period": "2026"}


def _reminded(found: Things) -> None:
    """Pause reminders to Japan for a while, for a reason."""
    runtime, by = found.runtime, found.people[OFFICER].actor
    since = runtime.today()
    wanted = Pause("JPN", found.canary(_oversees), since, since + timedelta(days=30))
    with runtime.database.write(by=by) as session:
        row = reminders.pause(session, wanted, by=by, at=runtime.clock.now(), today=since)
        found.there["pause.number"] = row.number


def about(obligation: str) -> Of:
    """Give the year 2026 of one of Canada's obligations."""
    return lambda _things: {"obligation": obligation, "period": "2026", "code": "CAN"}


def whose(_found: Things) -> dict[str, object]:
    """Give Canada."""
    return {"code": "CAN"}


def year(_found: Things) -> dict[str, object]:
    """Give the year and the obligation that Canada owes it of."""
    return {"obligation": "f2", "period": "2026"}


def outage(found: Things) -> dict[str, Any]:
    """Record an outage in which nothing fell due."""
    seat, now = found.runtime.seat, found.runtime.clock.now()
    since, until = (now - timedelta(hours=hours) for hours in (2, 1))
    written = {name: f"{at.astimezone(seat):%Y-%m-%dT%H:%M}" for name, at in
               (("since", since), ("until", until))}  # fmt: skip
    return written | {"reason": "No power."}


def pause(found: Things) -> dict[str, Any]:
    """Pause reminders to Canada for a day."""
    on = found.runtime.today().isoformat()
    return {"participant": "CAN", "reason": "A new government.", "since": on, "until": on}


def _oversees(who: Actor) -> bool:
    """Say by hand who sees what everybody owes."""
    return who.role in {Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR}


def _sees(who: Actor) -> bool:
    """Say by hand who reads what was asked and decided about Canada's deadlines."""
    officers = {Role.DECLARATIONS_OFFICER, Role.DIRECTOR, Role.AUDITOR}
    return who.role in officers or (who.role in DELEGATES and who.participant == "CAN")

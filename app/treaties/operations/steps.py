"""One step with something on the desk: counted, written down and sealed, whatever it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.errors import Conflict
from app.ledger import operations as ledger
from app.ledger.rules.canonical import canonical
from app.ledger.values import Deed
from app.treaties.models import Ceremony, DeskStep, Instrument, ProposedCorrection
from app.treaties.queries import intake as desk
from app.treaties.rules.intake import FIRST
from app.treaties.values.intake import DeskKind, DeskNumber, State, Step

Matter = Instrument | ProposedCorrection | Ceremony

DEEDS: Mapping[tuple[DeskKind, Step], str] = {
    (DeskKind.INSTRUMENT, Step.RECEIVE): "instrument.received",
    (DeskKind.INSTRUMENT, Step.AMEND): "instrument.amended",
    (DeskKind.INSTRUMENT, Step.ATTACH): "instrument.attached",
    (DeskKind.INSTRUMENT, Step.EXAMINE): "instrument.examined",
    (DeskKind.INSTRUMENT, Step.HOLD): "instrument.held",
    (DeskKind.INSTRUMENT, Step.RETURN): "instrument.returned",
    (DeskKind.INSTRUMENT, Step.FIND_IN_GOOD_ORDER): "instrument.prepared",
    (DeskKind.INSTRUMENT, Step.TAKE_BACK): "instrument.taken_back",
    (DeskKind.INSTRUMENT, Step.CONFIRM): "instrument.confirmed",
    (DeskKind.CORRECTION, Step.PROPOSE): "correction.proposed",
    (DeskKind.CORRECTION, Step.DROP): "correction.dropped",
    (DeskKind.CORRECTION, Step.CONFIRM): "correction.confirmed",
    (DeskKind.CEREMONY, Step.PROPOSE): "ceremony.prepared",
    (DeskKind.CEREMONY, Step.AMEND): "ceremony.amended",
    (DeskKind.CEREMONY, Step.FIND_IN_GOOD_ORDER): "ceremony.found_in_good_order",
    (DeskKind.CEREMONY, Step.TAKE_BACK): "ceremony.taken_back",
    (DeskKind.CEREMONY, Step.DROP): "ceremony.dropped",
    (DeskKind.CEREMONY, Step.CONFIRM): "ceremony.confirmed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who takes a step and when, and the form it was posted with."""

    by: Actor
    at: datetime
    today: date
    """At the seat."""
    key: UUID
    """Of the form: posted twice, it is one step."""
    version: int = 0
    """Of what the form showed; 0 where nothing was there yet."""


def fresh_number(session: Session, kind: DeskKind, today: date) -> DeskNumber:
    """Take the next number of this year; other takers wait until the transaction ends."""
    serial = numbering.take(session, f"desk/{kind}/{today.year}")
    return DeskNumber(kind, today.year, serial)


def arrived(session: Session, kind: DeskKind, hand: Hand) -> dict[str, Any]:
    """Give the columns with which something comes onto the desk, under a fresh number."""
    number = fresh_number(session, kind, hand.today)
    _step, state = FIRST[kind]
    return {
        "year": number.year,
        "serial": number.serial,
        "state": state,
        "prepared_by": hand.by.account,
        "version": 0,
        "changed_at": hand.at,
    }


def posted_before(session: Session, hand: Hand, *, subject: str) -> bool:
    """Say whether this very form was posted before, for the same thing.

    Raises:
        Conflict: it was posted for something else.

    """
    before = desk.step_by_form(session, hand.key)
    if before is not None and before.subject != subject:
        raise Conflict.because("This form was sent already. Open a new one.")
    return before is not None


def check_current(matter: Matter, hand: Hand) -> None:
    """Refuse a form that shows what is no longer so.

    Raises:
        Conflict: there was a step since.

    """
    if matter.version != hand.version:
        raise Conflict.because(
            "%(number)s has changed since you opened it. See what changed, and decide again.",
            number=str(matter.number),
        )


def taken(
    session: Session,
    matter: Matter,
    step: Step,
    *,
    state: State,
    note: str,
    content: Mapping[str, Any],
    hand: Hand,
    action_number: int | None = None,
) -> DeskStep:
    """Write a step down, and what it led to, and seal it in the ledger."""
    matter.state, matter.action_number, matter.changed_at = state, action_number, hand.at
    matter.version += 1
    session.add(matter)
    session.flush()
    number = matter.number
    deed = Deed(DEEDS[number.kind, step], number.subject, content, on_behalf_of=matter.participant)
    [sealed] = ledger.append(session, [deed], by=hand.by, at=hand.at)
    row = DeskStep(
        subject=number.subject,
        version=matter.version,
        step=step,
        state=state,
        at=hand.at,
        by=hand.by.account,
        note=note,
        content=json.loads(canonical(content)),
        key=hand.key,
        ledger_index=sealed.index,
        salt=sealed.salt,
    )
    session.add(row)
    session.flush()
    return row

"""Prolonging what runs because the product was away: found out by itself, or recorded as an outage.

The tick notes that somebody looks at what runs. Where a gap shows that nobody did, the gap is an
absence, and what it touches is prolonged in the transaction that closes the gap, before anything
can be adopted: of eight workers that come back at once, one does it.
"""

from datetime import datetime
from itertools import groupby

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.bodies.models import SilenceExtension, SilenceWatch
from app.bodies.models.silence import ONLY
from app.bodies.operations.ground import Ground
from app.bodies.operations.records import keep
from app.bodies.operations.silence.cases import Case, locked
from app.bodies.operations.silence.telling import put_off, tell
from app.bodies.queries import silence as looked_up
from app.bodies.rules.silence import away, extended
from app.bodies.values import DeedKind, Hand
from app.bodies.values.silence import Away
from app.kernel.database import insert_once, update_once


def look(session: Session, *, hand: Hand, ground: Ground) -> int:
    """Note that somebody looks at what runs; prolong it if nobody did for too long before.

    Gives how many procedures were prolonged. It may write the ledger, so it comes last in its
    transaction.
    """
    seen = looked_up.seen_at(session)
    if seen is None:
        insert_once(session, SilenceWatch, {"id": ONLY, "seen_at": hand.at})
        return 0
    unchanged = update(SilenceWatch).where(SilenceWatch.id == ONLY, SilenceWatch.seen_at == seen)
    if seen >= hand.at or not update_once(session, unchanged.values(seen_at=hand.at)):
        return 0
    absence = away(seen, at=hand.at)
    return after_outage(session, absence, hand=hand, ground=ground) if absence else 0


def after_outage(
    session: Session, absence: Away, *, hand: Hand, ground: Ground, outage: int | None = None
) -> int:
    """Prolong what runs and was touched in its last hours, and say how many procedures that were.

    ``outage`` is its number in the register of outages, if somebody recorded it there. What has
    ended stays as it is. It writes the ledger: what follows in the transaction takes no number but
    the ledger's own.
    """
    touched = [locked(session, each.id) for each in looked_up.touched(session, absence)]
    prolonged = [
        each
        for each in touched
        if _prolong(session, each, absence, hand=hand, ground=ground, outage=outage)
    ]
    reason = {"since": absence.since, "until": absence.until, "outage": outage}
    for body, cases in groupby(prolonged, key=lambda case: case.body):
        acts = [each.done(DeedKind.SILENCE_EXTENDED, reason) for each in cases]
        keep(session, body, acts, hand=hand)
    return len(prolonged)


def _prolong(
    session: Session,
    case: Case,
    absence: Away,
    *,
    hand: Hand,
    ground: Ground,
    outage: int | None,
) -> bool:
    """Prolong a procedure, if the absence prolongs it, and say whether it did."""
    procedure, before = case.procedure, looked_up.extensions(session, case.procedure)
    counted = [Away(each.since, each.until) for each in before]
    rules = ground.rules(case.body)
    expires_at = extended(procedure.course, absence, rules, counted=counted)
    if expires_at is None:
        return False
    number = len(before) + 1
    session.add(
        SilenceExtension(
            procedure_id=procedure.id, number=number, since=absence.since, until=absence.until,
            outage=outage, expired_at=procedure.expires_at, expires_at=expires_at,
            recorded_at=hand.at,
        )
    )  # fmt: skip
    expired_at, procedure.expires_at = procedure.expires_at, expires_at
    session.flush()
    put_off(session, case, at=hand.at)
    _say_so(session, case, number, expired_at, hand=hand, ground=ground)
    return True


def _say_so(
    session: Session, case: Case, number: int, expired_at: datetime, *, hand: Hand, ground: Ground
) -> None:
    facts = {"expired_at": expired_at.isoformat()}
    news = f"extended/{number}"
    tell(session, case, news, facts, roll=ground.roll, at=hand.at, on=hand.today)

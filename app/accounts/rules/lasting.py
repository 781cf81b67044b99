"""How long a session lasts: without use, and at all; staff's less long than delegates'."""

from datetime import datetime, timedelta

from app.accounts.values import PASSWORD_STEP_LASTS, Limits
from app.kernel.actor import STAFF, Role

OF_STAFF = Limits(idle=timedelta(minutes=15), whole=timedelta(hours=12))
OF_DELEGATES = Limits(idle=timedelta(minutes=60), whole=timedelta(hours=24))


def limits(role: Role) -> Limits:
    """Give how long the session of somebody in this capacity lasts."""
    return OF_STAFF if role in STAFF else OF_DELEGATES


def alive(role: Role, *, begun_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Say whether a session still lasts at an instant."""
    lasts = limits(role)
    return at - seen_at < lasts.idle and at - begun_at < lasts.whole


def half_alive(*, begun_at: datetime, at: datetime) -> bool:
    """Say whether somebody who gave the password may still give the second factor."""
    return at - begun_at < PASSWORD_STEP_LASTS

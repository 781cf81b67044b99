"""What people post about silence procedures: an instant, a break of their own or on paper, why."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from app.bodies.forms.sheet import Sheet
from app.bodies.values.bodies import LONGEST_REASON
from app.bodies.values.silence import LONGEST_PROOF, PAPER, Break
from app.participants.values import Roll

Posted = Mapping[str, str]

CHANNELS = {each.value: each for each in PAPER}


def expiry(posted: Posted, *, seat: ZoneInfo) -> datetime:
    """Read until which instant a text is to lie under silence.

    Raises:
        Invalid: it is none.

    """
    sheet = Sheet(posted)
    at = sheet.instant("expires_at", missing="Say until when the silence lasts.", seat=seat)
    sheet.close()
    return at


def own_break(posted: Posted, *, participant: str, at: datetime) -> Break:
    """Read the break of whoever posts it, which came when it was posted.

    Raises:
        Invalid: its reason is too long, or holds what cannot be read.

    """
    sheet = Sheet(posted)
    reason = sheet.prose("reason", most=LONGEST_REASON)
    sheet.close()
    return Break(participant=participant, received_at=at, reason=reason)


def paper_break(posted: Posted, *, roll: Roll, seat: ZoneInfo) -> Break:
    """Read a break that reached the chair on paper, in the seat's time.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Break(
        participant=sheet.participant(
            "participant", roll=roll, missing="Say which member broke the silence."
        )
        or "",
        received_at=sheet.instant(
            "received_at", missing="Say when it reached the chair.", seat=seat
        ),
        channel=sheet.word("channel", CHANNELS, missing="Say how it came."),
        proof=sheet.prose("proof", most=LONGEST_PROOF),
        reason=sheet.prose("reason", most=LONGEST_REASON),
    )
    sheet.close()
    return found


def reason(posted: Posted) -> str:
    """Read why something is withdrawn.

    Raises:
        Invalid: it is too long, or holds what cannot be read.

    """
    sheet = Sheet(posted)
    found = sheet.prose("reason", most=LONGEST_REASON)
    sheet.close()
    return found

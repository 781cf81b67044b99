"""What officers post about a body itself: proposed, set up, changed, extended, moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.bodies.forms.sheet import Sheet
from app.bodies.values import BodyKind, BodyState, Span
from app.bodies.values.bodies import (
    LONGEST_AUTHORITY,
    LONGEST_MANDATE,
    LONGEST_REASON,
    LONGEST_SYMBOL,
    Charter,
    Move,
    Plan,
)
from app.participants.values import Roll

Posted = Mapping[str, str]

KINDS = {each.value: each for each in BodyKind}
STATES = {each.value: each for each in BodyState}


@dataclass(frozen=True, slots=True)
class Mandate:
    """Another mandate, as it is posted."""

    text: str
    authority: str
    on: date


def plan(posted: Posted) -> Plan:
    """Read which body is proposed.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Plan(
        kind=sheet.word("kind", KINDS, missing="Choose what sort of body it is."),
        symbol=sheet.line("symbol", missing="Give the body a symbol.", most=LONGEST_SYMBOL),
        name=sheet.line("name", missing="Give the body a name."),
        mandate=sheet.prose("mandate", missing="Say what the body is to do.", most=LONGEST_MANDATE),
        public=sheet.word(
            "public", {"yes": True, "no": False}, missing="Say whether everybody may look at it."
        ),
        parent=sheet.line("parent") or None,
    )
    sheet.close()
    return found


def charter(posted: Posted, *, roll: Roll) -> Charter:
    """Read what a decision sets a body up with.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Charter(
        authority=_authority(sheet),
        on=sheet.day("on", missing="Give the day of the decision."),
        mandate=sheet.prose("mandate", missing="Say what the body is to do.", most=LONGEST_MANDATE),
        until=sheet.day_if_any("until"),
        members=sheet.participants("members", roll=roll),
    )
    sheet.close()
    return found


def mandate(posted: Posted) -> Mandate:
    """Read another mandate.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Mandate(
        text=sheet.prose("mandate", missing="Say what the body is to do.", most=LONGEST_MANDATE),
        authority=_authority(sheet),
        on=sheet.day("on", missing="Give the day of the decision."),
    )
    sheet.close()
    return found


def term(posted: Posted, *, last: date | None) -> tuple[Span, str]:
    """Read another term, from the day after the last one unless told, and on whose authority.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    since = sheet.day_if_any("since") or (last + timedelta(days=1) if last else date.min)
    until = sheet.day("until", missing="Give the day until which the term is extended.")
    authority = _authority(sheet)
    sheet.close()
    return Span(since, until), authority


def move(posted: Posted) -> Move:
    """Read which step is taken with a body.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Move(
        to=sheet.word("to", STATES, missing="Choose what is to become of the body."),
        authority=_authority(sheet),
        on=sheet.day("on", missing="Give the day of the decision."),
        reason=sheet.prose("reason", most=LONGEST_REASON),
    )
    sheet.close()
    return found


def _authority(sheet: Sheet) -> str:
    return sheet.line(
        "authority",
        missing="Name the decision by its symbol, or cite where it was taken.",
        most=LONGEST_AUTHORITY,
    )

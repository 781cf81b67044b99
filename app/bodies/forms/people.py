"""What officers post about the people of a body: seats and elections, and their early ends."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.bodies.forms.sheet import Sheet
from app.bodies.values import Office, Span, Standing
from app.bodies.values.bodies import LONGEST_AUTHORITY
from app.bodies.values.people import Charge, Place
from app.kernel.errors import Complaint
from app.participants.values import Roll

Posted = Mapping[str, str]

STANDINGS = {each.value: each for each in Standing}
OFFICES = {each.value: each for each in Office}
ACCOUNT = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def place(posted: Posted, *, roll: Roll) -> Place:
    """Read which seat is given.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Place(
        standing=sheet.word("standing", STANDINGS, missing="Choose as what they sit."),
        participant=sheet.participant("participant", roll=roll),
        name=sheet.line("name"),
        account=_account(sheet),
        alternate_to=_id(sheet, "alternate_to"),
        span=_span(sheet),
    )
    sheet.close()
    return found


def charge(posted: Posted) -> tuple[Charge, str]:
    """Read who is elected to what, and by which decision.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    seat = _id(sheet, "seat")
    if seat is None and not posted.get("seat", ""):
        sheet.complaints.append(Complaint("Choose from which seat they come.", field="seat"))
    found = Charge(
        office=sheet.word("office", OFFICES, missing="Choose the office."),
        seat=seat or UUID(int=0),
        name=sheet.line("name", missing="Give the name of whoever is elected."),
        account=_account(sheet),
        span=_span(sheet),
    )
    authority = sheet.line(
        "authority",
        missing="Name the decision by its symbol, or cite where it was taken.",
        most=LONGEST_AUTHORITY,
    )
    sheet.close()
    return found, authority


def end(posted: Posted) -> date:
    """Read from which day on a seat or an office holds no more.

    Raises:
        Invalid: the day is missing or wrong.

    """
    sheet = Sheet(posted)
    found = sheet.day("on", missing="Give the first day on which it holds no more.")
    sheet.close()
    return found


def _span(sheet: Sheet) -> Span:
    since = sheet.day("since", missing="Give the first day.")
    return Span(since, sheet.day_if_any("until"))


def _account(sheet: Sheet) -> int | None:
    text = sheet.posted.get("account", "").strip()
    if text and not ACCOUNT.fullmatch(text):
        sheet.complaints.append(Complaint("Choose one of the accounts offered.", field="account"))
        return None
    return int(text) if text else None


def _id(sheet: Sheet, name: str) -> UUID | None:
    """Give the seat that is chosen, or None where none is."""
    text = sheet.posted.get(name, "").strip()
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        sheet.complaints.append(Complaint("Choose one of the seats offered.", field=name))
        return None

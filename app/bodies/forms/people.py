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
NONE = UUID(int=0)
"""Stands in for a choice that was not made, which is refused."""

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
    found = Charge(
        office=sheet.word("office", OFFICES, missing="Choose the office."),
        seat=_chosen(sheet, "seat", missing="Choose from which seat they come."),
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


def end(posted: Posted, what: str) -> tuple[UUID, date]:
    """Read which seat or office holds no more, named by the field ``what``, and from which day on.

    Raises:
        Invalid: one of them is missing or wrong.

    """
    sheet = Sheet(posted)
    found = _chosen(sheet, what, missing="Choose what is to end.")
    on = sheet.day("on", missing="Give the first day on which it holds no more.")
    sheet.close()
    return found, on


def _span(sheet: Sheet) -> Span:
    since = sheet.day("since", missing="Give the first day.")
    return Span(since, sheet.day_if_any("until"))


def _account(sheet: Sheet) -> int | None:
    text = sheet.posted.get("account", "").strip()
    if text and not ACCOUNT.fullmatch(text):
        sheet.complaints.append(Complaint("Choose one of the accounts offered.", field="account"))
        return None
    return int(text) if text else None


def _chosen(sheet: Sheet, name: str, *, missing: str) -> UUID:
    """Give what must be chosen."""
    found = _id(sheet, name)
    if found is None and not sheet.posted.get(name, "").strip():
        sheet.complaints.append(Complaint(missing, field=name))
    return found or NONE


def _id(sheet: Sheet, name: str) -> UUID | None:
    """Give the seat or office that is chosen, or None where none is."""
    text = sheet.posted.get(name, "").strip()
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        sheet.complaints.append(Complaint("Choose one of those offered.", field=name))
        return None

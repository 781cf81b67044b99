"""What is wrong with a thing that is to be entered or changed: every complaint, each with its
field.
"""

import re
from collections.abc import Iterator
from datetime import date

from app.kernel import days
from app.kernel.errors import Complaint
from app.kernel.writing import is_line, is_prose
from app.registry.rules.surroundings import Surroundings
from app.registry.values import (
    LONGEST,
    PARTICULARS,
    FacilityStatus,
    Kind,
    Particular,
    Shape,
    Written,
)

REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
"""ISO 3166-2: a country's two letters, and up to three letters or digits of its own."""

EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)
"""No facility of this kind is older, and no plan reaches further."""

LONGEST_REASON = 500

NEEDED = {
    "name": "Give the name.",
    "operator": "Choose who operates it. Enter the operator first if it is not there yet.",
    "region": "Give the region, for example CA-QC.",
    "status": "Choose how far the facility is.",
    "country": "Choose the country where it has its seat.",
    "developer": "Choose the developer. Enter the developer first if it is not there yet.",
}


def wrong_with(
    kind: Kind, written: Written, around: Surroundings, *, key: str | None = None
) -> Iterator[Complaint]:
    """Give what is wrong with a thing; ``key`` is its identifier if it has one already."""
    for particular in PARTICULARS[kind]:
        text = written.get(particular.name)
        if text is not None:
            yield from _about_once(particular, text, around)
        elif particular.needed:
            yield Complaint(NEEDED[particular.name], field=particular.name)
    yield from _name_taken(kind, written, around, key)
    if kind is Kind.FACILITY:
        yield from _closing(written)
    if kind is Kind.MODEL and key and around.descends(key, written.get("parent", "")):
        yield Complaint(
            "A model does not come out of itself, nor out of one that came out of it. Choose "
            "another, or leave this empty.",
            field="parent",
        )


def wrong_with_reason(reason: str) -> Iterator[Complaint]:
    """Give what is wrong with the reason for a change."""
    if not reason:
        yield Complaint("Say in a few words what has changed, and why.", field="reason")
    elif len(reason) > LONGEST_REASON or not is_prose(reason):
        yield _too_much(LONGEST_REASON, "reason")


def _about_once(particular: Particular, text: str, around: Surroundings) -> Iterator[Complaint]:
    """Hold one text against its shape, unless it was found right before: rows repeat each other."""
    if (particular.name, text) in around.right:
        return
    complaints = list(_about(particular, text, around))
    yield from complaints
    if not complaints:
        around.right.add((particular.name, text))


def _about(particular: Particular, text: str, around: Surroundings) -> Iterator[Complaint]:
    """Hold one text against its shape."""
    name = particular.name
    match particular.shape:
        case Shape.LINE | Shape.PROSE:
            yield from _text(particular, text)
        case Shape.DAY:
            yield from _day(name, text)
        case Shape.COUNTRY:
            if text not in around.countries:
                yield Complaint("Choose a country by its three letters: CAN.", field=name)
        case Shape.REGION:
            yield from _region(name, text, around)
        case Shape.STATUS:
            if text not in set(FacilityStatus):
                yield Complaint("Write one of: %(words)s.", {"words": STATUSES}, field=name)
        case _:
            yield from _reference(particular, text, around)


def _text(particular: Particular, text: str) -> Iterator[Complaint]:
    seen = is_line if particular.shape is Shape.LINE else is_prose
    if len(text) > LONGEST[particular.shape] or not seen(text):
        yield _too_much(LONGEST[particular.shape], particular.name)


STATUSES = ", ".join(FacilityStatus)


def _too_much(most: int, name: str) -> Complaint:
    return Complaint(
        "Write at most %(most)s characters, all of which can be seen.", {"most": most}, field=name
    )


def _day(name: str, text: str) -> Iterator[Complaint]:
    on = days.read(text)
    if on is None or not EARLIEST <= on <= LATEST:
        yield Complaint(
            "Write a day from %(earliest)s to %(latest)s as 2027-03-14.",
            {"earliest": EARLIEST.year, "latest": LATEST.year},
            field=name,
        )


def _region(name: str, text: str, around: Surroundings) -> Iterator[Complaint]:
    if not REGION.fullmatch(text):
        yield Complaint(
            "Write the region's code of ISO 3166-2, for example CA-QC.",
            field=name,
        )
    elif text[:2] not in around.lands:
        yield Complaint(
            "%(region)s is no region of yours: the code must begin with %(lands)s.",
            {"region": text, "lands": ", ".join(sorted(around.lands))},
            field=name,
        )


def _reference(particular: Particular, text: str, around: Surroundings) -> Iterator[Complaint]:
    kind = particular.shape.refers_to
    if kind is None or not text.startswith(f"{kind.mark}-") or text not in around.there:
        yield Complaint(
            "There is no %(id)s among what your state keeps here. Choose from the list.",
            {"id": text[:40]},
            field=particular.name,
        )


def _name_taken(
    kind: Kind, written: Written, around: Surroundings, key: str | None
) -> Iterator[Complaint]:
    """Refuse to enter the same thing twice, which would give it two identifiers."""
    taken = around.namesake(kind, written.get("name", ""))
    if taken is not None and taken != key:
        yield Complaint(
            "%(id)s is called so already. Change that one, or give another name.",
            {"id": taken},
            field="name",
        )


def _closing(written: Written) -> Iterator[Complaint]:
    closed = written.get("status") == FacilityStatus.CLOSED
    closed_on, opens_on = written.get("closed_on"), written.get("opens_on")
    if closed and closed_on is None:
        yield Complaint("Give the day on which it was closed.", field="closed_on")
    if closed_on is not None and not closed:
        yield Complaint(
            "Only a facility that is closed has such a day. Leave it empty, or choose “Closed”.",
            field="closed_on",
        )
    if closed_on and opens_on and closed_on < opens_on:
        yield Complaint("It was closed before it opened. Look at both days.", field="closed_on")

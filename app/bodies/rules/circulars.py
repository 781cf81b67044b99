"""What a circular must have before it goes out, and what its letter may say."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from app.bodies.values import Class, Standing
from app.bodies.values.circulars import Issue
from app.kernel.errors import Complaint


def symbol_of(body: str, serial: int) -> str:
    """Give the symbol of a circular, such as ``GAIMA/WG.1/CIRC.3``."""
    return f"{body}/CIRC.{serial}"


def travels(sort: Class, *, public: bool) -> bool:
    """Say whether a text may travel by mail, which others can read on its way.

    Only what everybody may read anyway does; of anything else the letter says that it is there.
    """
    return public and sort is Class.UNCLASSIFIED


def wrong_with(wanted: Issue, found: Collection[Standing]) -> Iterator[Complaint]:
    """Give what keeps a circular from going out to seats that stand in these ways."""
    if not wanted.standings and not wanted.seats:
        yield Complaint("Choose to whom of the body the circular goes.", field="to")
    elif not found:
        yield Complaint("Nobody of these has a seat in the body today.", field="to")
    if wanted.sort is Class.PROTECTED and Standing.OBSERVER in found:
        yield Complaint(
            "Observers read nothing that is protected. Choose another class, or leave them out.",
            field="class",
        )


def letter_facts(
    *, symbol: str, body: str, issued_on: date, subject: str, text: str, travels: bool
) -> Mapping[str, Any]:
    """Give what the letter says: everything, or only that the circular is there."""
    return {
        "symbol": symbol,
        "body": body if travels else "",
        "issued_on": issued_on,
        "about": subject if travels else "",
        "paragraphs": [part for part in text.split("\n\n") if part.strip()] if travels else [],
    }

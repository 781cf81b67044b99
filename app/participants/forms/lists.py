"""What a reader asks of the list of participants: the words of the address, made a selection."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar
from unicodedata import normalize

from app.kernel import days
from app.kernel.errors import Complaint, Invalid
from app.participants.values import (
    EARLIEST,
    LATEST,
    Order,
    ParticipantKind,
    RegionalGroup,
    Roll,
    Selection,
)

LONGEST = 100
"""How many characters of a name are looked for."""

Read = TypeVar("Read")


def selection(asked: Mapping[str, str], *, roll: Roll, today: date) -> Selection:
    """Read the words ``q``, ``kind``, ``group``, ``member_of``, ``as_of`` and ``sort``.

    What is blank asks for nothing; other words of the address are not ours. A ``-`` before what
    is sorted by turns the order around.

    Raises:
        Invalid: with every word that cannot be followed.

    """
    given = {name: text.strip() for name, text in asked.items() if text.strip()}
    Invalid.unless_none(_complaints(given, roll))
    sort = given.get("sort", Order.NAME)
    return Selection(
        as_of=days.read(given.get("as_of", "")) or today,
        text=normalize("NFC", given.get("q", "")),
        kind=ParticipantKind(given["kind"]) if "kind" in given else None,
        group=RegionalGroup(given["group"]) if "group" in given else None,
        member_of=given.get("member_of", ""),
        order=Order(sort.removeprefix("-")),
        descending=sort.startswith("-"),
    )


def address(selection: Selection, *, today: date) -> dict[str, str]:
    """Give the words that ask for the selection again; what goes without saying is left out."""
    words = {
        "q": selection.text,
        "kind": selection.kind or "",
        "group": selection.group or "",
        "member_of": selection.member_of,
        "as_of": "" if selection.as_of == today else selection.as_of.isoformat(),
        "sort": _sort(selection),
    }
    return {name: str(word) for name, word in words.items() if word}


def _sort(selection: Selection) -> str:
    if selection.order is Order.NAME and not selection.descending:
        return ""
    return f"-{selection.order}" if selection.descending else str(selection.order)


def _complaints(given: Mapping[str, str], roll: Roll) -> Iterator[Complaint]:
    if len(given.get("q", "")) > LONGEST:
        yield Complaint(
            "Look for a name of at most %(most)s characters.", {"most": LONGEST}, field="q"
        )
    yield from _unread(given, "kind", ParticipantKind)
    yield from _unread(given, "group", RegionalGroup)
    yield from _unread(given, "sort", lambda text: Order(text.removeprefix("-")))
    if "member_of" in given and not roll.is_reio(given["member_of"]):
        yield Complaint(
            "“%(code)s” is no regional organisation. Choose one from the list.",
            {"code": given["member_of"]},
            field="member_of",
        )
    yield from _undated(given)


def _unread(
    given: Mapping[str, str], name: str, read: Callable[[str], Read]
) -> Iterator[Complaint]:
    try:
        read(given[name]) if name in given else None
    except ValueError:
        yield Complaint(
            "The word “%(word)s” in the address means nothing here. Choose from the list.",
            {"word": given[name]},
            field=name,
        )


def _undated(given: Mapping[str, str]) -> Iterator[Complaint]:
    text = given.get("as_of", EARLIEST.isoformat())
    day = days.read(text)
    if day is None:
        yield Complaint(
            "“%(text)s” is no date. Write it as 2027-03-14.", {"text": text}, field="as_of"
        )
    elif not EARLIEST <= day <= LATEST:
        yield Complaint(
            "The list can be given for any day from %(earliest)s to %(latest)s. Choose such a day.",
            {"earliest": EARLIEST.isoformat(), "latest": LATEST.isoformat()},
            field="as_of",
        )

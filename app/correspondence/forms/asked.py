"""What officers ask of the register and of the letters, and what they post to be entered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from app.correspondence.values import (
    LONGEST_REASON,
    SIGN,
    Channel,
    Direction,
    LetterSelection,
    LetterState,
    Note,
    Number,
    Order,
    Selection,
)
from app.kernel import days
from app.kernel.errors import Complaint, Invalid
from app.kernel.questions import Question, Readers, asked_for, seen, whole
from app.kernel.writing import is_prose, tidy

NUMBER = re.compile(rf"{SIGN}/(IN|OUT)/([1-9]\d{{3}})/([1-9]\d{{0,8}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted to be entered, with all that is wrong with it."""

    given: Mapping[str, str]
    key: UUID
    direction: Direction = Direction.IN
    note: Note | None = None
    complaints: tuple[Complaint, ...] = field(default=())


def register_question(asked: Mapping[str, str]) -> Question[Selection]:
    """Read ``q``, ``direction``, ``channel``, ``year``, ``sort`` and ``page``."""
    read, given = asked_for(asked, REGISTER)
    order, descending = read.pop("sort", (Order.ENTERED, True))
    return Question(Selection(**read, order=order, descending=descending), given)


def letters_question(asked: Mapping[str, str]) -> Question[LetterSelection]:
    """Read ``q``, ``state``, ``reference`` and ``page``."""
    read, given = asked_for(asked, LETTERS)
    return Question(LetterSelection(**read), given)


def blank(today: date) -> Posted:
    """Give an empty form, under a key of its own."""
    return Posted({"on": today.isoformat()}, uuid4())


def correcting(wrong: Number, note: Note) -> Posted:
    """Give the form with what was entered, to be entered rightly under a key of its own."""
    given = {
        "direction": wrong.direction.value,
        "on": note.on.isoformat(),
        "channel": note.channel.value,
        "corrects": str(wrong),
    }
    return Posted(given | {name: getattr(note, name) for name in TEXTS}, uuid4())


def number(text: str) -> Number | None:
    """Read the number of a piece, such as ``GAIMA/IN/2027/3``; None where it is none."""
    found = NUMBER.fullmatch(text)
    if found is None:
        return None
    return Number(Direction(found.group(1)), int(found.group(2)), int(found.group(3)))


def posted(form: Mapping[str, str]) -> Posted:
    """Read a piece of correspondence; what the register's rules say of it, they say later."""
    given = {name: tidy(form.get(name, "")) for name in FIELDS}
    complaints = []
    on, channel = days.read(given["on"]), _word(Channel, given["channel"])
    direction = _word(Direction, given["direction"])
    if on is None:
        complaints.append(Complaint("Write the day as 2027-03-14.", field="on"))
    if channel is None:
        complaints.append(Complaint("Choose the way by which it came or went.", field="channel"))
    if direction is None:
        complaints.append(Complaint("Choose whether it came or went.", field="direction"))
    corrects = number(given["corrects"])
    if given["corrects"] and corrects is None:
        complaints.append(
            Complaint("Write the number as it stands there: GAIMA/IN/2027/3.", field="corrects")
        )
    note = None
    if on and channel:
        texts = {name: given[name] for name in TEXTS}
        note = Note(on=on, channel=channel, corrects=corrects, **texts)
    return Posted(given, key(given), direction or Direction.IN, note, tuple(complaints))


TEXTS = ("party", "subject", "about", "their_reference")
FIELDS = ("key", "direction", "on", "channel", "corrects", *TEXTS)


def _word(words: type[Any], text: str) -> Any:
    """Give the word that a text is, or None."""
    return next((word for word in words if word == text), None)


def reason(form: Mapping[str, str]) -> str:
    """Read why something is decided.

    Raises:
        Invalid: no reason is given, or it is too long.

    """
    given = tidy(form.get("reason", ""))
    if not given:
        raise Invalid.because("Say why, in a few words.", field="reason")
    if len(given) > LONGEST_REASON or not is_prose(given):
        raise Invalid.because(
            "Say why in at most %(most)s characters, all of which can be seen.",
            most=LONGEST_REASON,
            field="reason",
        )
    return given


def key(form: Mapping[str, str]) -> UUID:
    """Give the form's key; a form that has lost it gets a new one."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        return uuid4()


def _sort(text: str) -> tuple[Order, bool]:
    return Order(text.removeprefix("-")), text.startswith("-")


REGISTER: Readers = {
    "q": ("text", seen),
    "direction": ("direction", Direction),
    "channel": ("channel", Channel),
    "year": ("year", whole),
    "sort": ("sort", _sort),
    "page": ("page", whole),
}
LETTERS: Readers = {
    "q": ("text", seen),
    "state": ("state", LetterState),
    "reference": ("reference", seen),
    "page": ("page", whole),
}
"""What each word of an address is called in the selection, and what reads it."""

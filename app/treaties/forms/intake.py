"""What officers post from the depositary's desk → particulars, proposals, steps.

All faults are told at once. The fields are named as the register's rules name them, so that
their complaints stand beside them.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from app.kernel.errors import Complaint, Invalid, NotFound
from app.kernel.languages import Language
from app.kernel.writing import is_line, is_prose, tidy
from app.participants.values import Roll
from app.treaties.forms.items import day, shortened
from app.treaties.values.acts import ActionKind
from app.treaties.values.intake import (
    LONGEST_LINE,
    LONGEST_PROSE,
    DeskKind,
    DeskNumber,
    Particulars,
    Powers,
    Proposal,
    State,
    Step,
)

Word = TypeVar("Word")

SLUG = re.compile(r"([1-9]\d{3})-([1-9]\d{0,8})", re.ASCII)
NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
LARGEST = 10**9
"""No version or number is larger; what is cannot be meant."""

KINDS = {kind.value: kind for kind in ActionKind}
POWERS = {powers.value: powers for powers in Powers}
LANGUAGES = {language.value: language.value for language in Language} | {"other": "other"}
OPEN = tuple(state for state in State if not state.is_closed)


@dataclass(frozen=True, slots=True)
class Sent:
    """What every form of the desk carries beside its own fields."""

    key: UUID
    """The form's own: posted twice, it is one step."""
    version: int
    """Of what the form showed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which matters a worklist is to show."""

    states: tuple[State, ...]
    state: str = ""
    treaty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that is being read; a field that is wrong gives a stand-in and a complaint."""

    posted: Mapping[str, str]
    complaints: list[Complaint] = field(default_factory=list)

    def line(self, name: str, *, missing: str = "") -> str:
        """Give a text of one line; without one, ``missing`` is what is complained."""
        text = tidy(self.posted.get(name, ""))
        if not text and missing:
            self.complaints.append(Complaint(missing, field=name))
        if len(text) > LONGEST_LINE:
            self.complaints.append(
                Complaint(
                    "Write at most %(most)s characters here.", {"most": LONGEST_LINE}, field=name
                )
            )
        elif not is_line(text):
            self.complaints.append(
                Complaint(
                    "Write this on one line, without line breaks or characters that cannot be "
                    "seen. Type the text anew rather than pasting it.",
                    field=name,
                )
            )
        return text

    def prose(self, name: str, *, missing: str = "") -> str:
        """Give a text of any number of lines."""
        text = tidy(self.posted.get(name, ""))
        if not text and missing:
            self.complaints.append(Complaint(missing, field=name))
        if len(text) > LONGEST_PROSE:
            self.complaints.append(
                Complaint(
                    "Write at most %(most)s characters here.", {"most": LONGEST_PROSE}, field=name
                )
            )
        elif not is_prose(text):
            self.complaints.append(
                Complaint(
                    "The text holds a character that cannot be seen. Type it anew rather than "
                    "pasting it.",
                    field=name,
                )
            )
        return text

    def day(self, name: str, *, missing: str) -> date:
        """Give a day that must be there."""
        found = self.day_if_any(name)
        if found is None and not self.posted.get(name, "").strip():
            self.complaints.append(Complaint(missing, field=name))
        return found or date.min

    def day_if_any(self, name: str) -> date | None:
        """Give a day, or None where nothing was typed."""
        text = self.posted.get(name, "").strip()
        found = day(text)
        if text and found is None:
            self.complaints.append(
                Complaint(
                    "“%(text)s” is no date between 1800 and 2199. Write it as 2027-03-14.",
                    {"text": shortened(text)},
                    field=name,
                )
            )
        return found

    def number_if_any(self, name: str) -> int | None:
        """Give a number from 1, or None where nothing was typed."""
        text = self.posted.get(name, "").strip()
        if text and not NUMBER.fullmatch(text):
            self.complaints.append(
                Complaint("Write the number alone, such as 12.", field=name),
            )
            return None
        return int(text) if text else None

    def word(self, name: str, words: Mapping[str, Word], *, missing: str) -> Word:
        """Give one of the words that may stand here."""
        found = words.get(self.posted.get(name, ""))
        if found is None:
            self.complaints.append(Complaint(missing, field=name))
        return next(iter(words.values())) if found is None else found

    def participant(self, roll: Roll) -> str:
        """Give a participant's code."""
        code = self.posted.get("participant", "")
        if code not in roll:
            self.complaints.append(
                Complaint("Choose the participant from the list.", field="participant")
            )
        return code


def particulars(posted: Mapping[str, str], *, roll: Roll, treaties: Collection[str]) -> Particulars:
    """Read the particulars of an instrument.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    found = Particulars(
        treaty=sheet.word(
            "treaty",
            {each: each for each in treaties},
            missing="Choose the treaty from the list.",
        ),
        participant=sheet.participant(roll),
        kind=sheet.word("action", KINDS, missing="Choose what kind of act it is."),
        dated_on=sheet.day("dated_on", missing="Give the date that the document bears."),
        received_on=sheet.day("received_on", missing="Give the day on which it was received."),
        wording=sheet.line("wording", missing="Give the state's own word for its act."),
        powers=sheet.word(
            "powers", POWERS, missing="Say whether full powers were seen, or are not required."
        ),
        signatory=sheet.line("signatory", missing="Give the name of whoever signed it."),
        office=sheet.line("office", missing="Give the office of whoever signed it."),
        language=sheet.word("language", LANGUAGES, missing="Choose the document's language."),
        effective_on=sheet.day_if_any("effective_on"),
        territory=sheet.line("territory"),
        text=sheet.prose("text"),
        concerns=sheet.number_if_any("concerns"),
        notification=sheet.line("notification"),
        notified_on=sheet.day_if_any("notified_on"),
    )
    Invalid.unless_none(sheet.complaints)
    return found


def proposal(posted: Mapping[str, str], *, treaty: str, replaces: int, roll: Roll) -> Proposal:
    """Read the record that is to stand in place of a wrong one.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    found = Proposal(
        treaty=treaty,
        replaces=replaces,
        participant=sheet.participant(roll),
        kind=sheet.word("action", KINDS, missing="Choose what kind of act it is."),
        deposited_on=sheet.day("deposited_on", missing="Give the day of deposit."),
        effective_on=sheet.day_if_any("effective_on"),
        territory=sheet.line("territory"),
        text=sheet.prose("text"),
        reference=sheet.line("reference"),
        concerns=sheet.number_if_any("concerns"),
        authority=sheet.line(
            "authority", missing="Say on whose authority the record is corrected."
        ),
        reason=sheet.line("reason", missing="Say why the record is corrected."),
    )
    Invalid.unless_none(sheet.complaints)
    return found


def note(posted: Mapping[str, str]) -> str:
    """Read what an officer says with a step, which may be nothing.

    Raises:
        Invalid: it is too long, or holds what cannot be seen.

    """
    sheet = Sheet(posted)
    found = sheet.prose("note")
    Invalid.unless_none(sheet.complaints)
    return found


def step(posted: Mapping[str, str], *, but: Step) -> Step:
    """Read which step an officer takes, but for the one that has a page of its own.

    Raises:
        Invalid: none is chosen, or there is no such step.

    """
    sheet = Sheet(posted)
    found = sheet.word(
        "step",
        {step.value: step for step in Step if step is not but},
        missing="Choose what is to be done.",
    )
    Invalid.unless_none(sheet.complaints)
    return found


def sent(posted: Mapping[str, str]) -> Sent:
    """Read what every form of the desk carries.

    Raises:
        Invalid: the form is none of ours.

    """
    try:
        key, version = UUID(posted.get("key", "")), int(posted.get("version", "0"))
    except ValueError as broken:
        raise Invalid.because("This form is not whole. Load its page again.") from broken
    return Sent(key, min(max(version, 0), LARGEST))


def number(kind: DeskKind, slug: str) -> DeskNumber:
    """Read the number of something on the desk from an address.

    Raises:
        NotFound: nothing could have it.

    """
    found = SLUG.fullmatch(slug)
    if found is None:
        raise NotFound.because("There is no such number on the desk.")
    return DeskNumber(kind, int(found.group(1)), int(found.group(2)))


def asked(query: Mapping[str, str]) -> Asked:
    """Read which matters a worklist is to show: unless told otherwise, all that are open."""
    state, treaty = query.get("state", ""), query.get("treaty", "")[:LONGEST_LINE]
    known = {each.value: each for each in State}
    return Asked((known[state],), state, treaty) if state in known else Asked(OPEN, "", treaty)

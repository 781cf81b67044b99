"""What officers post about a signing ceremony → the list, all faults told at once.

A line's fields end in its place in the form; a line whose participant is left empty is none. The
order of the list is that of the numbers in ``order``, so that lines can be moved.
"""

import re
from collections.abc import Collection, Mapping

from app.kernel.errors import Complaint, Invalid
from app.participants.values import Roll
from app.treaties.forms.intake import POWERS, Sheet
from app.treaties.values.ceremonies import MOST_SIGNATORIES, Manner, Signatory, SigningList

MANNERS = {manner.value: manner for manner in Manner}
LINE = re.compile(r"participant-([1-9]\d{0,2})", re.ASCII)
ORDER = re.compile(r"\d{1,4}", re.ASCII)
SPARE = 3
"""How many empty lines a form offers."""


def places(posted: Mapping[str, str]) -> list[int]:
    """Give the places of the lines that a form has, filled in or not, in the order it asks for.

    A line that is moved up comes before the one whose number it takes, one moved down after it.
    """
    found = [int(name.group(1)) for key in posted if (name := LINE.fullmatch(key))]
    return sorted(found, key=lambda place: _order(posted, place))


def signing_list(
    posted: Mapping[str, str], *, roll: Roll, treaties: Collection[str]
) -> SigningList:
    """Read a list.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    filled = [each for each in places(posted) if posted[f"participant-{each}"].strip()]
    if len(filled) > MOST_SIGNATORIES:
        sheet.complaints.append(
            Complaint("A list holds at most %(most)s lines.", {"most": MOST_SIGNATORIES})
        )
    found = SigningList(
        treaty=sheet.word(
            "treaty",
            {each: each for each in treaties},
            missing="Choose the treaty from the list.",
        ),
        held_on=sheet.day("held_on", missing="Give the day of the ceremony."),
        place=sheet.line("place", missing="Say where the ceremony is held."),
        signatories=tuple(_signatory(sheet, each, roll) for each in filled),
    )
    Invalid.unless_none(sheet.complaints)
    return found


def _signatory(sheet: Sheet, place: int, roll: Roll) -> Signatory:
    named = f"participant-{place}"
    participant = roll.named(sheet.posted[named])
    if participant is None:
        sheet.complaints.append(
            Complaint(
                "There is no participant of this name. Choose one of those offered.", field=named
            )
        )
    return Signatory(
        participant=participant.code if participant else "",
        name=sheet.line(f"name-{place}", missing="Give the name of whoever signs."),
        office=sheet.line(f"office-{place}", missing="Give the office of whoever signs."),
        powers=sheet.word(
            f"powers-{place}",
            POWERS,
            missing="Say whether full powers were seen, or are not required.",
        ),
        manner=sheet.word(f"manner-{place}", MANNERS, missing="Choose how it is signed."),
        text=sheet.prose(f"text-{place}"),
    )


def _order(posted: Mapping[str, str], place: int) -> tuple[int, int, int]:
    """Give where a line is to stand: as numbered, else where the form had shown it."""
    was = _number(posted.get(f"was-{place}", ""), place)
    wanted = _number(posted.get(f"order-{place}", ""), was)
    return wanted, (wanted > was) - (wanted < was), place


def _number(text: str, otherwise: int) -> int:
    return int(text) if ORDER.fullmatch(text.strip()) else otherwise

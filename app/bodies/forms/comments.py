"""The forms of a text under discussion: the call, comments, and what becomes of each."""

from collections.abc import Mapping

from app.bodies.forms.circulars import seat_id
from app.bodies.forms.sheet import Sheet
from app.bodies.values.comments import (
    LONGEST_NOTE,
    LONGEST_PROPOSAL,
    LONGEST_REFERENCE,
    LONGEST_WHY,
    NOTHING,
    Call,
    Decided,
    Disposition,
    Received,
    Remark,
)
from app.correspondence.values import Channel

MOST_PARAGRAPHS = 99_999
CHANNELS = {each.value: each for each in Channel}
DISPOSITIONS = {each.value: each for each in Disposition}


def call(posted: Mapping[str, str]) -> Call:
    """Read until when a text is to be open for comments, and what is asked.

    Raises:
        Invalid: with every complaint.

    """
    sheet = Sheet(posted)
    found = Call(
        until=sheet.day("until", missing="Give the last day on which comments are taken."),
        note=sheet.prose("note", most=LONGEST_NOTE),
        observers="observers" in posted,
    )
    sheet.close()
    return found


def remark(posted: Mapping[str, str]) -> Remark:
    """Read a comment, or that there is none.

    Raises:
        Invalid: with every complaint.

    """
    if "nothing" in posted:
        return NOTHING
    sheet = Sheet(posted)
    found = Remark(
        paragraph=sheet.number_if_any("paragraph", most=MOST_PARAGRAPHS),
        proposal=sheet.prose(
            "proposal",
            missing="Say what the text should say. If you have no comment, say so below.",
            most=LONGEST_PROPOSAL,
        ),
        reason=sheet.prose("reason", most=LONGEST_WHY),
    )
    sheet.close()
    return found


def received(posted: Mapping[str, str]) -> Received:
    """Read for which seat a comment is entered, and how it came.

    Raises:
        Invalid: with every complaint.

    """
    sheet = Sheet(posted)
    found = Received(
        seat=seat_id(posted.get("seat", "")),
        channel=sheet.word("channel", CHANNELS, missing="Choose how it came."),
        on=sheet.day("received_on", missing="Give the day on which it came."),
        reference=sheet.line("reference", most=LONGEST_REFERENCE),
    )
    sheet.close()
    return found


def decided(posted: Mapping[str, str]) -> Decided:
    """Read what becomes of a comment.

    Raises:
        Invalid: with every complaint.

    """
    sheet = Sheet(posted)
    found = Decided(
        disposition=sheet.word(
            "disposition", DISPOSITIONS, missing="Choose what becomes of the comment."
        ),
        reason=sheet.prose("reason", most=LONGEST_WHY),
    )
    sheet.close()
    return found

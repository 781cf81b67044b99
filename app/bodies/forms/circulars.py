"""The form of a circular."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.bodies.forms.sheet import Sheet
from app.bodies.values import Class, Standing
from app.bodies.values.circulars import LONGEST_CIRCULAR, LONGEST_SUBJECT_LINE, Issue
from app.kernel.errors import Invalid

CLASSES = {each.value: each for each in Class}
STANDINGS = {each.value: each for each in Standing}


def issue(posted: Mapping[str, str], *, to: Sequence[str], seats: Sequence[str]) -> Issue:
    """Read a circular: what it says, its class, and to whom it goes.

    Raises:
        Invalid: with every complaint.

    """
    sheet = Sheet(posted)
    found = Issue(
        subject=sheet.line(
            "subject", missing="Say what the circular is about.", most=LONGEST_SUBJECT_LINE
        ),
        text=sheet.prose("text", missing="Write the text of the circular.", most=LONGEST_CIRCULAR),
        sort=sheet.word("class", CLASSES, missing="Choose the class of the circular."),
        standings=frozenset(STANDINGS[each] for each in to if each in STANDINGS),
        seats=frozenset(map(seat_id, seats)),
    )
    sheet.close()
    return found


def seat_id(text: str) -> UUID:
    """Read which seat is meant.

    Raises:
        Invalid: it is no identifier of a seat.

    """
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid.because("Choose from the seats that are offered.", field="seat") from error

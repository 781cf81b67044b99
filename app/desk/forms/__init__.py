"""Reading what is asked of the worklist, and what is posted to it."""

from collections.abc import Mapping

from app.desk.values.worklist import LONGEST_SUBJECT, Asked, Assigned, ItemKind, Whose
from app.kernel.errors import Invalid
from app.kernel.writing import tidy

HIGHEST = 2**31
"""Beyond any account's number, and any count of decisions."""


def asked(given: Mapping[str, str]) -> Asked:
    """Read which of it is asked for: all of every kind from the beginning, unless it is said."""
    return Asked(
        whose=next((each for each in Whose if each == given.get("show")), Whose.ALL),
        kind=next((each for each in ItemKind if each == given.get("kind")), None),
        page=max(_number(given.get("page", "")) or 1, 1),
    )


def assigned(form: Mapping[str, str]) -> Assigned:
    """Read to whom something is given; an empty choice gives it to nobody.

    Raises:
        Invalid: the form is not one of the worklist's.

    """
    subject, to = tidy(form.get("subject", "")), tidy(form.get("to", ""))
    seen = _number(form.get("seen", ""))
    if not subject or len(subject) > LONGEST_SUBJECT or "\0" in subject or seen is None:
        raise Invalid.because("Open the worklist again, then choose who looks after this.")
    chosen = _number(to)
    if to and chosen is None:
        raise Invalid.because("Choose somebody from the list.", field="to")
    return Assigned(subject, chosen, seen)


def _number(text: str) -> int | None:
    """Read a whole number of a reasonable size, or None."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST))
    return int(text) if plain and int(text) < HIGHEST else None

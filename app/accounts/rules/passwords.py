"""What a password must be: long enough, and not among the first that somebody would guess."""

import unicodedata
from collections.abc import Iterator

from zxcvbn import zxcvbn

from app.kernel.errors import Complaint

LEAST_ALONE = 15
LEAST_WITH_SECOND_FACTOR = 8
MOST = 256
"""A longer one would only take longer to hash."""

LOOKED_AT = 72
"""How much of a password the estimate looks at, which takes longer the longer it is."""

LEAST_SCORE = 2
"""Of zxcvbn's 0 to 4: below it, a million guesses suffice."""


def normal(password: str) -> str:
    """Give the form in which a password is hashed, whichever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


def complaints(
    password: str, *, known: list[str], second_factor: bool = True, field: str = "password"
) -> Iterator[Complaint]:
    """Name what is wrong with a password; ``known`` is what people know of its owner.

    There are no rules of composition (NIST SP 800-63B-4, 3.1.1.2).
    """
    least = LEAST_WITH_SECOND_FACTOR if second_factor else LEAST_ALONE
    if len(password) < least:
        yield Complaint(
            "Choose a password of at least %(least)s characters.", {"least": least}, field
        )
    elif len(password) > MOST:
        yield Complaint("Choose a password of at most %(most)s characters.", {"most": MOST}, field)
    elif zxcvbn(password[:LOOKED_AT], user_inputs=known)["score"] < LEAST_SCORE:
        yield Complaint(
            "This password is among the first that somebody would guess. Choose another: several "
            "words that have nothing to do with each other are good.",
            field=field,
        )

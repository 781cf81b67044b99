"""Every change to prints and to files that people handed in: each step once, whoever is killed."""

from app.documents.operations.failed import cancel, owe_again, print_again
from app.documents.operations.prints import (
    FOLDER_OF_FONTS,
    OWNER,
    ROOT,
    SILENT,
    Unprintable,
    ask,
    asked_for,
    attempt,
    claim,
    close,
    edition,
    give_up,
    owe,
    press,
    printed,
)
from app.documents.operations.uploads import keep

__all__ = [
    "FOLDER_OF_FONTS",
    "OWNER",
    "ROOT",
    "SILENT",
    "Unprintable",
    "ask",
    "asked_for",
    "attempt",
    "cancel",
    "claim",
    "close",
    "edition",
    "give_up",
    "keep",
    "owe",
    "owe_again",
    "press",
    "print_again",
    "printed",
]

"""Sentences that rules speak and doors translate: an English message and what fills its places.

``languages.said`` says them in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence, or a phrase that stands alone, in the source language.

    The message is the catalogue's key and has ``%(name)s`` places. ``many`` is its plural, which
    ``count`` chooses between. A place may be filled with text, a number, a date, a share, a list
    of names or another phrase.
    """

    message: str
    many: str | None = None
    count: int = 1
    places: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, message: str, **places: object) -> Self:
        """Give a sentence that has no plural."""
        return cls(message, places=places)

    @classmethod
    def counted(cls, one: str, many: str, count: int, **places: object) -> Self:
        """Give a sentence that follows a number, which fills its place ``count``."""
        return cls(one, many, count, {"count": count} | places)

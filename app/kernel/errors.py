"""The ways the system says no; doors turn them into pages, problem documents or sentences.

A rule that refuses gives the message id of a whole sentence and its parameters; the door
translates the sentence and fills them in. ``_`` here only marks the sentence for the catalogue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Complaint:
    """One unmet condition: the sentence, what fills it, and where it was met.

    ``message`` is a full English sentence with ``%(name)s`` places, and the catalogue's key.
    ``field`` names the field or column; ``line`` counts a file's lines from 1, its header included.
    """

    message: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    field: str | None = None
    line: int | None = None

    @property
    def sentence(self) -> str:
        """The sentence in the source language."""
        return self.message % self.parameters if self.parameters else self.message

    def __str__(self) -> str:
        """Say where, then what."""
        places = (
            f"line {self.line}" if self.line is not None else "",
            f"column {self.field}" if self.field and self.line is not None else (self.field or ""),
        )
        where = ", ".join(place for place in places if place)
        return f"{where}: {self.sentence}" if where else self.sentence


class DomainError(Exception):
    """A rule said no; each reason is a complaint written for the person who asked."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__("; ".join(map(str, complaints)))
        self.complaints = complaints

    @classmethod
    def because(cls, message: str, *, field: str | None = None, **parameters: object) -> Self:
        """Refuse for one reason."""
        return cls(Complaint(message, parameters, field=field))

    @classmethod
    def unless_none(cls, complaints: Iterable[Complaint]) -> None:
        """Refuse if there is any complaint, with all of them at once.

        Raises:
            DomainError: of the class it is called on.

        """
        if gathered := tuple(complaints):
            raise cls(*gathered)


class Invalid(DomainError):
    """What was handed in cannot be accepted; complaints name the field, or line and column."""


class Misplaced(Invalid):
    """A form whose token is not this browser's now: forged, or opened before a sign-in."""


class NotFound(DomainError):
    """No such thing, or none this actor may know of. The two are never told apart."""


class Unidentified(DomainError):
    """Nobody has signed in, and what was asked for is not public."""


class Unproven(DomainError):
    """A weighty act needs the second factor again: the last proof is too old, or was wrong."""


class Conflict(DomainError):
    """The thing has moved on since it was read."""


class Stale(Conflict):
    """A change was asked for on the condition that nothing else had changed; something has."""


class Unconditional(DomainError):
    """A change was asked for without saying what it was made from."""


class Unavailable(DomainError):
    """Something the product stands on is away for now; the same request may succeed later."""

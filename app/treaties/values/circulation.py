"""The words for late reservations: circulated for a time, in which others may object."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.treaties.values.acts import Act


class Outcome(StrEnum):
    """What became of a late reservation by a day."""

    CIRCULATED = "circulated"
    """The time limit for objections still runs."""
    ACCEPTED = "accepted"
    """Nobody objected within it."""
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    """It was withdrawn before the time limit had run out."""


@dataclass(frozen=True, slots=True)
class Circulation:
    """A reservation made after its participant had consented, and what others said to it."""

    reservation: Act
    circulated_on: date
    """The date of the depositary's notification, from which the time limit runs."""
    until: date
    """The last day for objections, which is the day of acceptance if there are none."""
    objections: tuple[Act, ...] = ()
    """Those that name it and came in time."""
    belated: tuple[Act, ...] = ()
    """Those that came too late to keep it from being accepted."""
    withdrawn_on: date | None = None

    def outcome(self, on: date) -> Outcome:
        """Give what has become of it by a day."""
        if self.withdrawn_on is not None and self.withdrawn_on <= min(on, self.until):
            return Outcome.WITHDRAWN
        if any(each.deposited_on <= on for each in self.objections):
            return Outcome.NOT_ACCEPTED
        return Outcome.CIRCULATED if on <= self.until else Outcome.ACCEPTED

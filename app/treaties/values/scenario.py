"""What would change if certain acts were deposited."""

from dataclasses import dataclass
from datetime import date

from app.treaties.values.status import Standing, TreatyStatus


@dataclass(frozen=True, slots=True)
class Change:
    """One participant to whom the acts would make a difference."""

    code: str
    before: Standing | None
    """None where it neither acted nor may join, and so has no standing at all."""
    after: Standing


@dataclass(frozen=True, slots=True)
class Comparison:
    """A treaty on a day, as it is and as it would be."""

    before: TreatyStatus
    after: TreatyStatus
    changes: tuple[Change, ...]
    """By code; the participants whose status would differ, or the day of joining or leaving."""

    @property
    def moves_entry_into_force(self) -> bool:
        """Whether the treaty's own entry into force would come on another day, come or fail."""
        return self.before.entry_into_force.on != self.after.entry_into_force.on

    @property
    def becoming_parties(self) -> tuple[tuple[str, date], ...]:
        """Who would be bound from when that is not now, or from another day, by date and code."""
        return tuple(
            sorted(
                (
                    (change.code, change.after.in_force_on)
                    for change in self.changes
                    if change.after.in_force_on is not None
                    and _in_force_on(change.before) != change.after.in_force_on
                ),
                key=lambda found: (found[1], found[0]),
            )
        )


def _in_force_on(standing: Standing | None) -> date | None:
    return standing.in_force_on if standing else None

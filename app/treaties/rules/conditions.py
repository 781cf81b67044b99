"""How far each condition for entry into force is met while consents come and go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import (
    Condition,
    Count,
    FinalClauses,
    FractionOfParties,
    Named,
    RegionalOrganisations,
    Share,
    TreatyInForce,
)
from app.treaties.values.status import ConditionProgress, World

KINDS: dict[type[Condition], str] = {
    Count: "count",
    Named: "named",
    Share: "share",
    FractionOfParties: "fraction_of_parties",
    TreatyInForce: "treaty_in_force",
}


def is_counted(code: str, clauses: FinalClauses, world: World) -> bool:
    """Say whether a participant's consent can count towards the conditions.

    A regional organisation's counts nothing beside those of its members unless the treaty says so
    (Paris Agreement, art. 21; Rotterdam Convention, art. 26). Where a treaty has no conditions,
    nothing is counted, and its consent is a consent like any other.
    """
    counts = clauses.regional_organisations is RegionalOrganisations.COUNTS
    return counts or not clauses.entry_into_force.conditions or not world.roll.is_reio(code)


@dataclass(slots=True)
class Tally:
    """What counts towards one condition so far."""

    condition: Condition
    world: World
    whole: Decimal = Decimal(1)
    """What a share is a share of."""
    since: dict[str, date] = field(default_factory=dict)
    """Who counts, from which deposit on."""
    total: Decimal = Decimal(0)
    met_on: date | None = None

    def add(self, code: str, kind: ActionKind, *, on: date) -> None:
        """Count a consent, if it is one that this condition counts and its participant's first."""
        weight = self._weight(code, kind)
        if weight and code not in self.since:
            self.since[code] = on
            self.total += weight

    def remove(self, code: str) -> None:
        """Count a participant no longer: it withdrew its consent."""
        if self.since.pop(code, None):
            self.total -= self._figure(code)

    def counting(self, on: date) -> set[str]:
        """Give those who count on the day."""
        match self.condition:
            case FractionOfParties(treaty=treaty, of=None):
                return self.since.keys() & self.world.treaties[treaty].parties_on(on)
            case _:
                return set(self.since)

    def missing(self) -> frozenset[str]:
        """Give those of a named list who have not consented."""
        match self.condition:
            case Named(participants):
                return participants - self.since.keys()
            case _:
                return frozenset()

    def progress(self, on: date) -> ConditionProgress:
        """Give how far the condition is met on a day; days come in their order."""
        required, reached = self._required(on), self._reached(on)
        self.met_on = (self.met_on or on) if reached >= required else None
        return ConditionProgress(
            kind=KINDS[type(self.condition)],
            required=required,
            reached=reached,
            met_on=self.met_on,
            indicator=getattr(self.condition, "indicator", None),
            treaty=getattr(self.condition, "treaty", None),
        )

    def _weight(self, code: str, kind: ActionKind) -> Decimal:
        match self.condition:
            case Count(kinds=kinds) if kinds is not None and kind not in kinds:
                return Decimal(0)
            case Named(participants):
                return Decimal(code in participants)
            case TreatyInForce():
                return Decimal(0)
            case Count(among=among) | Share(among=among) if among is not None and code not in among:
                return Decimal(0)
            case _:
                return self._figure(code)

    def _figure(self, code: str) -> Decimal:
        match self.condition:
            case Share(indicator):
                return self.world.indicators[indicator].get(code, Decimal(0))
            case _:
                return Decimal(1)

    def _required(self, on: date) -> Decimal | int:
        match self.condition:
            case Count(required):
                return required
            case Named(participants):
                return len(participants)
            case Share(at_least=at_least):
                return at_least
            case FractionOfParties(treaty, numerator, denominator, of):
                number = of or len(self.world.treaties[treaty].parties_on(on))
                return max(1, -(-numerator * number // denominator))
            case _:
                return 1

    def _reached(self, on: date) -> Decimal | int:
        match self.condition:
            case Share():
                return self.total / self.whole
            case TreatyInForce(treaty):
                return int(self.world.treaties[treaty].is_in_force(on))
            case _:
                return len(self.counting(on))


def tallies(clauses: FinalClauses, world: World) -> list[Tally]:
    """Give an empty tally for each condition.

    Without conditions the first consent is what brings the treaty into force: one count of one.
    """
    conditions = clauses.entry_into_force.conditions or (Count(1),)
    return [Tally(each, world, whole=_whole(each, clauses, world)) for each in conditions]


def other_days(conditions: Iterable[Condition], world: World) -> Iterator[date]:
    """Give the days on which another treaty may meet a condition or end it."""
    for condition in conditions:
        match condition:
            case TreatyInForce(treaty):
                other = world.treaties[treaty]
                yield from filter(None, (other.in_force_on, other.lapsed_on))
            case FractionOfParties(treaty=treaty):
                yield from (on for on, _ in world.treaties[treaty].parties)
            case _:
                continue


def _whole(condition: Condition, clauses: FinalClauses, world: World) -> Decimal:
    """Give the sum that a share is a share of; what counts in no share is in no sum either."""
    match condition:
        case Share(indicator, _, among):
            figures = world.indicators[indicator].items()
            counted = (
                figure
                for code, figure in figures
                if (among is None or code in among) and is_counted(code, clauses, world)
            )
            return sum(counted, Decimal(0)) or Decimal(1)
        case _:
            return Decimal(1)

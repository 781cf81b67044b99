"""Everything the register holds of a treaty, as one value: what the rules start from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition


@dataclass(frozen=True, slots=True)
class Indicator:
    """The figures that a share is counted in, with the sentence that names their source."""

    id: str
    source: str
    values: Mapping[str, Decimal]
    """By participant's code; the latest year where a file gives several."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A treaty's definition, every record of it ever made, and the treaties it refers to."""

    definition: Definition
    acts: tuple[Act, ...]
    """Every record, corrected ones included, by number."""
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    related: Mapping[str, "Dossier"] = field(default_factory=dict)
    """Its parent and the treaties its conditions name, by id."""
    revision: int = 0
    """Grows with every change to this treaty or to one it refers to."""

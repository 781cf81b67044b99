"""What a declaration is judged against beside its own form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.declarations.values.forms import Content
from app.registry.values import Accelerator


class Outcome(StrEnum):
    """What kind of answer a filing is."""

    FILED = "filed"
    NIL = "nil"
    NO_CHANGE = "no_change"


@dataclass(frozen=True, slots=True)
class Context:
    """Who declares, for which period, when, and what is known beside.

    What is None is not known, and nothing is judged by it.
    """

    participant: str
    period: str
    at: datetime
    outcome: Outcome = Outcome.FILED
    accelerators: Mapping[str, Accelerator] = field(default_factory=dict)
    """The Agency's table, by the type's identifier."""
    registered: Mapping[str, frozenset[str]] | None = None
    """The identifiers the state may name, by kind of thing."""
    places: frozenset[str] | None = None
    """Every code of a state or organisation that may be named."""
    parties: frozenset[str] | None = None
    """The participants that declare their own side of a transfer."""
    union: frozenset[str] = frozenset()
    """The regional organisation to which the state belongs, and its members."""
    trade_declared_by: frozenset[str] | None = None
    """Who of them declares external trade, by the organisation's declaration of competence."""
    previous: Content | None = None
    """The version of record of the period before."""
    stages: Mapping[str, Content] = field(default_factory=dict)
    """What was filed of the same run or incident, by stage."""
    transfers: Content | None = None
    """The state's annual transfers of the same year."""

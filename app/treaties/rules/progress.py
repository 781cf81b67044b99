"""How far each condition for entry into force is met, beside the words of the condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor

from app.kernel.sentences import Sentence
from app.treaties.rules.wording import Naming, condition
from app.treaties.values.clauses import Condition, Count
from app.treaties.values.status import ConditionProgress

WHOLE = 100
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """One condition: what it needs, how much of it is reached, and how long its bar is."""

    needed: Sentence
    kind: str
    reached: Decimal | int
    required: Decimal | int
    met_on: date | None
    place: float
    """The bar's length in hundredths of what is needed; full only when it is reached."""


def progress(
    conditions: Iterable[Condition], reached: Iterable[ConditionProgress], *, name: Naming
) -> tuple[Progress, ...]:
    """Give each condition with how far it is met, in the order of the clause."""
    return tuple(
        Progress(
            needed=condition(needed, name=name),
            kind=each.kind,
            reached=each.reached,
            required=each.required,
            met_on=each.met_on,
            place=_place(each),
        )
        for needed, each in zip(conditions, reached, strict=True)
    )


def threshold(conditions: Iterable[Condition]) -> int | None:
    """Give the number of consents that a timeline leads to, if any one can be drawn."""
    plain = (each.required for each in conditions if isinstance(each, Count) and not each.among)
    return max(plain, default=None)


def _place(each: ConditionProgress) -> float:
    if each.reached >= each.required:
        return WHOLE
    return floor(each.reached / each.required * WHOLE * TENTHS) / TENTHS

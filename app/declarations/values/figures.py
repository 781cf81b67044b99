"""Figures as they are declared: a decimal text, its unit, and how it came to be known.

A figure that is absent, zero, nil, not applicable or withheld is five different things.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

WRITTEN = re.compile(r"(0|[1-9]\d{0,29})(\.\d{1,30})?([eE][+-]?\d{1,2})?", re.ASCII)
"""How a figure is written: what a double cannot hold exactly, such as 1.20e25, stays as it is."""

WHOLE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


class Basis(StrEnum):
    """How a figure came to be known."""

    MEASURED = "measured"
    OPERATOR_DECLARED = "operator_declared"
    ESTIMATED = "estimated"
    """Within a factor, which is given."""


class Unanswered(StrEnum):
    """What may stand where a value would."""

    NIL = "nil"
    """There was nothing to count; zero is a count."""
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"
    """There is an answer, and a reason not to give it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was declared."""

    text: str
    unit: str
    basis: Basis = Basis.MEASURED
    factor: Decimal | None = None
    """An estimate's true value lies between its value divided and multiplied by this."""

    @property
    def value(self) -> Decimal:
        """The number that the text writes."""
        return Decimal(self.text)

    @property
    def significant_digits(self) -> int:
        """How many digits were declared: 1.20e25 has three."""
        return len(self.value.as_tuple().digits)

    @property
    def half_a_unit(self) -> Decimal:
        """How far the true value may lie from this one by rounding alone."""
        exponent = self.value.as_tuple().exponent
        return Decimal((0, (5,), exponent - 1)) if isinstance(exponent, int) else Decimal(0)


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """What stands where a value would, and why if it is withheld."""

    kind: Unanswered
    reason: str = ""


def unanswered(answer: Any) -> NoAnswer | None:
    """Give what stands in the place of a value, or None where there is a value or nothing."""
    kind = answer.get("none") if isinstance(answer, Mapping) else None
    if not isinstance(kind, str) or kind not in set(Unanswered):
        return None
    return NoAnswer(Unanswered(kind), str(answer.get("reason", "")))


def figure(answer: Any) -> Figure | None:
    """Give the figure that content holds, or None where there is none that can be read."""
    if not isinstance(answer, Mapping) or not _is_written(answer.get("value")):
        return None
    basis, factor = answer.get("basis", Basis.MEASURED), answer.get("factor")
    known = isinstance(basis, str) and basis in set(Basis)
    if not known or not (factor is None or _is_written(factor)):
        return None
    return Figure(
        answer["value"],
        str(answer.get("unit", "")),
        Basis(basis),
        None if factor is None else Decimal(factor),
    )


def _is_written(text: Any) -> bool:
    return isinstance(text, str) and WRITTEN.fullmatch(text) is not None

"""Arithmetic with declared figures, exact to their digits."""

from collections.abc import Iterable
from decimal import Decimal


def total(numbers: Iterable[Decimal | int | None]) -> Decimal:
    """Give the sum of what is given."""
    return Decimal(sum(number for number in numbers if number is not None))


def apart(one: Decimal, other: Decimal) -> Decimal:
    """Say by what share of the other a number differs from it; from nought, by all of itself."""
    if other == 0:
        return Decimal(0) if one == 0 else Decimal(1)
    return abs(one - other) / abs(other)


def short(number: Decimal) -> str:
    """Write a number to three digits, as a sentence has it: 1.23e25."""
    if number == number.to_integral_value() and abs(number) < 100_000:  # noqa: PLR2004 (readable)
        return str(int(number))
    return f"{number:.3g}".replace("e+", "e")

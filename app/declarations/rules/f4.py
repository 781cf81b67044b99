"""F4, annual transfers of accelerators: each trade once, and by whoever has to declare it."""

from collections.abc import Iterator

from app.declarations.rules.reading import Group, Reading
from app.declarations.values.problems import Problem

KEY = ("direction", "partner", "type", "end_user")


def partner_is_another(reading: Reading) -> Iterator[Problem]:
    """Nobody trades with itself; what moves inside a regional organisation is not declared."""
    own = reading.context.participant
    for line in _lines(reading):
        partner = line.text("partner")
        if partner == own:
            yield line.problem("partner", "The partner is another state.")
        elif partner in reading.context.union:
            yield line.problem(
                "partner",
                "Movements inside the regional organisation are not declared. Take this line out.",
            )


def declared_by_one_of_them(reading: Reading) -> Iterator[Problem]:
    """External trade is declared by the organisation or its members, by the declaration of
    competence, and never by both.
    """
    declares = reading.context.trade_declared_by
    lines = _lines(reading)
    if not lines or declares is None or reading.context.participant in declares:
        return
    if len(declares) > 1:
        yield lines[0].problem(
            "partner", "By the declaration of competence each member declares its own trade."
        )
    for code in declares if len(declares) == 1 else ():
        yield lines[0].problem(
            "partner", "By the declaration of competence %(code)s declares this trade.", code=code
        )


def lines_are_unique(reading: Reading) -> Iterator[Problem]:
    """One line for each direction, partner, type and kind of end user."""
    seen: set[tuple[str, ...]] = set()
    for line in _lines(reading):
        key = tuple(line.text(name) for name in KEY)
        if key in seen:
            yield line.problem(
                "type",
                "A line with this direction, partner, type and end user stands above. Add the "
                "units up.",
            )
        seen.add(key)


def parts_are_no_more_than_the_whole(reading: Reading) -> Iterator[Problem]:
    """What is re-exported or in transit is among the units."""
    for line in _lines(reading):
        units = line.number("units")
        for name in ("re_exported", "in_transit"):
            part = line.number(name)
            if units is not None and part is not None and part > units:
                yield line.problem(name, "There are more of these than units in all.")


def unmatched_with_others(reading: Reading) -> Iterator[Problem]:
    """A partner that is no party declares nothing, so nothing can be matched."""
    parties = reading.context.parties
    for line in _lines(reading) if parties is not None else ():
        partner = line.text("partner")
        if partner and partner not in (parties or ()):
            yield line.warning(
                "partner",
                "%(code)s is no party and declares nothing: this line will stay unmatched.",
                code=partner,
            )


def types_stand_once(reading: Reading) -> Iterator[Problem]:
    """Production and losses stand once for each type."""
    seen: set[str] = set()
    for change in reading.rows("stock", "change"):
        if change.text("type") in seen:
            yield change.problem("type", "This type stands there twice.")
        seen.add(change.text("type"))


def _lines(reading: Reading) -> list[Group]:
    return reading.rows("transfers", "line")


RULES = (
    partner_is_another,
    declared_by_one_of_them,
    lines_are_unique,
    parts_are_no_more_than_the_whole,
    unmatched_with_others,
    types_stand_once,
)

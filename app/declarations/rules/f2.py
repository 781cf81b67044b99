"""F2, annual compute: the sites add up to the totals, to the Agency's table and to last year."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.declarations.rules.numbers import apart, short, total
from app.declarations.rules.reading import Group, Reading, held
from app.declarations.values.figures import figure
from app.declarations.values.forms import Content
from app.declarations.values.problems import Problem
from app.kernel import days
from app.registry.values import Accelerator

OPERATING = "operating"
WATTS = Decimal(1_000_000)
"""In a megawatt."""

MONTHS = 12


def sums_are_totals(reading: Reading) -> Iterator[Problem]:
    """What is published is the sum of what is declared, but for the rounding of its last digit."""
    remainder = reading.of("remainder")
    sites = [site for site in _sites(reading) if site.text("status") == OPERATING]
    peaks = [peak(reading, site) for site in sites]
    if None not in peaks:
        yield from _sum(
            reading, "peak_16_bit", total([*peaks, remainder.number("peak_16_bit")]), rounded=True
        )
    yield from _sum(reading, "sites", total([len(sites), remainder.number("sites")]))


def _sum(
    reading: Reading, name: str, expected: Decimal, *, rounded: bool = False
) -> Iterator[Problem]:
    declared = reading.of("totals").figure(name)
    if declared is None:
        return
    rounding = declared.half_a_unit if rounded else Decimal(0)
    allowed = max(expected * reading.threshold("totals_within"), rounding)
    if abs(declared.value - expected) > allowed:
        yield reading.of("totals").problem(
            name,
            "The operating sites and the remainder add up to %(sum)s, not to %(declared)s.",
            sum=short(expected),
            declared=declared.text,
        )


def peaks_follow_the_table(reading: Reading) -> Iterator[Problem]:
    """A peak that differs from the accelerators' needs a reason."""
    for site in _sites(reading):
        declared, computed = site.number("peak_16_bit"), computed_peak(reading, site)
        if declared is None or not computed or site.text("peak_reason"):
            continue
        if apart(declared, computed) > reading.threshold("peak_within"):
            yield site.problem(
                "peak_reason",
                "By the Agency's table the accelerators of this site reach %(computed)s. Say why "
                "%(declared)s is declared, or leave the peak empty.",
                computed=short(computed),
                declared=short(declared),
            )


def load_carries_the_accelerators(reading: Reading) -> Iterator[Problem]:
    """The accelerators alone draw no more than the whole IT load."""
    for site in _sites(reading):
        load, drawn = site.number("it_load"), _drawn(reading, site) / WATTS
        if load is not None and load < drawn:
            yield site.warning(
                "it_load",
                "The accelerators of this site alone draw %(drawn)s MW by the Agency's table.",
                drawn=short(drawn),
            )


def lines_belong_to_sites(reading: Reading) -> Iterator[Problem]:
    """Each line of accelerators stands at a declared site, each type once; sites stand once."""
    seen: set[tuple[str, str]] = set()
    sites = [site.text("facility") for site in _sites(reading)]
    for place, site in enumerate(_sites(reading)):
        if site.text("facility") in sites[:place]:
            yield site.problem("facility", "This site stands there twice.")
    for line in reading.rows("accelerators", "accelerators"):
        key = line.text("facility"), line.text("type")
        if key[0] and key[0] not in sites:
            yield line.problem("facility", "No site with this identifier is declared here.")
        if key in seen:
            yield line.problem("type", "This type stands there twice for this site.")
        seen.add(key)


def groups_are_parts(reading: Reading) -> Iterator[Problem]:
    """The largest networked group is a part of what there is."""
    for line in reading.rows("accelerators", "accelerators"):
        count, group = line.number("count"), line.number("largest_group")
        if count is not None and group is not None and group > count:
            yield line.problem("largest_group", "The largest group has more than there are.")


def shares_are_of_one_whole(reading: Reading) -> Iterator[Problem]:
    """Shares of use are together no more than the whole."""
    names = ("share_training", "share_inference", "share_leased")
    for site in _sites(reading):
        if total(site.number(name) for name in names) > 100:  # noqa: PLR2004 (per cent)
            yield site.problem("share_training", "The shares add up to more than 100 %.")


def plans_are_near_and_large(reading: Reading) -> Iterator[Problem]:
    """A planned site is declared if it is large and is to operate within two years."""
    for site in _sites(reading):
        expected = days.read(site.text("expected_on"))
        if site.text("status") != "planned" or expected is None:
            continue
        if _months_after(reading, expected) > reading.threshold("planned_months"):
            yield site.warning("expected_on", "A site this far off need not be declared yet.")
        found = peak(reading, site)
        if found is not None and found < reading.threshold("planned_peak"):
            yield site.warning("peak_16_bit", "A planned site this small need not be declared.")


def large_changes_are_explained(reading: Reading) -> Iterator[Problem]:
    """A peak that changed by more than half on last year needs a comment."""
    before = reading.before()
    peaks = {site.text("facility"): peak(before, site) for site in _sites(before)} if before else {}
    for site in _sites(reading):
        now, then = peak(reading, site), peaks.get(site.text("facility"))
        if now is None or not then or site.text("comment"):
            continue
        if apart(now, then) > reading.threshold("change_above"):
            yield site.problem(
                "comment",
                "Last year this site had %(then)s, now %(now)s. Say in a comment what changed.",
                then=short(then),
                now=short(now),
            )


def stock_follows_the_transfers(reading: Reading) -> Iterator[Problem]:
    """Opening stock, imports and production less exports and losses are the closing stock."""
    before, moved = reading.before(), _moved(reading)
    if before is None or reading.context.transfers is None:
        return
    opening, closing = _stock(before), _stock(reading)
    for kind in sorted(opening.keys() | closing.keys() | moved.keys()):
        expected, found = opening[kind] + moved[kind], closing[kind]
        allowed = max(
            abs(expected) * reading.threshold("stock_within"), reading.threshold("stock_units")
        )
        if abs(found - expected) > allowed:
            yield reading.of("accelerators").warning(
                "accelerators",
                "Of %(kind)s there should be %(expected)s units by last year's stock and this "
                "year's transfers; %(found)s are declared.",
                kind=kind,
                expected=str(expected),
                found=str(found),
            )


def peak(reading: Reading, site: Group) -> Decimal | None:
    """Give a site's peak: as declared, else as computed from its accelerators."""
    declared = site.number("peak_16_bit")
    return computed_peak(reading, site) if declared is None else declared


def computed_peak(reading: Reading, site: Group) -> Decimal | None:
    """Give a site's peak by the Agency's table, or None where a type of it is not in there."""
    lines = _lines(reading, site)
    peaks = [(one.peak(16) if one else None, count) for one, count in lines]
    if not peaks or any(reached is None for reached, _ in peaks):
        return None
    return total((reached or 0) * count for reached, count in peaks)


def _sites(reading: Reading) -> list[Group]:
    return reading.rows("facilities", "facility")


def _lines(reading: Reading, site: Group) -> list[tuple[Accelerator | None, Decimal]]:
    known, name = reading.context.accelerators, site.text("facility")
    return [
        (known.get(line.text("type")), line.number("count") or Decimal(0))
        for line in reading.rows("accelerators", "accelerators")
        if line.text("facility") == name
    ]


def _drawn(reading: Reading, site: Group) -> Decimal:
    return total(count * (one.tdp_w or 0) for one, count in _lines(reading, site) if one)


def _stock(reading: Reading) -> Mapping[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in reading.rows("accelerators", "accelerators"):
        found[line.text("type")] += line.number("count") or 0
    return found


def _moved(reading: Reading) -> Mapping[str, Decimal]:
    """Give by how much each type's stock changed, by the annual transfers."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    transfers = reading.context.transfers or {}
    for line in _listed(transfers, "transfers", "line"):
        sign = 1 if line.get("direction") == "import" else -1
        found[str(line.get("type"))] += sign * _units(line, "units")
    for change in _listed(transfers, "stock", "change"):
        lost = _units(change, "retired") + _units(change, "lost")
        found[str(change.get("type"))] += _units(change, "produced") - lost
    return found


def _listed(content: Content, section: str, table: str) -> list[Mapping[str, Any]]:
    """Give the rows of another form's table."""
    rows = held(content, section).get(table)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _units(row: Mapping[str, Any], name: str) -> Decimal:
    declared = figure(row.get(name))
    return declared.value if declared else Decimal(0)


def _months_after(reading: Reading, expected: date) -> int:
    """Count the months from the year's end to a day."""
    period = reading.context.period
    year = int(period) if period.isdecimal() else reading.context.at.year
    return (expected.year - year - 1) * MONTHS + expected.month


RULES = (
    sums_are_totals,
    peaks_follow_the_table,
    load_carries_the_accelerators,
    lines_belong_to_sites,
    groups_are_parts,
    shares_are_of_one_whole,
    plans_are_near_and_large,
    large_changes_are_explained,
    stock_follows_the_transfers,
)

"""The paper on timeliness: the deadlines of a year, by basis, obligation and regional group."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.documents.values import OVERSIGHT
from app.obligations.values import OWING, Basis, Obligation, Row
from app.participants.values import RegionalGroup, Roll
from app.reports.rules.freezing import Facts
from app.reports.rules.papers.frame import frame, is_counted
from app.reports.rules.papers.timing import bar, by_year, tally, timing, year_of
from app.reports.values import House, Timing

BASES = (*OWING, Basis.VOLUNTARY)
MOST_YEARS = 5
"""How many years a trend looks back over, the paper's own included."""

Column = str | int | None

HEADER = (
    "year",
    "basis",
    "obligation",
    "regional_group",
    "deadlines",
    *(word.value for word in Timing),
    "median_days_late",
    "extended",
    "moved_after_an_outage",
)


def timeliness_paper(
    year: int, rows: Sequence[Row], *, roll: Roll, on: date, house: House
) -> Facts:
    """Give the facts of how the deadlines of a year were met, as it stands on a day.

    ``rows`` are the deadlines of every year under what papers speak of. What nobody owes is
    counted apart, as is each basis on which something is owed.
    """
    years = range(year - MOST_YEARS + 1, year + 1)
    of_year = [each for each in rows if year_of(each, house) == year]
    return {
        **frame(
            f"Timeliness of declarations, {year}",
            file_name=f"timeliness-{year}-{on}",
            subject=f"/papers/timeliness?year={year}",
            on=on,
            audience=OVERSIGHT,
            publisher=house.publisher,
        ),
        "year": year,
        "years": list(years),
        "count": len(of_year),
        "bases": list(bases(rows, years, roll=roll, house=house)),
        "ledger": None,
    }


def years_with(rows: Iterable[Row], house: House, *, today: date) -> list[int]:
    """Give the years of which there is something to say, the latest first: this one always."""
    found = {year_of(row, house) for row in rows}
    return sorted({year for year in found if year <= today.year} | {today.year}, reverse=True)


def exported(facts: Facts) -> Iterator[Sequence[Column]]:
    """Give a spreadsheet's row for each line of the paper, in the columns of ``HEADER``."""
    for each in facts["bases"]:
        start = (facts["year"], each["basis"])
        for line in each["obligations"]:
            yield *start, line["code"], None, *_figures(line)
        for line in each["groups"]:
            yield *start, None, line["group"] or "none", *_figures(line)


def _figures(line: Facts) -> Iterator[Column]:
    beside = ("median_days_late", "extended", "moved")
    for name in ("count", *(word.value for word in Timing), *beside):
        yield line[name]


def bases(
    rows: Sequence[Row], years: Sequence[int], *, roll: Roll, house: House
) -> Iterator[Facts]:
    """Count the deadlines of the last of the years, and their trend, apart for each basis."""
    for basis in BASES:
        mine = [row for row in rows if row.basis is basis and year_of(row, house) in years]
        if mine:
            spread = by_year(mine, years, house)
            now = spread[-1]
            yield {
                "basis": basis.value,
                "owed": basis.can_be_overdue,
                "words": [each.value for each in _words(mine)],
                "total": tally(now),
                "obligations": list(_by_obligation(now, house)),
                "groups": list(_by_group(now, roll)),
                "trend": _trend(spread, years),
                "over_years": list(_over_years(mine, years, house)),
            }


def _words(rows: Iterable[Row]) -> list[Timing]:
    """Give the words that at least one deadline has, in their order: the columns of a table."""
    found = set(map(timing, rows))
    return [word for word in Timing if word in found]


def _by_obligation(rows: Sequence[Row], house: House) -> Iterator[Facts]:
    """Count deadlines under each obligation that has some, in the order of the law."""
    for each in counted(house):
        mine = [row for row in rows if row.obligation == each.code]
        if mine:
            yield {"code": each.code, "title": each.title, "form": each.form, **tally(mine)}


def counted(house: House) -> list[Obligation]:
    """Give the obligations of which papers speak, in the order of the law."""
    return [each for each in house.obligations.values() if is_counted(each)]


def _by_group(rows: Sequence[Row], roll: Roll) -> Iterator[Facts]:
    """Count by regional group, in the order in which the groups are always named.

    A regional organisation belongs to none.
    """
    for group in (*RegionalGroup, None):
        mine = [row for row in rows if _group(row, roll) is group]
        if mine:
            yield {"group": group.value if group else None, **tally(mine)}


def _group(row: Row, roll: Roll) -> RegionalGroup | None:
    return roll[row.participant].group if row.participant in roll else None


def _trend(spread: Sequence[Sequence[Row]], years: Sequence[int]) -> list[Facts]:
    """Count each year, with the parts of its bar; a year of which nothing was due has none."""
    counted = [tally(rows) for rows in spread]
    most = max((each["count"] for each in counted), default=0)
    return [
        {"year": year, "bar": bar(each, most=most), **each}
        for year, each in zip(years, counted, strict=True)
        if each["count"]
    ]


def _over_years(rows: Sequence[Row], years: Sequence[int], house: House) -> Iterator[Facts]:
    for each in counted(house):
        mine = [row for row in rows if row.obligation == each.code]
        if mine:
            spread = by_year(mine, years, house)
            yield {
                "code": each.code,
                "title": each.title,
                "form": each.form,
                "years": [tally(part) if part else None for part in spread],
            }

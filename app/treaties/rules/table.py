"""The status table as people read it: names in their language, filtered and in an order."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app.kernel.sentences import Sentence
from app.participants.values import Roll
from app.treaties.rules.document import short_name
from app.treaties.values.acts import ActionKind
from app.treaties.values.selection import Selection, Sort
from app.treaties.values.status import Notice, Period, Standing, Status

ORDER = (
    Status.PARTY,
    Status.WITHDRAWING,
    Status.CONTRACTING,
    Status.PROVISIONALLY_APPLYING,
    Status.SIGNATORY,
    Status.FORMER_PARTY,
    Status.NON_SIGNATORY,
)
"""Statuses from the closest to the treaty to the farthest: a legend's and a sorting's order."""

NAMES_KEPT = 4_000
"""How many plain names a process remembers: every participant's in every language."""

RANK = {status: rank for rank, status in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Row:
    """One participant, as the table shows it."""

    code: str
    name: str
    sorted_as: str
    status: Status
    signed_on: date | None
    consent: ActionKind | None
    consented_on: date | None
    in_force_on: date | None
    remarks: tuple[Sentence, ...]


def rows(standings: Iterable[Standing], *, roll: Roll, language: str) -> tuple[Row, ...]:
    """Give a row for each standing, by name as the language's readers look for it."""
    named = ((short_name(each.code, roll=roll, language=language), each) for each in standings)
    made = (_row(name, standing) for name, standing in named)
    return tuple(sorted(made, key=lambda row: row.sorted_as))


def selected(given: Iterable[Row], selection: Selection) -> Sequence[Row]:
    """Give the rows that are wanted, in their order; those without a date come last."""
    wanted = plain(selection.text.strip())
    kept = [row for row in given if _fits(row, selection.status, wanted)]
    key = KEYS[selection.sort]
    with_key = sorted(
        (row for row in kept if key(row) is not None), key=key, reverse=selection.descending
    )
    return [*with_key, *(row for row in kept if key(row) is None)]


def grouped(given: Iterable[Row]) -> list[tuple[Status, list[tuple[str, str]]]]:
    """Give code and name of each row by status, from the closest to the treaty to the farthest.

    A status that nobody has is left out.
    """
    groups: dict[Status, list[tuple[str, str]]] = {status: [] for status in ORDER}
    for row in given:
        groups[row.status].append((row.code, row.name))
    return [(status, members) for status, members in groups.items() if members]


@lru_cache(maxsize=NAMES_KEPT)
def plain(name: str) -> str:
    """Give a name as one types it in haste: small letters without accents."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


KEYS: dict[Sort, Callable[[Row], Any]] = {
    Sort.NAME: lambda row: row.sorted_as,
    Sort.STATUS: lambda row: RANK[row.status],
    Sort.SIGNED: lambda row: row.signed_on,
    Sort.CONSENT: lambda row: row.consented_on,
    Sort.IN_FORCE: lambda row: row.in_force_on,
}


def _fits(row: Row, status: Status | None, wanted: str) -> bool:
    return (status is None or row.status is status) and (
        wanted in row.sorted_as or wanted == row.code.casefold()
    )


def _row(name: str, standing: Standing) -> Row:
    consent = standing.consent
    return Row(
        code=standing.code,
        name=name,
        sorted_as=plain(name),
        status=standing.status,
        signed_on=standing.signed_on,
        consent=consent.action if consent else None,
        consented_on=consent.on if consent else None,
        in_force_on=standing.in_force_on,
        remarks=tuple(_remarks(standing)),
    )


def _remarks(standing: Standing) -> Iterator[Sentence]:
    if standing.historical:
        yield Sentence("No longer exists.")
    if standing.provisional_since and not standing.status.is_bound:
        yield Sentence.of(
            "Applies it provisionally since %(since)s.", since=standing.provisional_since
        )
    yield from map(_period, standing.periods[:-1])
    if standing.status is Status.FORMER_PARTY and standing.periods:
        yield _period(standing.periods[-1])
    elif standing.withdrawal and standing.status.is_bound:
        yield _notice(standing.withdrawal)


def _period(period: Period) -> Sentence:
    return Sentence.of(
        "Was a party from %(since)s; no longer from %(to)s.", since=period.since, to=period.to
    )


def _notice(notice: Notice) -> Sentence:
    if notice.with_parent:
        return Sentence.of(
            "Withdraws with effect on %(effective)s, by its notice of %(on)s under the parent "
            "treaty.",
            effective=notice.effective_on,
            on=notice.on,
        )
    if notice.effective_on is None:
        return Sentence.of(
            "Gave notice of withdrawal on %(on)s, due on %(due)s. An armed conflict defers it: it "
            "takes effect when that conflict ends.",
            due=notice.due_on,
            on=notice.on,
        )
    if notice.due_on is not None:
        return Sentence.of(
            "Gave notice of withdrawal on %(on)s, due on %(due)s. An armed conflict defers it to "
            "%(effective)s.",
            due=notice.due_on,
            effective=notice.effective_on,
            on=notice.on,
        )
    return Sentence.of(
        "Gave notice of withdrawal on %(on)s, with effect on %(effective)s.",
        effective=notice.effective_on,
        on=notice.on,
    )

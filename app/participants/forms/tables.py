"""The reviewed tables of participants, read strictly: one wrong row stops the whole table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.kernel import days, tables_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.languages import Language
from app.kernel.tables_in import Row
from app.participants.values import (
    Membership,
    Name,
    Participant,
    ParticipantKind,
    RegionalGroup,
    spelling,
)

MOST = 1_000_000
"""How many bytes a table may have."""

MOST_ROWS = 10_000

PARTICIPANTS = (
    "code",
    "kind",
    "iso2",
    "m49",
    "group",
    "un_member_since",
    "existed_since",
    "existed_until",
    "remark",
)
NAMES = ("code", "language", "short", "formal", "also")
MEMBERSHIPS = ("organisation", "participant", "since", "to")

Names = Mapping[str, Mapping[str, Name]]
"""By participant's code, then by language."""

Memberships = Mapping[str, Sequence[Membership]]
"""By organisation's code."""


def names(content: bytes) -> Names:
    """Read what each participant is called; every one of them in all six languages.

    Raises:
        Invalid: with every complaint, each with its line.

    """
    rows = _rows(content, NAMES)
    _refuse(
        [
            *_repeated(rows, "code", "language"),
            *_unknown(rows, "language", Language),
            *_empty(rows, "code", "short", "formal"),
            *_incomplete(rows),
            *_ambiguous(rows),
        ]
    )
    read: dict[str, dict[str, Name]] = defaultdict(dict)
    for row in rows:
        cells = row.cells
        name = Name(cells["short"], cells["formal"], tuple(_also(row)))
        read[cells["code"]][cells["language"]] = name
    return read


def memberships(content: bytes) -> Memberships:
    """Read which states belonged to which organisation, and when.

    Raises:
        Invalid: with every complaint, each with its line.

    """
    rows = _rows(content, MEMBERSHIPS)
    _refuse(
        [
            *_repeated(rows, "organisation", "participant", "since"),
            *_empty(rows, "organisation", "participant", "since"),
            *_undated(rows, "since", "to"),
        ]
    )
    _refuse(_backwards(rows, "since", "to"))
    read: dict[str, list[Membership]] = defaultdict(list)
    for row in rows:
        since, to = _day(row, "since") or date.min, _day(row, "to")
        read[row.cells["organisation"]].append(Membership(row.cells["participant"], since, to))
    return read


def participants(content: bytes, *, named: Names, members: Memberships) -> list[Participant]:
    """Read the participants, each with its names and its members, in the order of the rows.

    Raises:
        Invalid: with every complaint, each with its line.

    """
    rows = _rows(content, PARTICIPANTS)
    _refuse(
        [
            *_repeated(rows, "code"),
            *_repeated(rows, "iso2"),
            *_repeated(rows, "m49"),
            *_empty(rows, "code"),
            *_unknown(rows, "kind", ParticipantKind),
            *_unknown([row for row in rows if row.cells["group"]], "group", RegionalGroup),
            *_undated(rows, "un_member_since", "existed_since", "existed_until"),
            *_nameless(rows, named),
            *_strangers(rows, named, members),
        ]
    )
    _refuse(_backwards(rows, "existed_since", "existed_until"))
    return [_participant(row, named=named, members=members) for row in rows]


def _participant(row: Row, *, named: Names, members: Memberships) -> Participant:
    cells = row.cells
    return Participant(
        code=cells["code"],
        kind=ParticipantKind(cells["kind"]),
        names=named[cells["code"]],
        iso2=cells["iso2"] or None,
        m49=cells["m49"] or None,
        group=RegionalGroup(cells["group"]) if cells["group"] else None,
        un_member_since=_day(row, "un_member_since"),
        existed_since=_day(row, "existed_since"),
        existed_until=_day(row, "existed_until"),
        members=tuple(members.get(cells["code"], ())),
        remark=cells["remark"],
    )


def _rows(content: bytes, columns: Sequence[str]) -> Sequence[Row]:
    table = tables_in.table(content, required=columns, most=MOST, most_rows=MOST_ROWS)
    _refuse(table.complaints)
    return table.rows


def _refuse(complaints: Iterable[Complaint]) -> None:
    tables_in.refuse(Invalid, list(complaints))


def _day(row: Row, column: str) -> date | None:
    return days.read(row.cells[column])


def _also(row: Row) -> Iterator[str]:
    yield from filter(None, map(str.strip, row.cells["also"].split(";")))


def _repeated(rows: Sequence[Row], *columns: str) -> Iterator[Complaint]:
    """Complain of each row whose cells in these columns stood in an earlier one, blanks aside."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(row.cells[column] for column in columns)
        if key in seen and all(key):
            yield Complaint(
                "“%(key)s” stands there twice.",
                {"key": " ".join(key)},
                field=columns[0],
                line=row.line,
            )
        seen.add(key)


def _empty(rows: Iterable[Row], *columns: str) -> Iterator[Complaint]:
    for row in rows:
        for column in columns:
            if not row.cells[column]:
                yield Complaint("The cell is empty.", field=column, line=row.line)


def _unknown(rows: Iterable[Row], column: str, words: type[StrEnum]) -> Iterator[Complaint]:
    known = [word.value for word in words]
    for row in rows:
        if row.cells[column] not in known:
            yield Complaint(
                "“%(text)s” is none of %(known)s.",
                {"text": row.cells[column], "known": ", ".join(known)},
                field=column,
                line=row.line,
            )


def _undated(rows: Iterable[Row], *columns: str) -> Iterator[Complaint]:
    for row in rows:
        for column in columns:
            if row.cells[column] and not _day(row, column):
                yield Complaint(
                    "“%(text)s” is no date. Write it as 2027-03-14.",
                    {"text": row.cells[column]},
                    field=column,
                    line=row.line,
                )


def _backwards(rows: Iterable[Row], first: str, last: str) -> Iterator[Complaint]:
    for row in rows:
        begun, ended = _day(row, first), _day(row, last)
        if begun and ended and ended <= begun:
            yield Complaint("It ends before it begins.", field=last, line=row.line)


def _incomplete(rows: Iterable[Row]) -> Iterator[Complaint]:
    """Complain of each participant that lacks a name in one of the languages, at its first row."""
    first: dict[str, int] = {}
    have: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        first.setdefault(row.cells["code"], row.line)
        have[row.cells["code"]].add(row.cells["language"])
    for code, languages in have.items():
        for missing in sorted(set(Language) - languages):
            yield Complaint(
                "%(code)s has no name in “%(language)s”.",
                {"code": code, "language": missing},
                field="language",
                line=first[code],
            )


def _ambiguous(rows: Iterable[Row]) -> Iterator[Complaint]:
    """Complain of a name under which two participants would be found."""
    owners: dict[str, str] = {}
    for row in rows:
        for name in (row.cells["short"], *_also(row)):
            owner = owners.setdefault(spelling(name), row.cells["code"])
            if owner != row.cells["code"]:
                yield Complaint(
                    "“%(name)s” is the name of %(owner)s too.",
                    {"name": name, "owner": owner},
                    field="short",
                    line=row.line,
                )


def _nameless(rows: Iterable[Row], named: Names) -> Iterator[Complaint]:
    for row in rows:
        if row.cells["code"] not in named:
            yield Complaint(
                "%(code)s has no names.", {"code": row.cells["code"]}, field="code", line=row.line
            )


def _strangers(rows: Iterable[Row], named: Names, members: Memberships) -> Iterator[Complaint]:
    """Complain of codes that the other tables know and this one does not."""
    known = {row.cells["code"] for row in rows}
    belonging = {member.participant for group in members.values() for member in group}
    for code in sorted((named.keys() | members.keys() | belonging) - known):
        yield Complaint(
            "%(code)s has names or memberships and no row here.", {"code": code}, field="code"
        )

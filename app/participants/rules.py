"""Which participants a list shows, in which order, and the table that spreadsheets get of it."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from app.participants.values import Membership, Order, Participant, Roll, Selection, spelling

Cell = str | date | None

HEADER = (
    "code",
    "name",
    "formal_name",
    "kind",
    "group",
    "iso2",
    "m49",
    "un_member_since",
    "existed_since",
    "existed_until",
)


def filed(name: str) -> str:
    """Give a name as it is sorted and searched: without accents, in any case."""
    letters = unicodedata.normalize("NFKD", spelling(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def named_in(code: str | None, roll: Roll, language: str) -> str:
    """Give a participant's short name; a code that the roll lacks stands for itself."""
    return roll[code].name(language).short if code is not None and code in roll else code or ""


def selected(roll: Roll, selection: Selection, *, language: str) -> list[Participant]:
    """Give those who existed on the day and are asked for, sorted by names in the language.

    What has nothing in the column that is sorted by stands last, whichever way the order runs.
    """
    found = [p for p in roll.existing(selection.as_of) if _wanted(p, selection, roll=roll)]
    found.sort(key=lambda participant: filed(participant.name(language).short))
    filled = [p for p in found if _sorted_by(p, selection.order, language) is not None]
    blank = [p for p in found if _sorted_by(p, selection.order, language) is None]
    filled.sort(
        key=lambda participant: _sorted_by(participant, selection.order, language) or "",
        reverse=selection.descending,
    )
    return filled + blank


def rows(participants: Iterable[Participant], *, language: str) -> Iterator[tuple[Cell, ...]]:
    """Give one row a participant, in the columns of ``HEADER``, named in the language."""
    for participant in participants:
        name = participant.name(language)
        yield (
            participant.code,
            name.short,
            name.formal,
            participant.kind.value,
            participant.group and participant.group.value,
            participant.iso2,
            participant.m49,
            participant.un_member_since,
            participant.existed_since,
            participant.existed_until,
        )


def memberships(roll: Roll, code: str) -> list[tuple[Participant, Membership]]:
    """Give the regional organisations that a state belongs or belonged to, and when."""
    return [
        (organisation, membership)
        for organisation in roll
        for membership in organisation.members
        if membership.participant == code
    ]


def _wanted(participant: Participant, selection: Selection, *, roll: Roll) -> bool:
    return (
        selection.kind in {None, participant.kind}
        and selection.group in {None, participant.group}
        and (not selection.member_of or _belongs(participant, selection, roll=roll))
        and (not selection.text or _called(participant, filed(selection.text)))
    )


def _belongs(participant: Participant, selection: Selection, *, roll: Roll) -> bool:
    return any(
        membership.participant == participant.code and membership.covers(selection.as_of)
        for membership in roll[selection.member_of].members
    )


def _called(participant: Participant, text: str) -> bool:
    """Say whether the text is one of its codes or part of one of its names."""
    if text in {
        filed(code) for code in (participant.code, participant.iso2, participant.m49) if code
    }:
        return True
    return any(
        text in filed(called)
        for name in participant.names.values()
        for called in (name.short, name.formal, *name.also)
    )


def _sorted_by(participant: Participant, order: Order, language: str) -> str | None:
    match order:
        case Order.NAME:
            return filed(participant.name(language).short)
        case Order.CODE:
            return participant.code
        case Order.GROUP:
            return participant.group
        case Order.UN_MEMBER_SINCE:
            since = participant.un_member_since
            return since.isoformat() if since else None

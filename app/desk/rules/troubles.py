"""What counts as a trouble, and what is to be said of those that were found before."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from app.correspondence.values import WAITS_TOO_LONG
from app.desk.values.troubles import Found, Seen, Trouble

PATIENCE: Mapping[Trouble, timedelta] = {
    Trouble.BACKGROUND: timedelta(minutes=2),
    Trouble.LETTERS: WAITS_TOO_LONG,
    Trouble.PRINTS: timedelta(minutes=15),
    Trouble.FAILED: timedelta(days=1),
}
"""How long each may stand before it is one: a restart is none, nor is a failure of this morning."""

TOLD_AFTER = timedelta(minutes=1)
"""How long a trouble that was found has to stand before anybody is told."""


def troubles(seen: Seen, *, at: datetime, rehearsal: bool = False) -> list[Found]:
    """Give what troubles an installation at an instant; in a rehearsal letters never leave."""
    since = {
        Trouble.BACKGROUND: seen.ticked_at,
        Trouble.LETTERS: _first(seen.letters.owed_since, seen.letters.due_since),
        Trouble.PRINTS: seen.prints.since,
        Trouble.FAILED: _first(seen.failed_letters.since, seen.prints.failed_since),
    }
    if rehearsal:
        del since[Trouble.LETTERS]
    return [
        Found(trouble, stood)
        for trouble, stood in since.items()
        if stood is not None and at - stood > PATIENCE[trouble]
    ]


def oldest(seen: Seen) -> dict[str, datetime | None]:
    """Give since when the oldest of each sort that is owed, or has failed, has stood."""
    return {
        "letters_owed": seen.letters.owed_since,
        "letters_handed_over": seen.letters.due_since,
        "letters_failed": seen.failed_letters.since,
        "prints_waiting": seen.prints.since,
        "prints_failed": seen.prints.failed_since,
    }


def is_silent(ticked_at: datetime | None, *, at: datetime) -> bool:
    """Say whether the scheduler's calls have stopped coming through."""
    return ticked_at is not None and at - ticked_at > PATIENCE[Trouble.BACKGROUND]


def is_ripe(raised_at: datetime, told_at: datetime | None, *, at: datetime) -> bool:
    """Say whether a trouble that still stands is now to be told.

    A register that has just been started, or restored, finds what has waited meanwhile; if all is
    well it is soon done.
    """
    return told_at is None and at - raised_at >= TOLD_AFTER


def fresh(found: Iterable[Found], raised: Collection[Trouble]) -> list[Found]:
    """Give the troubles that were not raised yet."""
    return [each for each in found if each.trouble not in raised]


def over(found: Iterable[Found], raised: Iterable[Trouble]) -> list[Trouble]:
    """Give the troubles that were raised and stand no more."""
    standing = {each.trouble for each in found}
    return [each for each in raised if each not in standing]


def _first(*instants: datetime | None) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)

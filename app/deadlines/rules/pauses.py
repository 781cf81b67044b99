"""Which pauses of reminders can be entered."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from app.deadlines.values.ladders import LONGEST_REASON, Pause
from app.kernel.errors import Complaint

LONGEST_PAUSE = timedelta(days=366)


def wrong_with(wanted: Pause, held: Iterable[Pause], *, today: date) -> Iterator[Complaint]:
    """Give what is wrong with a pause that is to be entered."""
    if not wanted.reason:
        yield Complaint("Say why this state is not reminded.", field="reason")
    if len(wanted.reason) > LONGEST_REASON:
        yield Complaint(
            "Write at most %(most)s characters here.", {"most": LONGEST_REASON}, field="reason"
        )
    if wanted.since < today:
        yield Complaint("A pause begins today or later.", field="since")
    if wanted.until < wanted.since:
        yield Complaint("A pause ends on the day it begins or later.", field="until")
    if wanted.until - wanted.since > LONGEST_PAUSE:
        yield Complaint("A pause lasts at most a year.", field="until")
    for each in held:
        if each.participant == wanted.participant and _meet(each, wanted):
            yield Complaint(
                "Reminders to this state are paused until %(until)s already.",
                {"until": each.until},
                field="since",
            )


def _meet(one: Pause, other: Pause) -> bool:
    return one.since <= other.until and other.since <= one.until

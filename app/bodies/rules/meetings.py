"""What holds for meetings: when one is convened, changed, registered for, attended, summed up."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from app.bodies.values.meetings import MOST_ITEMS, Item, MeetingPlan, MeetingState
from app.kernel.errors import Complaint

SECURE = "https://"


def wrong_with_plan(
    plan: MeetingPlan, *, at: datetime, opens_on: date, today: date
) -> Iterator[Complaint]:
    """Give what is wrong with when and where a meeting is to be.

    ``opens_on`` is the day at the seat on which it opens.
    """
    if plan.opens_at <= at:
        yield Complaint(
            "A meeting is convened for a time to come. Choose a later beginning.", field="opens_at"
        )
    if plan.closes_at <= plan.opens_at:
        yield Complaint("A meeting ends after it begins. Choose a later end.", field="closes_at")
    if not plan.place and not plan.link:
        yield Complaint(
            "Say where it is held, or under which link it can be attended.", field="place"
        )
    if plan.link and not plan.link.startswith(SECURE):
        yield Complaint("A link begins with https://. Give the whole of it.", field="link")
    if not plan.languages:
        yield Complaint("Choose at least one language.", field="languages")
    due = plan.papers_due_on
    if due is not None and not today <= due < opens_on:
        yield Complaint(
            "Papers are due on a day to come, before the day on which the meeting opens.",
            field="papers_due_on",
        )


def wrong_with_agenda(items: Sequence[Item]) -> Iterator[Complaint]:
    """Give what is wrong with an agenda."""
    if not items:
        yield Complaint("Give the agenda at least one item.", field="agenda")
    if len(items) > MOST_ITEMS:
        yield Complaint(
            "An agenda has at most %(most)s items.", {"most": MOST_ITEMS}, field="agenda"
        )
    for number, count in sorted(Counter(each.number for each in items).items()):
        if count > 1:
            yield Complaint(
                "Two items have the number %(number)s. Give each a number of its own.",
                {"number": number},
                field="agenda",
            )


def wrong_with_changing(
    state: MeetingState, opens_at: datetime, *, at: datetime
) -> Iterator[Complaint]:
    """Give what keeps a meeting from being planned otherwise."""
    if state is MeetingState.CANCELLED:
        yield Complaint("This meeting was cancelled. Convene another one.")
    elif at >= opens_at:
        yield Complaint("This meeting has begun. It can no longer be changed.")


def wrong_with_cancelling(state: MeetingState) -> Iterator[Complaint]:
    """Give what keeps a meeting from being cancelled; one that nobody came to may be, later too."""
    if state is MeetingState.CANCELLED:
        yield Complaint("This meeting was cancelled already.")
    elif state is MeetingState.HELD:
        yield Complaint("This meeting was held. It can no longer be cancelled.")


def wrong_with_registering(
    state: MeetingState, opens_at: datetime, *, at: datetime, by_secretary: bool
) -> Iterator[Complaint]:
    """Give what keeps a delegation from being registered: until it opens by its own people, and
    by the secretary later too, who sees who has come.
    """
    if state is MeetingState.CANCELLED:
        yield Complaint("This meeting was cancelled. Nobody registers for it any more.")
    elif at >= opens_at and not by_secretary:
        yield Complaint(
            "This meeting has begun. Tell its secretary who comes: they can still register it."
        )


def wrong_with_attending(
    state: MeetingState, opens_at: datetime, *, at: datetime
) -> Iterator[Complaint]:
    """Give what keeps a list of attendance from being taken."""
    if state is MeetingState.CANCELLED:
        yield Complaint("This meeting was cancelled: nobody attended it.")
    elif at < opens_at:
        yield Complaint("This meeting has not opened yet. Record who is there once it has.")


def wrong_with_summing_up(state: MeetingState) -> Iterator[Complaint]:
    """Give what keeps a summary from being entered."""
    if state is not MeetingState.HELD:
        yield Complaint(
            "A summary is of a meeting that was held. Record first who was there.",
            field="summary",
        )


def is_told_anew(before: MeetingPlan, after: MeetingPlan) -> bool:
    """Say whether everybody is told again: of another time or another place, of nothing less."""
    then, now = (
        (each.opens_at, each.closes_at, each.place, each.link, each.sort)
        for each in (before, after)
    )
    return then != now

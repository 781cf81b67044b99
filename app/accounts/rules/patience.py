"""How guessing is slowed down and ended: growing pauses, and at most a hundred wrong guesses."""

from datetime import datetime, timedelta

MOST_GUESSES = 100
"""NIST SP 800-63B-4, 3.2.2: then the account takes no more, until it is reset."""

FREE_GUESSES = 5
"""So many may be wrong without a pause: people mistype."""

LONGEST_PAUSE = timedelta(minutes=15)


def pause_after(wrong: int) -> timedelta:
    """Give how long the next guess must wait after so many wrong ones: twice as long each time."""
    if wrong < FREE_GUESSES:
        return timedelta()
    doubled: int = 2 ** min(wrong - FREE_GUESSES, 16)
    return min(timedelta(seconds=doubled), LONGEST_PAUSE)


def may_guess(*, wrong: int, last_at: datetime | None, at: datetime) -> bool:
    """Say whether a guess may be looked at, after so many wrong ones and the last at an instant."""
    if wrong >= MOST_GUESSES:
        return False
    return last_at is None or at - last_at >= pause_after(wrong)

"""What makes an installation ready, decided from heartbeats alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.correspondence.values import WAITS_TOO_LONG, Standing
from app.desk.values.house import Health, Part, Pulse, Reporter

REPORTED_EVERY = timedelta(seconds=4)
"""A process that is alive renews its heartbeat no more often than this."""

SILENT_AFTER = timedelta(seconds=60)
"""How long a heartbeat may be missing before its process counts as down."""

PRINTS = "yes"
"""What a worker reports once its print child has found the PDF libraries."""


RESTING = Health(standing=True, sentence="This is a rehearsal: no letter ever leaves it.")


def due(last: datetime | None, *, at: datetime) -> bool:
    """Say whether a heartbeat should be renewed."""
    return last is None or at - last >= REPORTED_EVERY


def readiness(
    pulses: Mapping[Reporter, Pulse],
    letters: Standing,
    *,
    at: datetime,
    rehearsal: bool = False,
) -> dict[Part, Health]:
    """Give each part's health as the newest heartbeats, and the letters that wait, show it.

    A worker reports only while its connection to the broker stands, and the tick is written only
    when the scheduler's message has come through: nothing here asks the broker itself.
    """
    return {
        Part.DATABASE: Health(standing=True, sentence="The database answers.", seen_at=at),
        Part.BROKER: _heard(
            pulses.get(Reporter.WORKER),
            "a worker connected to the queue",
            "See that the queue and a worker are running.",
            at=at,
        ),
        Part.SCHEDULER: _heard(
            pulses.get(Reporter.TICK),
            "a tick of the scheduler",
            "See that the beat, the queue and a worker are running.",
            at=at,
        ),
        Part.PDF: _printing(pulses.get(Reporter.WORKER), at=at),
        Part.LETTERS: RESTING if rehearsal else _sending(letters, at=at),
    }


def unreachable() -> dict[Part, Health]:
    """Give the health of an installation whose database is away: nothing else can be known."""
    unknown = Health(standing=False, sentence="Not known while the database is away.")
    away = Health(standing=False, sentence="The database cannot be reached.")
    return {part: away if part is Part.DATABASE else unknown for part in Part}


def _heard(pulse: Pulse | None, what: str, advice: str, *, at: datetime) -> Health:
    if pulse is None:
        return Health(standing=False, sentence=f"There was never {what}. {advice}")
    standing = at - pulse.at <= SILENT_AFTER
    since = (
        "There was {what} within the last minute."
        if standing
        else ("There was no sign of {what} for more than a minute. {advice}")
    )
    return Health(standing, since.format(what=what, advice=advice), pulse.at)


def _printing(pulse: Pulse | None, *, at: datetime) -> Health:
    if pulse is None or at - pulse.at > SILENT_AFTER:
        return Health(standing=False, sentence="No worker has reported within the last minute.")
    if pulse.printing is None:
        return Health(standing=False, sentence="A worker is still looking for the PDF libraries.")
    if pulse.printing != PRINTS:
        return Health(
            standing=False,
            sentence="The PDF libraries cannot be loaded. Install them as the README says, "
            "then start the worker again.",
        )
    return Health(standing=True, sentence="The PDF libraries are loaded.", seen_at=pulse.at)


def _sending(letters: Standing, *, at: datetime) -> Health:
    """Say whether letters leave: a pulse goes their way each minute, and none waits too long."""
    if letters.heard_at is None or at - letters.heard_at > SILENT_AFTER:
        return Health(
            standing=False,
            sentence="No pulse has come from a worker through the spool to the relay within the "
            "last minute. See that a worker and the relay are running, and that both reach the "
            "folder of the spool.",
            seen_at=letters.heard_at,
        )
    if letters.owed_since is not None and at - letters.owed_since > SILENT_AFTER:
        return Health(
            standing=False,
            sentence="A letter has been owed for more than a minute and lies not in the spool. "
            "See the worker's log.",
            seen_at=letters.heard_at,
        )
    if letters.due_since is not None and at - letters.due_since > WAITS_TOO_LONG:
        return Health(
            standing=False,
            sentence="Letters have been waiting for the mail server for more than fifteen minutes. "
            "The page of the letters, and the log of the relay, say why.",
            seen_at=letters.heard_at,
        )
    found = "wait for the mail server" if letters.trouble else "leave"
    return Health(standing=True, sentence=f"Letters {found}.", seen_at=letters.heard_at)

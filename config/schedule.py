"""When the beat calls for what."""

from datetime import timedelta
from typing import Any

TICK = "tick"
CONCLUDE = "conclude_circulations"
TAKE_BACK = "correspondence.take_back"
WATCH = "operations.watch"

BEAT: dict[str, dict[str, Any]] = {
    TICK: {"task": TICK, "schedule": timedelta(seconds=2), "options": {"expires": 2}},
    CONCLUDE: {
        "task": CONCLUDE,
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    WATCH: {
        "task": WATCH,
        "schedule": timedelta(seconds=30),
        "options": {"expires": 30},
    },
    TAKE_BACK: {
        "task": TAKE_BACK,
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
}
"""Every two seconds workers are asked to look for what is owed; a call that comes late is void,
because the next one finds the same rows. What only the passing of a day brings about is looked for
every five minutes, and what came back by mail every minute; whether anything stands
too long every half minute, and by the relay as well, should no call come through."""

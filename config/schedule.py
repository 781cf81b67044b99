"""When the beat calls for what."""

from datetime import timedelta
from typing import Any

TICK = "tick"

BEAT: dict[str, dict[str, Any]] = {
    TICK: {"task": TICK, "schedule": timedelta(seconds=2), "options": {"expires": 2}},
}
"""Every two seconds workers are asked to look for what is owed; a call that comes late is void,
because the next one finds the same rows."""

"""Every change to deadlines: set, moved, met; reminded of, or not for a while."""

from app.deadlines.operations.gathering import gather, leave_out
from app.deadlines.operations.pausing import end_pause, pause
from app.deadlines.operations.people import follow_people
from app.deadlines.operations.setting import (
    lift,
    meet,
    move,
    set_deadline,
    set_deadlines,
    unmeet,
    waive,
)
from app.deadlines.operations.sweeping import sweep

__all__ = [
    "end_pause",
    "follow_people",
    "gather",
    "leave_out",
    "lift",
    "meet",
    "move",
    "pause",
    "set_deadline",
    "set_deadlines",
    "sweep",
    "unmeet",
    "waive",
]

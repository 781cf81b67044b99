"""The depositary's desk: what waits, instruments, corrections, signing ceremonies."""

from app.treaties.views.depositary import (
    ceremonies,
    corrections,
    entering,
    instruments,
    listing,
    scans,
    worklist,
)

__all__ = [
    "ceremonies",
    "corrections",
    "entering",
    "instruments",
    "listing",
    "scans",
    "worklist",
]

"""The depositary's desk: instruments, corrections of the register and of texts, ceremonies."""

from app.treaties.views.depositary import (
    ceremonies,
    corrections,
    entering,
    instruments,
    listing,
    scans,
    text_corrections,
    worklist,
)

__all__ = [
    "ceremonies",
    "corrections",
    "entering",
    "instruments",
    "listing",
    "scans",
    "text_corrections",
    "worklist",
]

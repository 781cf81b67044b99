"""What the house records of itself."""

from app.desk.operations.house import (
    FORGOTTEN_AFTER,
    mark_demonstration,
    mark_rehearsal,
    report,
)

__all__ = ["FORGOTTEN_AFTER", "mark_demonstration", "mark_rehearsal", "report"]

"""Which rows of a status table somebody wants to see, and in what order."""

from dataclasses import dataclass
from enum import StrEnum

from app.treaties.values.status import Status


class Sort(StrEnum):
    """What the table may be in the order of."""

    NAME = "name"
    STATUS = "status"
    SIGNED = "signed"
    CONSENT = "consent"
    IN_FORCE = "in_force"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows are wanted, and in what order."""

    status: Status | None = None
    text: str = ""
    """Part of a name, or a whole code, in any case and without accents."""
    sort: Sort = Sort.NAME
    descending: bool = False

"""What may be wrong with a declaration, said so that it can be found and mended."""

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.sentences import Sentence


class Severity(StrEnum):
    """What a problem does to a filing."""

    REFUSAL = "refusal"
    """It cannot be submitted so."""
    WARNING = "warning"
    """It can; whoever reviews it will ask."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or strange."""

    section: str
    field: str
    """The question's name; empty where it is the section or one of its tables."""
    path: str
    """Where it stands on the section's page, and its anchor there: ``facility.2.status``."""
    sentence: Sentence
    severity: Severity = Severity.REFUSAL

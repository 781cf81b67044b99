"""The classes of what a state declares, set by the state alone."""

from enum import StrEnum


class Class(StrEnum):
    """Who may read a section or a figure once it is filed."""

    UNCLASSIFIED = "unclassified"
    RESTRICTED = "restricted"
    PROTECTED = "protected"
    HIGHLY_PROTECTED = "highly_protected"
    """Never held here: only where it is kept, on paper or a sealed medium, is recorded."""

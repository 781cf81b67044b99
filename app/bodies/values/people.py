"""The words for who belongs to a body, and who leads it."""

from enum import StrEnum


class Standing(StrEnum):
    """As what somebody sits in a body."""

    MEMBER = "member"
    """A participant: it decides."""
    EXPERT = "expert"
    """A person, in personal capacity: reads and comments."""
    OBSERVER = "observer"
    """A participant or a person that attends."""


class Office(StrEnum):
    """An office of a body's bureau."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    RAPPORTEUR = "rapporteur"
    FACILITATOR = "facilitator"

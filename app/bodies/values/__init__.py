"""The words of bodies."""

from app.bodies.values.acts import DeedKind, Hand
from app.bodies.values.bodies import BodyKind, BodyState, Class, Span
from app.bodies.values.decisions import Choice, Counts, Manner, Matter, Outcome, Stating
from app.bodies.values.people import Office, Standing

__all__ = [
    "BodyKind",
    "BodyState",
    "Choice",
    "Class",
    "Counts",
    "DeedKind",
    "Hand",
    "Manner",
    "Matter",
    "Office",
    "Outcome",
    "Span",
    "Standing",
    "Stating",
]

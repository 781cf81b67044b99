"""The words of bodies."""

from app.bodies.values.acts import DeedKind, Hand
from app.bodies.values.bodies import BodyKind, BodyState, Class, Span
from app.bodies.values.people import Office, Standing

__all__ = ["BodyKind", "BodyState", "Class", "DeedKind", "Hand", "Office", "Span", "Standing"]

"""The tables of bodies."""

from app.bodies.models.bodies import Body, BodyMandate, BodyStep, BodyTerm
from app.bodies.models.people import Bureau, Seat
from app.bodies.models.records import BodyRecord

__all__ = ["Body", "BodyMandate", "BodyRecord", "BodyStep", "BodyTerm", "Bureau", "Seat"]

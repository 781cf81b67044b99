"""Every question about accounts. Slices above ask who somebody is and who receives a letter."""

from app.accounts.queries.missions import openings as mission_openings
from app.accounts.queries.people import person, recipients
from app.accounts.queries.records import openings

__all__ = ["mission_openings", "openings", "person", "recipients"]

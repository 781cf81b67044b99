"""Everything that is looked up about bodies."""

from app.bodies.queries.bodies import (
    bodies,
    body,
    by_slug,
    mandates,
    state,
    states,
    steps,
    symbol_is_taken,
    terms,
)
from app.bodies.queries.people import bureau, seats
from app.bodies.queries.places import readable_by, reading, standings
from app.bodies.queries.procedure import procedure, procedures
from app.bodies.queries.records import done_before, openings, records

__all__ = [
    "bodies",
    "body",
    "bureau",
    "by_slug",
    "done_before",
    "mandates",
    "openings",
    "procedure",
    "procedures",
    "readable_by",
    "reading",
    "records",
    "seats",
    "standings",
    "state",
    "states",
    "steps",
    "symbol_is_taken",
    "terms",
]

"""Everything that is looked up about bodies."""

from app.bodies.queries.bodies import (
    around,
    bodies,
    body,
    by_slug,
    courses,
    mandates,
    state,
    states,
    steps,
    symbol_is_taken,
    terms,
)
from app.bodies.queries.people import bureau, seats, sitters, speakers
from app.bodies.queries.places import readable_by, reading, standings
from app.bodies.queries.procedure import procedure, procedures
from app.bodies.queries.records import done_before, openings, records

__all__ = [
    "around",
    "bodies",
    "body",
    "bureau",
    "by_slug",
    "courses",
    "done_before",
    "mandates",
    "openings",
    "procedure",
    "procedures",
    "readable_by",
    "reading",
    "records",
    "seats",
    "sitters",
    "speakers",
    "standings",
    "state",
    "states",
    "steps",
    "symbol_is_taken",
    "terms",
]

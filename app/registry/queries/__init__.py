"""Looking in the register of things, always through somebody's eyes."""

from app.registry.queries.readings import readings
from app.registry.queries.table import accelerators
from app.registry.queries.things import (
    following,
    history,
    keepers,
    listing,
    loaded,
    of,
    openings,
    own,
    recorded_as,
    thing,
)

__all__ = [
    "accelerators",
    "following",
    "history",
    "keepers",
    "listing",
    "loaded",
    "of",
    "openings",
    "own",
    "readings",
    "recorded_as",
    "thing",
]

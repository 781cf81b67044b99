"""Who may look at a body and at what it has before it; ``queries.places`` says the same in SQL.

A class is read by whoever has the place for it (the roles table of the domain: a body's papers by
class). Nobody in the secretariat reads by rank: its director reads what every seat reads, and
those who run bodies read all, because they keep it.
"""

from app.bodies.values import Class, Standing
from app.kernel.actor import Actor, Role

RUNNING = (Role.BODIES_OFFICER,)
"""Who runs bodies: the secretary of each."""

OVERSEEING = (*RUNNING, Role.DIRECTOR)
"""Who sees all bodies over time."""

KEEPERS = frozenset({Role.BODIES_OFFICER, Role.DIRECTOR, Role.SYSTEM})
"""Who may look at every body, also at those that are not public."""

SPEAKING = (Role.DRAFTER, Role.REPRESENTATIVE, Role.EXPERT)
"""Who takes part in a body, if they have a seat in it."""

DECIDING = (Role.REPRESENTATIVE,)
"""Who votes and breaks silence, for a participant that is a member."""

OPEN = frozenset({Class.UNCLASSIFIED})
SEATED = OPEN | {Class.RESTRICTED}
EVERY = frozenset(Class)

BY_STANDING = {Standing.MEMBER: EVERY, Standing.EXPERT: EVERY, Standing.OBSERVER: SEATED}
BY_ROLE = {Role.BODIES_OFFICER: EVERY, Role.SYSTEM: EVERY, Role.DIRECTOR: SEATED}


def may_look(actor: Actor, *, public: bool, standing: Standing | None) -> bool:
    """Say whether somebody may know of a body."""
    return public or standing is not None or actor.role in KEEPERS


def readable_classes(actor: Actor, standing: Standing | None) -> frozenset[Class]:
    """Give the classes that somebody reads in a body at which they may look."""
    own = BY_STANDING[standing] if standing else OPEN
    return own | BY_ROLE.get(actor.role, OPEN)


def read_by_all_who_read(sort: Class) -> frozenset[Class]:
    """Give the classes that are read in a body by everybody who reads one of them."""
    order = list(Class)
    return frozenset(order[: order.index(sort) + 1])

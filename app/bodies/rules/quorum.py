"""Whether enough of a body are there to decide: its rules of procedure, and the members of the day.

A member is there when somebody sits on its seat, or an alternate in its stead, and counts once.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from app.bodies.rules.voting import needed_present
from app.bodies.values.meetings import Presence, Sitting
from app.bodies.values.procedure import Base, Quorum


def presence(
    quorum: Quorum,
    sittings: Iterable[Sitting],
    present: Collection[UUID],
    *,
    parties: Collection[str],
) -> Presence:
    """Give how many members are there, of the seats that somebody sits on (``present``).

    ``parties`` are the participants for which the Agency's treaty is in force on the day; they
    matter where the rules count them alone.
    """
    seats = list(sittings)
    counted = {
        each.id: each.participant
        for each in seats
        if each.is_member
        and each.alternate_to is None
        and (quorum.of is Base.MEMBERS or each.participant in parties)
    }
    there = {
        counted[seat]
        for each in seats
        if each.id in present
        for seat in [each.alternate_to or each.id]
        if seat in counted
    }
    whole = len(set(counted.values()))
    return Presence(len(there), whole, needed_present(quorum, whole))

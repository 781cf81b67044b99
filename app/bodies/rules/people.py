"""Who may sit in a body and who may lead it, from which day to which.

A member is a participant. Chair, vice-chairs and rapporteur come from among the members, whoever
facilitates may be an expert as well, and whoever observes leads nothing (decision 28).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from app.bodies.values import Office, Span, Standing
from app.bodies.values.bodies import LONGEST_NAME
from app.bodies.values.people import Charge, Place
from app.kernel.errors import Complaint
from app.kernel.writing import is_line
from app.participants.values import (
    Participant,
    ParticipantKind,
    RegionalGroup,
    Roll,
    spelling,
)

LEADING = frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.RAPPORTEUR})
"""The offices that only those hold who sit for a member, and nobody two of them at once."""

SINGLE = frozenset({Office.CHAIR, Office.RAPPORTEUR})
"""The offices that one person holds at a time."""

JOINING = frozenset({ParticipantKind.STATE, ParticipantKind.REIO})
"""Which participants may be members; the others observe."""


def wrong_with_place(
    wanted: Place,
    others: Iterable[Place],
    *,
    participant: Participant | None,
    main: Place | None = None,
    may_sit: bool = True,
) -> Iterator[Complaint]:
    """Give what keeps a seat from being given.

    ``others`` are the seats of the body, ``participant`` is whose seat it is to be, ``main`` the
    seat for which an alternate stands in, and ``may_sit`` whether the account may belong to bodies.
    """
    if wanted.span.until is not None and wanted.span.until < wanted.span.since:
        yield Complaint("The last day lies before the first one.", field="until")
    yield from _wrong_with_name(wanted.name)
    yield from _wrong_with_holder(wanted, participant)
    if wanted.alternate_to is not None:
        yield from _wrong_with_alternate(wanted, main)
    if not may_sit:
        yield Complaint("This account may not sit in a body.", field="account")
    elif any(_clash(wanted, each) for each in others if each.span.meets(wanted.span)):
        yield Complaint("They have a seat in this body then already.", field="since")


def wrong_with_end(on: date, span: Span) -> Iterator[Complaint]:
    """Give what keeps a seat or an office from being ended: from that day on it would not hold."""
    if not span.covers(on):
        yield Complaint("It does not hold on this day, so it cannot end on it.", field="on")


def wrong_with_election(
    wanted: Charge, held: Iterable[Charge], *, seat: Place | None
) -> Iterator[Complaint]:
    """Give what keeps somebody from an office; ``seat`` is the one that they have in the body."""
    if wanted.span.until is not None and wanted.span.until < wanted.span.since:
        yield Complaint("The last day lies before the first one.", field="until")
    if not wanted.name:
        yield Complaint("Give the name of whoever is elected.", field="name")
    yield from _wrong_with_name(wanted.name)
    yield from _wrong_with_seat(wanted, seat)
    meeting = [each for each in held if each.span.meets(wanted.span)]
    if wanted.office in SINGLE and any(each.office is wanted.office for each in meeting):
        yield Complaint("Somebody holds this office then already.", field="office")
    if any(_same_person(wanted, each) for each in meeting):
        yield Complaint("They hold an office then already.", field="name")


def sizes(members: Iterable[str], roll: Roll) -> Sequence[tuple[RegionalGroup | None, int]]:
    """Count members by regional group, in the order of the groups; organisations have none."""
    counted = Counter(roll[code].group for code in members)
    return [(group, counted[group]) for group in (*RegionalGroup, None) if counted[group]]


def by_group(
    members: Iterable[Place], roll: Roll
) -> Sequence[tuple[RegionalGroup | None, Sequence[Place]]]:
    """Give members by regional group, in the order of the groups; organisations have none."""
    found: dict[RegionalGroup | None, list[Place]] = {group: [] for group in (*RegionalGroup, None)}
    for each in members:
        if each.participant is not None:
            found[roll[each.participant].group].append(each)
    return [(group, some) for group, some in found.items() if some]


def members_among(seats: Iterable[Place]) -> Sequence[Place]:
    """Give the seats of members themselves, without those who stand in for them."""
    return [
        each for each in seats if each.standing is Standing.MEMBER and each.alternate_to is None
    ]


def by_main(seats: Iterable[Place]) -> Mapping[UUID, Sequence[Place]]:
    """Give the alternates, by the seat for which they stand in."""
    found: defaultdict[UUID, list[Place]] = defaultdict(list)
    for each in seats:
        if each.alternate_to is not None:
            found[each.alternate_to].append(each)
    return found


def without_name(place: Place) -> Place:
    """Give a seat as everybody may know it: whose it is, not who sits on it."""
    return replace(place, name="", account=None)


def _wrong_with_name(name: str) -> Iterator[Complaint]:
    if len(name) > LONGEST_NAME or not is_line(name):
        yield Complaint(
            "Write the name on one line of at most %(most)s characters.",
            {"most": LONGEST_NAME},
            field="name",
        )


def _wrong_with_holder(wanted: Place, participant: Participant | None) -> Iterator[Complaint]:
    match wanted.standing:
        case Standing.MEMBER if participant is None:
            yield Complaint("Name the participant that is to be a member.", field="participant")
        case Standing.MEMBER if participant is not None and participant.kind not in JOINING:
            yield Complaint(
                "An entity that observes cannot be a member. Give it the seat of an observer.",
                field="participant",
            )
        case Standing.EXPERT if participant is not None:
            yield Complaint(
                "An expert sits in personal capacity, for no participant.", field="participant"
            )
        case Standing.EXPERT if not wanted.name:
            yield Complaint("Give the name of the expert.", field="name")
        case Standing.OBSERVER if participant is None and not wanted.name:
            yield Complaint("Name the participant or the person that observes.", field="name")
    if participant is not None and not participant.exists(wanted.span.since):
        yield Complaint("This participant does not exist on that day.", field="participant")


def _wrong_with_alternate(wanted: Place, main: Place | None) -> Iterator[Complaint]:
    if main is None:
        yield Complaint("Choose for whom the alternate stands in.", field="alternate_to")
        return
    if main.alternate_to is not None:
        yield Complaint("Nobody stands in for an alternate.", field="alternate_to")
    if (main.standing, main.participant) != (wanted.standing, wanted.participant):
        yield Complaint(
            "An alternate has the standing and the participant of whom they stand in for.",
            field="alternate_to",
        )
    if not main.span.contains(wanted.span):
        yield Complaint(
            "An alternate sits within the time of the seat for which they stand in.", field="since"
        )
    if not wanted.name:
        yield Complaint("Give the name of the alternate.", field="name")


def _clash(one: Place, other: Place) -> bool:
    """Say whether two seats would be held by one participant or one person."""
    if one.account is not None and one.account == other.account:
        return True
    if one.participant is not None and one.participant == other.participant:
        both_main = one.alternate_to is None and other.alternate_to is None
        return both_main or _alike(one.name, other.name)
    return one.participant is None and other.participant is None and _alike(one.name, other.name)


def _wrong_with_seat(wanted: Charge, seat: Place | None) -> Iterator[Complaint]:
    if seat is None:
        yield Complaint("Only somebody with a seat in the body holds an office.", field="seat")
    elif wanted.office in LEADING and (
        seat.standing is not Standing.MEMBER or seat.alternate_to is not None
    ):
        yield Complaint("Chair, vice-chairs and rapporteur sit for a member.", field="seat")
    elif seat.standing is Standing.OBSERVER:
        yield Complaint("An observer holds no office.", field="seat")
    elif not seat.span.contains(wanted.span):
        yield Complaint("Their seat does not cover the whole term of the office.", field="since")


def _same_person(one: Charge, other: Charge) -> bool:
    """Say whether one person would hold an office twice, or lead in two offices at once."""
    if one.office is not other.office and not {one.office, other.office} <= LEADING:
        return False
    return one.seat == other.seat and _alike(one.name, other.name)


def _alike(one: str, other: str) -> bool:
    return bool(one) and spelling(one) == spelling(other)

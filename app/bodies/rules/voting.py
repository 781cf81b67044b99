"""Who votes, with how many votes, and what a vote comes to.

Members present and voting are those that vote for or against (rules of procedure of the General
Assembly, rule 86): abstentions make a quorum, and count neither way. A regional organisation votes
with the number of its members that have a vote, and never beside one of them (Convention on
Biological Diversity, article 31; UNFCCC, article 18).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.bodies.values import Choice, Counts, Outcome
from app.bodies.values.meetings import Presence
from app.bodies.values.procedure import NumberPresent, Quorum, Share
from app.bodies.values.voting import Ballot, Electorate, Result
from app.kernel.errors import Complaint
from app.participants.values import Roll
from app.treaties.rules.document import short_name


def electorate(
    members: Iterable[str], *, parties: frozenset[str] | None, roll: Roll, on: date
) -> Electorate:
    """Give who may vote on a day: members of a body; with ``parties``, those of them alone."""
    entitled = {code for code in members if parties is None or code in parties}
    states = frozenset(code for code in entitled if not roll.is_reio(code))
    organisations = {
        code: tuple(
            sorted(
                each.participant
                for each in roll[code].members
                if each.participant in states and each.covers(on)
            )
        )
        for code in sorted(entitled - states)
    }
    return Electorate(states, {code: own for code, own in organisations.items() if own})


def wrong_with_roll_call(
    cast: Mapping[str, Choice], entitled: Electorate, *, roll: Roll
) -> Iterator[Complaint]:
    """Give what is wrong with a roll call, by participant."""
    voting = {code for code, choice in cast.items() if choice is not Choice.ABSENT}
    for code in sorted(voting):
        if code not in entitled:
            yield Complaint(
                "%(name)s has no vote in this body on that day.",
                {"name": short_name(code, roll=roll)},
                field_of(code),
            )
    for organisation, members in entitled.organisations.items():
        if organisation in voting and (beside := sorted(voting.intersection(members))):
            yield Complaint(
                "%(organisation)s votes with the votes of its members: either it votes or they do. "
                "%(members)s voted beside it.",
                {
                    "organisation": short_name(organisation, roll=roll),
                    "members": ", ".join(short_name(code, roll=roll) for code in beside),
                },
                field_of(organisation),
            )


def field_of(code: str) -> str:
    """Give the name of the field in which a participant's choice is posted."""
    return f"choice-{code}"


def ballots(cast: Mapping[str, Choice], entitled: Electorate) -> tuple[Ballot, ...]:
    """Give how everybody voted; a member for which its organisation votes has no ballot."""
    for_others = {
        member
        for organisation, members in entitled.organisations.items()
        if cast.get(organisation, Choice.ABSENT) is not Choice.ABSENT
        for member in members
    }
    states = [Ballot(code, cast.get(code, Choice.ABSENT)) for code in entitled.states - for_others]
    organisations = [
        Ballot(code, cast[code], len(members), members)
        for code, members in entitled.organisations.items()
        if cast.get(code, Choice.ABSENT) is not Choice.ABSENT
    ]
    return tuple(sorted((*states, *organisations), key=lambda each: each.participant))


def counted(given: Iterable[Ballot], entitled: Electorate) -> Counts:
    """Count ballots; whoever was absent and not voted for counts as absent."""
    sums = dict.fromkeys(Choice, 0)
    for each in given:
        sums[each.choice] += each.weight
    return Counts(
        votes_for=sums[Choice.FOR],
        votes_against=sums[Choice.AGAINST],
        abstentions=sums[Choice.ABSTAIN],
        absent=sums[Choice.ABSENT],
        entitled=entitled.size,
    )


def result(counts: Counts, majority: Share) -> Result:
    """Give what a vote came to; a tie carries nothing, whatever the majority."""
    needed = majority.needed(counts.votes_for + counts.votes_against)
    carried = counts.votes_for >= needed and counts.votes_for > counts.votes_against
    return Result(counts, needed, Outcome.ADOPTED if carried else Outcome.NOT_ADOPTED)


def needed_present(quorum: Quorum, whole: int) -> int:
    """Give how many of a number must be present, for a decision to be taken."""
    return quorum.n if isinstance(quorum, NumberPresent) else quorum.share.needed(whole)


def wrong_with_presence(found: Presence) -> Iterator[Complaint]:
    """Give what keeps a body from deciding: too few are there."""
    if not found.is_quorum:
        yield Complaint(
            "There is no quorum: %(present)s of %(whole)s are present, and %(needed)s are needed. "
            "Without a quorum nothing can be decided.",
            {"present": found.present, "whole": found.whole, "needed": found.needed},
        )


def presence_of(counts: Counts, quorum: Quorum) -> Presence:
    """Give how many took part in a vote, and how many had to: whoever abstains is present."""
    voted = counts.votes_for + counts.votes_against + counts.abstentions
    return Presence(voted, counts.entitled, needed_present(quorum, counts.entitled))

"""What holds for setting up a body, for what it is to do, for how long, and for each step with it.

A body exists by a decision and changes by decisions (the domain's words for bodies): every change
here names the authority on which it is made.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.bodies.values import BodyState, Span
from app.bodies.values.bodies import (
    LONGEST_AUTHORITY,
    LONGEST_MANDATE,
    LONGEST_NAME,
    LONGEST_REASON,
    Charter,
    Move,
    Pending,
    Plan,
)
from app.kernel.errors import Complaint
from app.kernel.writing import is_line, is_prose

SYMBOL = re.compile(r"GAIMA/([A-Z]{1,12})((?:\.[1-9]\d{0,2}){0,2})", re.ASCII)
"""Such as ``GAIMA/C`` and ``GAIMA/WG.1``."""

DECISION = re.compile(r"GAIMA/[A-Z]{1,12}(?:\.[1-9]\d{0,2}){0,2}/D\.\d+", re.ASCII)
"""What the symbols of decisions look like, such as ``GAIMA/C/D.4``."""

RESERVED = frozenset({"desk", "propose", "search", "timeline"})
"""Slugs that are addresses of pages of their own."""

LETTERS_IN_CITATION = 4
"""How many letters at least say where else it was decided, such as ``art. 4`` does not."""

MOVES: Mapping[BodyState, frozenset[BodyState]] = {
    BodyState.PROPOSED: frozenset({BodyState.CONCLUDED}),
    BodyState.ACTIVE: frozenset({BodyState.DORMANT, BodyState.CONCLUDED}),
    BodyState.DORMANT: frozenset({BodyState.ACTIVE, BodyState.CONCLUDED}),
    BodyState.CONCLUDED: frozenset(),
}
"""Where a body may go from where it stands; setting it up is an act of its own."""


def slug_of(symbol: str) -> str:
    """Give what stands for a body in addresses: ``wg-1`` for ``GAIMA/WG.1``."""
    return symbol.partition("/")[2].lower().replace(".", "-")


def cites_decision(authority: str) -> bool:
    """Say whether an authority looks like the symbol of a decision taken in the product."""
    return DECISION.fullmatch(authority) is not None


def wrong_with_plan(plan: Plan, *, taken: bool) -> Iterator[Complaint]:
    """Give what keeps a body from being proposed; ``taken`` if another has its symbol."""
    if not SYMBOL.fullmatch(plan.symbol) or slug_of(plan.symbol) in RESERVED:
        yield Complaint("Write the symbol as GAIMA/C or GAIMA/WG.1.", field="symbol")
    elif taken:
        yield Complaint("There is a body of this symbol already.", field="symbol")
    if not plan.name:
        yield Complaint("Give the body a name.", field="name")
    elif len(plan.name) > LONGEST_NAME or not is_line(plan.name):
        yield Complaint(
            "Write the name on one line of at most %(most)s characters.",
            {"most": LONGEST_NAME},
            field="name",
        )
    yield from wrong_with_mandate(plan.mandate)


def wrong_with_mandate(text: str, *, before: str | None = None) -> Iterator[Complaint]:
    """Give what is wrong with a mandate's text; ``before`` is the text that it is to replace."""
    if not text:
        yield Complaint("Say what the body is to do.", field="mandate")
    elif len(text) > LONGEST_MANDATE:
        yield Complaint(
            "At most %(most)s characters are accepted here.",
            {"most": LONGEST_MANDATE},
            field="mandate",
        )
    elif not is_prose(text):
        yield Complaint(
            "This holds characters that cannot be seen. Leave them out.", field="mandate"
        )
    elif text == before:
        yield Complaint("This is the mandate that stands already.", field="mandate")


def wrong_with_authority(authority: str, *, adopted: bool) -> Iterator[Complaint]:
    """Give what is wrong with an authority; ``adopted`` if it is an adopted decision's symbol."""
    if not authority:
        yield Complaint(
            "Name the decision by its symbol, or cite where it was taken.", field="authority"
        )
    elif len(authority) > LONGEST_AUTHORITY or not is_line(authority):
        yield Complaint(
            "Write the authority on one line of at most %(most)s characters.",
            {"most": LONGEST_AUTHORITY},
            field="authority",
        )
    elif cites_decision(authority):
        if not adopted:
            yield Complaint(
                "No decision of this symbol stands adopted. Record the decision first.",
                field="authority",
            )
    elif sum(map(str.isalpha, authority)) < LETTERS_IN_CITATION:
        yield Complaint(
            "Cite where it was decided, such as “Statute, article 4”.", field="authority"
        )


def wrong_with_charter(
    charter: Charter, *, state: BodyState, proposed_on: date, today: date
) -> Iterator[Complaint]:
    """Give what keeps a body from being set up, beside its authority."""
    if state is not BodyState.PROPOSED:
        yield Complaint("This body has been set up already.")
    yield from wrong_with_mandate(charter.mandate)
    yield from wrong_with_day(charter.on, since=proposed_on, today=today)
    if charter.until is not None and charter.until < charter.on:
        yield Complaint("The last day lies before the first one.", field="until")


def wrong_with_day(on: date, *, since: date, today: date, field: str = "on") -> Iterator[Complaint]:
    """Give what is wrong with the day of a step: it follows the one before, and has come."""
    if on < since:
        yield Complaint(
            "The step before it was on %(since)s. Give that day or a later one.",
            {"since": since},
            field=field,
        )
    elif on > today:
        yield Complaint("This day lies in the future. Record it when it has come.", field=field)


def wrong_with_term(wanted: Span, before: Sequence[Span]) -> Iterator[Complaint]:
    """Give what is wrong with another term of a body: terms follow one another."""
    last = before[-1] if before else None
    if wanted.until is None:
        yield Complaint("Give the day until which the term is extended.", field="until")
    elif wanted.until < wanted.since:
        yield Complaint("The last day lies before the first one.", field="until")
    if last and last.until is None:
        yield Complaint("This body stands without an end: there is no term to extend.")
    elif last and last.until and wanted.since <= last.until:
        yield Complaint(
            "This term would overlap the one that ends on %(until)s.",
            {"until": last.until},
            field="since",
        )


def wrong_with_move(
    move: Move, *, state: BodyState, since: date, today: date
) -> Iterator[Complaint]:
    """Give what keeps a body from a step; ``since`` is the day of the step before."""
    if move.to not in MOVES[state]:
        yield Complaint(
            "This cannot be done to a body that stands where this one does.", field="to"
        )
    if move.to is BodyState.CONCLUDED and not move.reason:
        yield Complaint("Say how its work ended.", field="reason")
    if len(move.reason) > LONGEST_REASON or not is_prose(move.reason):
        yield Complaint(
            "Write at most %(most)s characters, all of which can be seen.",
            {"most": LONGEST_REASON},
            field="reason",
        )
    yield from wrong_with_day(move.on, since=since, today=today)


def wrong_with_end(to: BodyState, pending: Pending) -> Iterator[Complaint]:
    """Give what keeps a body from being concluded: what is still to come of it."""
    if to is not BodyState.CONCLUDED:
        return
    if pending.meeting is not None:
        yield Complaint(
            "Meeting %(number)s is still to be held. Cancel it first.",
            {"number": pending.meeting},
            field="to",
        )
    if pending.silence:
        yield Complaint(
            "A silence procedure of this body still runs. Wait for its end, or withdraw the text.",
            field="to",
        )

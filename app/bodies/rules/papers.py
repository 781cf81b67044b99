"""What may be done with a paper, and who knows of it; ``queries.papers`` says the latter in SQL."""

import re
from collections.abc import Iterator
from datetime import date

from app.bodies.rules.access import KEEPERS, RUNNING, SPEAKING, may_look, readable_classes
from app.bodies.rules.symbols import may_carry
from app.bodies.values import BodyState, Class, Standing
from app.bodies.values.papers import (
    Issue,
    Lowering,
    PaperState,
    PaperSymbol,
    SuffixKind,
)
from app.kernel.actor import Actor
from app.kernel.errors import Complaint

ISSUED_ONCE = frozenset({PaperState.ISSUED, PaperState.SUPERSEDED})
"""Papers that came out, whether or not a later one has taken their place."""

HANDING_IN = frozenset({Standing.MEMBER, Standing.EXPERT})
"""As what somebody sits who may hand in a paper."""

ORDER = tuple(Class)
"""From the lowest class to the highest."""

GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def may_read(
    actor: Actor, *, state: PaperState, sort: Class, standing: Standing | None, public: bool
) -> bool:
    """Say whether somebody reads a paper: its title, its texts, its files.

    A paper that has not come out, or never will, is for those who sit in the body and those who
    keep it; beyond that its class decides.
    """
    seated = standing is not None or actor.role in KEEPERS
    if not may_look(actor, public=public, standing=standing):
        return False
    return sort in readable_classes(actor, standing) and (state in ISSUED_ONCE or seated)


def may_know_of(
    actor: Actor, *, state: PaperState, sort: Class, standing: Standing | None, public: bool
) -> bool:
    """Say whether somebody knows of a paper's symbol.

    That a number was given up, and why, is known to whoever may look at the body: they would
    take it for a gap otherwise.
    """
    looks = may_look(actor, public=public, standing=standing)
    reads = may_read(actor, state=state, sort=sort, standing=standing, public=public)
    return reads or (looks and state is PaperState.GIVEN_UP)


def may_hand_in(actor: Actor, standing: Standing | None) -> bool:
    """Say whether somebody may hand in a paper of their own."""
    return actor.role in SPEAKING and standing in HANDING_IN


def may_see_offer(actor: Actor, *, participant: str | None, account: int) -> bool:
    """Say whether somebody sees what was handed in: who did so, and who runs bodies."""
    own = actor.role in SPEAKING and actor.account is not None
    theirs = actor.account == account or (participant and actor.participant == participant)
    return actor.role in RUNNING or bool(own and theirs)


def paragraphs(text: str) -> tuple[str, ...]:
    """Give the paragraphs of a text, which empty lines part; they are counted from 1."""
    return tuple(filter(None, (each.strip() for each in GAP.split(text.strip()))))


def about_reserving(
    state: BodyState,
    *,
    parent: tuple[PaperSymbol, PaperState] | None,
    suffix: SuffixKind | None,
) -> Iterator[Complaint]:
    """Say why no symbol can be reserved: for a paper, or for what hangs on ``parent``."""
    if not state.is_at_work:
        yield Complaint("Only a body that is active issues papers.")
    if (parent is None) != (suffix is None):
        yield Complaint(
            "Choose both a paper and whether this revises, adds to or corrects it, or neither.",
            field="suffix",
        )
    if parent is not None and suffix is not None:
        yield from _about_hanging(*parent, suffix)


def _about_hanging(
    symbol: PaperSymbol, state: PaperState, suffix: SuffixKind
) -> Iterator[Complaint]:
    if not may_carry(symbol, suffix):
        yield Complaint(
            "Nothing of this kind hangs on %(symbol)s: a revision is revised under the paper's "
            "own symbol, an addendum has none of its own, and nothing hangs on a corrigendum.",
            {"symbol": str(symbol)},
            field="suffix",
        )
    elif state is PaperState.SUPERSEDED and suffix is not SuffixKind.REVISION:
        yield Complaint(
            "%(symbol)s was superseded. What is added or corrected now hangs on the paper that "
            "took its place.",
            {"symbol": str(symbol)},
            field="suffix",
        )
    elif state not in ISSUED_ONCE:
        yield Complaint(
            "%(symbol)s has not come out, and what has not come out is neither revised, added to "
            "nor corrected.",
            {"symbol": str(symbol)},
            field="suffix",
        )


def about_issuing(
    wanted: Issue, *, first: bool, has_file: bool, year: int, today: date
) -> Iterator[Complaint]:
    """Say what is wrong with what is to come out; ``first``, it is in its first language."""
    if not wanted.text and not has_file:
        yield Complaint("Give the text, or a file, or both.", field="text")
    if wanted.issued_on > today:
        yield Complaint("A paper comes out today or came out before.", field="issued_on")
    elif wanted.issued_on.year < year:
        yield Complaint(
            "The symbol is of %(year)s; the paper cannot have come out before.",
            {"year": year},
            field="issued_on",
        )
    if first and wanted.sort is None:
        yield Complaint("Choose the class of the paper.", field="class")
    if first and wanted.derestricts_on is not None:
        yield from _about_lapsing(wanted, today=today)


def _about_lapsing(wanted: Issue, *, today: date) -> Iterator[Complaint]:
    if wanted.sort is Class.UNCLASSIFIED:
        yield Complaint(
            "An unclassified paper has no day on which its class ends.", field="derestricts_on"
        )
    elif wanted.derestricts_on is not None and wanted.derestricts_on <= today:
        yield Complaint("The class of a paper ends on a day ahead.", field="derestricts_on")


def about_lowering(
    wanted: Lowering, *, now: Class, derestricts_on: date | None, today: date
) -> Iterator[Complaint]:
    """Say why a class cannot be lowered so; ``now`` is the class of today."""
    if ORDER.index(wanted.sort) >= ORDER.index(now):
        yield Complaint("A class is only ever lowered. Choose a lower one.", field="class")
    if wanted.on < today:
        yield Complaint("A class is lowered from today on, or from a day ahead.", field="on")
    elif wanted.on > today:
        if wanted.sort is not Class.UNCLASSIFIED:
            yield Complaint(
                "On a day ahead a paper can only become unclassified. Lower it to another class "
                "today.",
                field="on",
            )
        if derestricts_on is not None and wanted.on >= derestricts_on:
            yield Complaint(
                "It becomes unclassified on %(on)s already. Choose an earlier day.",
                {"on": derestricts_on},
                field="on",
            )

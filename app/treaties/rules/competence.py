"""Declarations of competence by regional organisations: which one is in effect on a day.

An organisation declares for what it, rather than its members, is competent, and informs the
depositary of every change (Convention on the Law of the Sea, annex IX, art. 5; Convention on the
Rights of Persons with Disabilities, art. 44(1)). Each change is a declaration of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.treaties.values.acts import Act, ActionKind


@dataclass(frozen=True, slots=True)
class Competence:
    """A declaration of competence, and the time for which it holds."""

    declaration: Act
    since: date
    superseded_on: date | None = None
    """The day from which a later one holds in its place."""

    def is_in_effect(self, on: date) -> bool:
        """Say whether it holds on a day."""
        return self.since <= on and (self.superseded_on is None or on < self.superseded_on)


def competences(acts: Iterable[Act], as_of: date) -> tuple[Competence, ...]:
    """Give the declarations deposited by a day, by participant, the latest of each first."""
    made = (
        act
        for act in acts
        if act.kind is ActionKind.COMPETENCE_DECLARATION and act.deposited_on <= as_of
    )
    in_order = sorted(made, key=lambda act: (act.participant, _since(act), act.number))
    return tuple(
        competence
        for _, own in groupby(in_order, key=lambda act: act.participant)
        for competence in [*_superseding(list(own))][::-1]
    )


def _superseding(own: list[Act]) -> Iterator[Competence]:
    for act, later in zip(own, [*own[1:], None], strict=True):
        yield Competence(act, _since(act), _since(later) if later else None)


def _since(act: Act) -> date:
    return act.effective_on or act.deposited_on

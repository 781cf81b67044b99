"""Which acts the register knew on a day, in the order in which they count."""

from collections.abc import Iterable
from datetime import date

from app.treaties.values.acts import CONSENTS, SIGNATURES, Act, ActionKind

_LATE = (
    ActionKind.WITHDRAWAL,
    ActionKind.DEFERRAL_OF_WITHDRAWAL,
    ActionKind.RESCISSION_OF_WITHDRAWAL,
    ActionKind.WITHDRAWAL_OF_CONSENT,
)


def _place(kind: ActionKind) -> int:
    """Give the place of a kind among the acts of one day: who signs and ratifies signs first."""
    if kind in SIGNATURES - CONSENTS:
        return 0
    if kind in CONSENTS:
        return 1
    return 3 + _LATE.index(kind) if kind in _LATE else 2


PLACES = {kind: (_place(kind), place) for place, kind in enumerate(ActionKind)}


def acts_known(acts: Iterable[Act], known_on: date | None) -> tuple[Act, ...]:
    """Give the acts recorded by a day, without those that a record of that time had replaced.

    None knows everything. The order depends on what was done and when, never on the rows:
    acts of one day stand signature, consent, other acts, withdrawal, its deferral, rescission.
    """
    recorded = [act for act in acts if known_on is None or act.recorded_on <= known_on]
    replaced = {act.replaces for act in recorded}
    return tuple(sorted((act for act in recorded if act.number not in replaced), key=_order))


def _order(act: Act) -> tuple[object, ...]:
    return (
        act.deposited_on,
        PLACES[act.kind],
        act.participant,
        act.effective_on or act.deposited_on,
        act.territory,
        act.text,
        act.reference,
        act.concerns or 0,
        act.number,
    )

"""The roles table of the domain: who may do what to whose account."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.accounts.values import Appointee, Power
from app.kernel.actor import DELEGATES, PEOPLE, STAFF, Actor, Role
from app.kernel.errors import Invalid, NotFound

Roles = frozenset[Role]


@dataclass(frozen=True, slots=True)
class Powers:
    """What a capacity may do, to whom; ``own`` binds it to the participant it speaks for."""

    own: bool
    over: Mapping[Power, Roles]


TABLE: Mapping[Role, Powers] = {
    Role.DRAFTER: Powers(own=True, over={Power.READ: DELEGATES}),
    Role.REPRESENTATIVE: Powers(
        own=True,
        over={
            Power.READ: DELEGATES,
            Power.INVITE: frozenset({Role.DRAFTER}),
            Power.HAND_OVER: frozenset({Role.DRAFTER}),
            Power.REMOVE: DELEGATES,
        },
    ),
    Role.DIRECTOR: Powers(own=False, over={Power.READ: PEOPLE, Power.GRANT_RESET: PEOPLE}),
    Role.ADMINISTRATOR: Powers(
        own=False,
        over={
            Power.READ: PEOPLE,
            # A drafter is its own representative's to invite; a representative is designated by
            # note verbale, which the secretariat has.
            Power.INVITE: STAFF | {Role.REPRESENTATIVE, Role.EXPERT},
            Power.REMOVE: PEOPLE,
            Power.DISABLE: PEOPLE,
            Power.ENABLE: PEOPLE,
            Power.SIGN_OUT: PEOPLE,
            Power.ASK_RESET: PEOPLE,
            Power.GRANT_RESET: PEOPLE,
        },
    ),
    Role.SYSTEM: Powers(own=False, over=dict.fromkeys(Power, PEOPLE)),
}
"""Whoever is not here may do nothing to anybody's account but their own."""

ALSO_TO_ONESELF = frozenset({Power.READ})
"""Every other power is over others: nobody removes, disables or resets themselves."""


def may(by: Actor, power: Power, whom: Appointee) -> bool:
    """Say whether somebody may do this to an account in that capacity."""
    powers = TABLE.get(by.role)
    if powers is None or whom.role not in powers.over.get(power, frozenset()):
        return False
    if by.account is not None and by.account == whom.account and power not in ALSO_TO_ONESELF:
        return False
    return not powers.own or (by.participant is not None and by.participant == whom.participant)


def invitable(by: Actor) -> Roles:
    """Give the capacities for which somebody may invite."""
    powers = TABLE.get(by.role)
    return powers.over.get(Power.INVITE, frozenset()) if powers else frozenset()


def check(by: Actor, power: Power, whom: Appointee) -> None:
    """Let somebody do this, or refuse.

    Raises:
        NotFound: they may not even know of the account.
        Invalid: they may know of it, and not do this to it.

    """
    if not may(by, Power.READ, whom):
        raise NotFound.because("There is no such account.")
    if not may(by, power, whom):
        raise Invalid.because("This is not yours to do to this account.")


def check_second(by: Actor, *, asked_by: int) -> None:
    """See to it that another officer decides on a reset than the one who asked for it.

    Raises:
        Invalid: it is the same one.

    """
    if by.account == asked_by:
        raise Invalid.because(
            "You asked for this reset yourself. A second officer has to decide on it."
        )

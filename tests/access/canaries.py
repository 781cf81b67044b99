"""Words that nobody could guess, who may read each, and what lies in the register."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.runtime import Runtime
from app.kernel.sealing import Seal
from tests.people import Somebody

Knows = Callable[[Actor], bool]

DESK = frozenset({Role.DEPOSITARY_OFFICER, Role.DIRECTOR})
LETTERS = DESK | {Role.DECLARATIONS_OFFICER, Role.BODIES_OFFICER}
MISSIONS = LETTERS | {Role.ADMINISTRATOR}
ACCOUNTS = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})
"""Who reads what, by hand from the roles table of the domain."""


def nobody(_who: Actor) -> bool:
    """Say that nobody may read it."""
    return False


def among(roles: frozenset[Role]) -> Knows:
    """Give who reads it, as roles."""
    return lambda who: who.role in roles


def own(whose: Somebody) -> Knows:
    """Let its owner alone read it."""
    return lambda who: who.account == whose.number


NAMED_TO: Mapping[str, Knows] = {
    "expert": among(frozenset({Role.BODIES_OFFICER})),  # who gives them their seats
    "depositary officer": among(DESK),  # who took which step stands on the desk's pages
    "administrator": lambda who: who.participant == "CAN",  # who asked for their reset
    "drafter": among(frozenset({Role.AUDITOR})),  # who filed is known to whoever knows of a filing
    "representative": among(frozenset({Role.AUDITOR})),
}
"""To whom else somebody is known by name, for what they have done."""


@dataclass
class Things:
    """What lies in the register: what stands for each route's variables, and the canaries."""

    runtime: Runtime
    people: Mapping[str, Somebody]
    there: dict[str, object] = field(default_factory=dict)
    canaries: dict[str, Knows] = field(default_factory=dict)
    opens: dict[str, str] = field(default_factory=dict)
    """Which canary a link shows to whoever has it."""

    def canary(self, knows: Knows) -> str:
        """Give a word that nobody could guess, and note who may read it."""
        word = f"canary{secrets.token_hex(8)}"
        self.canaries[word] = knows
        return word

    def words(self, *names: str, knows: Knows) -> dict[str, Any]:
        """Give such a word for each of these fields."""
        return {name: self.canary(knows) for name in names}

    @property
    def seal(self) -> Seal:
        """Give the seal of the installation."""
        return Seal(self.runtime.secret_key)


def may_know_of(whose: Somebody, *, named_to: Knows = nobody) -> Knows:
    """Give who may know somebody by name."""

    def knows(who: Actor) -> bool:
        colleague = who.role in DELEGATES and who.participant == whose.participant
        return (
            who.account == whose.number
            or who.role in ACCOUNTS
            or (colleague and whose.role in DELEGATES)
            # Letters go to delegates and experts, and the officers who send them see to whom.
            or (who.role in LETTERS and whose.role in {*DELEGATES, Role.EXPERT})
            # Whoever has a worklist sees who looks after what is on it.
            or (who.role in LETTERS and whose.role in LETTERS)
            or named_to(who)
        )

    return knows

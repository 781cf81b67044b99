"""The roles table, over every capacity, power, capacity of the other, and participant."""

from itertools import product

import pytest

from app.accounts.rules import authority
from app.accounts.values import Appointee, Power
from app.kernel.actor import DELEGATES, PEOPLE, STAFF, Actor, Role
from app.kernel.errors import Invalid, NotFound

Table = dict[Role, dict[Power, frozenset[Role]]]

SECRETARIAT: Table = {
    Role.ADMINISTRATOR: {
        Power.READ: PEOPLE,
        Power.INVITE: STAFF | {Role.REPRESENTATIVE, Role.EXPERT},
        Power.REMOVE: PEOPLE,
        Power.DISABLE: PEOPLE,
        Power.ENABLE: PEOPLE,
        Power.SIGN_OUT: PEOPLE,
        Power.ASK_RESET: PEOPLE,
        Power.GRANT_RESET: PEOPLE,
    },
    Role.DIRECTOR: {Power.READ: PEOPLE, Power.GRANT_RESET: PEOPLE},
}
OWN_PARTICIPANT: Table = {
    Role.REPRESENTATIVE: {
        Power.READ: DELEGATES,
        Power.INVITE: frozenset({Role.DRAFTER}),
        Power.HAND_OVER: frozenset({Role.DRAFTER}),
        Power.REMOVE: DELEGATES,
    },
    Role.DRAFTER: {Power.READ: DELEGATES},
}
EVERY = list(product(Role, Power, sorted(PEOPLE), ["CAN", "JPN"], [1, 2]))


def of(role: Role, participant: str) -> str | None:
    return participant if role in DELEGATES else None


def expected(by: Role, power: Power, whom: Role, participant: str, number: int) -> bool:
    """Say what the domain's table says, written the other way round."""
    if by is Role.SYSTEM:
        return True
    if number == 1 and power is not Power.READ:
        return False
    if by in SECRETARIAT:
        return whom in SECRETARIAT[by].get(power, frozenset())
    same = by in DELEGATES and whom in DELEGATES and participant == "CAN"
    return same and whom in OWN_PARTICIPANT[by].get(power, frozenset())


def test_everybody_may_exactly_what_the_table_says() -> None:
    wrong = [
        (by, power, whom, participant, number)
        for by, power, whom, participant, number in EVERY
        if authority.may(
            Actor(by, None if by is Role.SYSTEM else 1, of(by, "CAN")),
            power,
            Appointee(number, whom, of(whom, participant)),
        )
        != expected(by, power, whom, participant, number)
    ]
    assert wrong == []
    assert len(EVERY) > 1000


def test_who_may_not_know_of_an_account_is_told_that_there_is_none() -> None:
    drafter = Actor(Role.DRAFTER, 1, "CAN")
    with pytest.raises(NotFound):
        authority.check(drafter, Power.REMOVE, Appointee(2, Role.DRAFTER, "JPN"))
    with pytest.raises(Invalid):
        authority.check(drafter, Power.REMOVE, Appointee(2, Role.DRAFTER, "CAN"))


def test_nobody_decides_on_a_reset_that_they_asked_for() -> None:
    asker = Actor(Role.ADMINISTRATOR, 1)
    with pytest.raises(Invalid, match="second officer"):
        authority.check_second(asker, asked_by=1)
    authority.check_second(asker, asked_by=2)


def test_a_delegate_without_a_participant_may_nothing() -> None:
    nobody = Actor(Role.REPRESENTATIVE, 1, None)
    assert not any(
        authority.may(nobody, power, Appointee(2, Role.DRAFTER, None)) for power in Power
    )

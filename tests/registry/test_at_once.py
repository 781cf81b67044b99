"""Several people of one state write at the same moment: nothing is lost, nothing is twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from sqlalchemy import select

from app.kernel.actor import SYSTEM
from app.kernel.errors import Conflict
from app.registry.models import RegistryVersion
from app.registry.values import Kind
from tests.registry.conftest import OPERATOR, Register

AT_ONCE = 6


def at_once(do: Callable[[int], str]) -> list[str]:
    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(do, range(AT_ONCE)))


def changes(register: Register) -> list[int]:
    with register.database.read(by=SYSTEM) as session:
        return sorted(session.scalars(select(RegistryVersion.change)))


def test_identifiers_are_without_gaps_and_never_given_twice(register: Register) -> None:
    register.enter(Kind.DEVELOPER, OPERATOR)
    found = at_once(
        lambda number: str(register.enter(Kind.OPERATOR, OPERATOR | {"name": f"No. {number}"}))
    )
    assert sorted(found) == [f"OPR-CAN-{number:04}" for number in range(1, AT_ONCE + 1)]
    assert changes(register) == list(range(1, AT_ONCE + 2))


def test_a_form_that_is_sent_many_times_at_once_enters_one_thing(register: Register) -> None:
    register.enter(Kind.DEVELOPER, OPERATOR)
    key = uuid4()
    found = at_once(lambda _number: str(register.enter(Kind.OPERATOR, OPERATOR, key=key)))
    assert found == ["OPR-CAN-0001"] * AT_ONCE
    assert changes(register) == [1, 2]


def test_of_many_who_change_one_thing_at_once_the_first_does_and_the_others_are_told(
    register: Register,
) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)

    def change(number: int) -> str:
        try:
            register.change("OPR-CAN-0001", OPERATOR | {"name": f"No. {number}"})
        except Conflict:
            return "told"
        return "done"

    assert sorted(at_once(change)) == ["done", *["told"] * (AT_ONCE - 1)]
    assert changes(register) == [1, 2]

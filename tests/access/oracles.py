"""What must hold of every answer: four oracles, each a list of sentences about what did not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.kernel.actor import EVERYBODY, VISITOR, Role
from tests.access.addresses import ABSENT, built
from tests.access.world import Principal, World

READING = "GET"
OF_ITS_MOMENT = re.compile(r'nonce="[^"]+"|name="csrf_token" value="[^"]+"')
"""What differs between two answers to the same question: a form's token has the second in it."""

UNMARKED = frozenset({"static", "openapi.spec"})
"""What Flask and APIFlask serve themselves: the same to everybody."""


@dataclass(frozen=True)
class Cell:
    """One route asked by one method by one principal."""

    rule: Rule
    method: str
    who: Principal
    allowed: frozenset[Role]

    @property
    def refused(self) -> bool:
        """Say whether the mark of the view shuts this principal out."""
        return self.who.actor.role not in self.allowed

    def __str__(self) -> str:
        """Say which it is."""
        return f"{self.method} {self.rule.rule} by {self.who.name}"


def marks(world: World) -> dict[str, frozenset[Role]]:
    """Give who may reach each view, by what it states."""
    views = world.app.view_functions.items()
    return {name: getattr(view, "open_to", EVERYBODY) for name, view in views}


def rows_of(world: World) -> Iterator[tuple[Rule, str]]:
    """Give every route and method that the application answers."""
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint not in UNMARKED:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def ask(world: World, cell: Cell, there: dict[str, object] | None = None) -> TestResponse:
    """Ask as a principal would."""
    address = built(world.app, cell.rule, world.there if there is None else there)
    return cell.who.browser.open(address, method=cell.method)


def faults(world: World, cell: Cell) -> Iterator[str]:
    """Give what does not hold of a cell: status, canaries, integrity."""
    before = world.digest()
    answer = ask(world, cell)
    yield from _status(cell, answer)
    yield from _canaries(world, cell, answer)
    if world.digest() != before:
        yield f"integrity: {cell} changed a row"


def _status(cell: Cell, answer: TestResponse) -> Iterator[str]:
    status, api = answer.status_code, cell.rule.rule.startswith("/api/")
    to_sign_in = status == 303 and answer.location.startswith("/sign-in?")
    if not cell.refused:
        if status == 401 or to_sign_in or status == 500:
            yield f"status: {cell} may, and got {status}"
    elif cell.who.actor == VISITOR:
        if not (status == 401 if api else to_sign_in):
            yield f"status: {cell} may not, and got {status}"
    elif status != 404:
        yield f"status: {cell} may not, and got {status}"


def _canaries(world: World, cell: Cell, answer: TestResponse) -> Iterator[str]:
    shown = answer.data.decode(errors="replace") + str(answer.headers)
    if any(canary in shown for canary in world.hidden_from(cell.who.actor)):
        yield f"canaries: {cell} shows what they may not read"


def interference(world: World, cell: Cell, foreign: dict[str, object]) -> Iterator[str]:
    """Give what tells a foreign thing from one that is not there."""
    told = []
    for there in (foreign, dict(ABSENT)):
        with world.listening() as heard:
            answer = ask(world, cell, there)
        text = OF_ITS_MOMENT.sub("", answer.data.decode(errors="replace"))
        for value in there.values():
            text = text.replace(f"/{value}", "/…").replace(f"%2F{value}", "/…")
        told.append((answer.status_code, text, list(heard)))
    if told[0] != told[1]:
        yield f"non-interference: {cell} tells a foreign thing from none"

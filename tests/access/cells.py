"""Who is sent where: each route asked by each principal, all of them or some in turn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.kernel.actor import DELEGATES, EVERYBODY, VISITOR, Actor, Scope
from tests.access.people import ALIKE, BEARERS, DEAD, SECONDS, SHUT_OUT, Principal
from tests.access.table import TABLE, Key, Line
from tests.access.world import World

SUBMITTING = ("/submitted", "/submit", "/recall")
"""How the addresses end at which a token must be one to submit."""

READERS = ("a visitor", "representative", "auditor")
"""Who is sent to what is public: those who otherwise may read least."""

ALIKE_READERS = READERS[1:]
"""Those of them who take turns: a visitor is sent everywhere."""

AT_BODIES = ("director", "expert", "bodies officer", "Japan's representative")
"""Who reads more or less at the public pages of bodies than those; they take turns there."""

TURNS: Mapping[str, tuple[int, int]] = {
    name: (place, len(names))
    for names in (
        sorted(SHUT_OUT - ALIKE),
        DEAD,
        sorted(BEARERS),
        ("Japan's drafter", "Japan's representative"),
        (
            "drafter", "declarations officer", "director", "depositary officer", "bodies officer",
            "administrator", "expert", "auditor",
        ),
    )
    for place, name in enumerate(names)
}  # fmt: skip
"""Who take turns at routes that are shut to them: what stops them is the same at every route,
the mark, and its words are compared with the table's. The long run sends all of them everywhere.
"""
ROUTES = {key: number for number, key in enumerate(TABLE)}


@dataclass(frozen=True)
class Cell:
    """One route asked by one principal."""

    key: Key
    line: Line
    who: Principal

    @property
    def api(self) -> bool:
        """Say whether programs ask here, who show tokens; pages know sessions alone."""
        return self.key[1].startswith("/api/")

    @property
    def actor(self) -> Actor:
        """Give who asks, as this route should see them."""
        return self.who.bears if self.api else self.who.actor

    @property
    def allowed(self) -> bool:
        """Say whether the table lets them in."""
        if self.line.allowed == EVERYBODY:
            return not (self.api and self.who.dead)
        needed = Scope.READ if self.key[0] == "GET" else Scope.DRAFT
        needed = Scope.SUBMIT if self.key[1].endswith(SUBMITTING) else needed
        scoped = not self.api or needed in self.who.scopes
        return self.actor.role in self.line.allowed and scoped

    def __str__(self) -> str:
        """Say which it is."""
        return f"{' '.join(self.key)} by {self.who.name}"


def cells(world: World, key: Key) -> Iterator[Cell]:
    """Give every cell of a route that is to change nothing: all but what those may post who may.

    Unless the world is walked whole, those whom every route shuts out alike take turns.
    """
    line = TABLE[key]
    for who in world.principals.values():
        cell = Cell(key, line, who)
        harmless = key[0] == "GET" or "/probe" in key[1] or not who.proven
        if _walks(cell) and (harmless or not cell.allowed) and (world.whole or _in_turn(cell)):
            yield cell


def _in_turn(cell: Cell) -> bool:
    if _at_bodies(cell) and cell.who.name in AT_BODIES:
        return AT_BODIES[ROUTES[cell.key] % len(AT_BODIES)] == cell.who.name
    place, count = TURNS.get(cell.who.name, (0, 1))
    if cell.line.allowed == EVERYBODY and cell.who.name in ALIKE_READERS:
        return ALIKE_READERS[ROUTES[cell.key] % len(ALIKE_READERS)] == cell.who.name
    return cell.allowed or ROUTES[cell.key] % count == place


def _at_bodies(cell: Cell) -> bool:
    """Say whether everybody may come there, and not everybody is shown the same."""
    return cell.line.allowed == EVERYBODY and cell.key[1].startswith("/bodies")


def _walks(cell: Cell) -> bool:
    """Say whether somebody is sent there: nobody asks what another has asked for them."""
    name, line, public = cell.who.name, cell.line, cell.line.allowed == EVERYBODY
    if not cell.who.proven:
        return line.weighty and cell.actor.role in line.allowed
    if name in DEAD:
        return cell.api
    if name in BEARERS:
        on_pages = name == "token of an administrator" and not public
        return on_pages or (cell.api and (not public or name == "token to read"))
    if "Japan" in name and not _at_bodies(cell):
        return bool(line.allowed & DELEGATES) and not public
    if not public:
        return name not in SECONDS and (name not in ALIKE or cell.key[1] == "/account")
    at_bodies = _at_bodies(cell) and name in AT_BODIES
    at_home = cell.key[1] == "/" and cell.actor != VISITOR
    return at_bodies or at_home or name in READERS[: 1 if cell.api else None]


def compares(world: World, cell: Cell) -> bool:
    """Say whether somebody who is shut out also asks for what is not there; they take turns."""
    turn = READERS[ROUTES[cell.key] % len(READERS)]
    return cell.who.name in READERS if world.whole else cell.who.name == turn

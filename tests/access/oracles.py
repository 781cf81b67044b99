"""What must hold of every answer: the oracles, each a list of sentences about what did not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from werkzeug.test import TestResponse

from app.kernel.actor import VISITOR, Actor, Role
from tests.access.addresses import ABSENT, without
from tests.access.cells import Cell, cells, compares
from tests.access.deeds import Deed
from tests.access.foreign import Foreign
from tests.access.outgoing import posted
from tests.access.refusals import FORBIDDEN, FOREIGN
from tests.access.table import TABLE, Key
from tests.access.world import World, words_in

OF_ITS_MOMENT = re.compile(
    r'nonce="[^"]+"|name="(?:csrf_token|key)" value="[^"]+"|data-options="[^"]+"'
)
"""What differs between two answers to the same question."""

TO_SIGN_IN, TO_PROVE = "/sign-in?", "/sign-in/again?"

OTHERWISE: Mapping[str, int] = {
    "/readyz": 503,  # no worker runs
    "/treaties/<treaty_id>/status.csv": 302,  # to the programming interface's
    "/treaties/<treaty_id>/status.json": 302,
    "/treaties/<treaty_id>/status.xlsx": 302,
    "/notifications/<slug>.pdf": 303,  # to its print
    "/api/v1/treaties/<treaty_id>/status.pdf": 202,  # it is being printed
    "/declarations/<ref>/<int:number>/receipt.pdf": 404,  # not printed yet: no worker runs
    "/bodies/<body>/meetings/<int:meeting>/report.pdf": 404,
    "/bodies/<body>/report.pdf": 404,
    "/api/v1/declarations/<ref>/receipt.pdf": 202,
    "/api/v1/ledger/inclusion": 422,  # it asks for two numbers
    "/api/v1/ledger/consistency": 422,
}
"""What is not 200 to whoever may read it."""

CHANGED_BY_READING: Mapping[str, str] = {
    "/api/v1/treaties/<treaty_id>/status.pdf": "document+1",  # a print that nobody asked for yet
    "/registry": "registry_reading+1",  # which the state sees
    "/registry.csv": "registry_reading+1",
    "/registry.xlsx": "registry_reading+1",
    "/registry/<thing_id>": "registry_reading+1",
    "/registry/loads/<uuid:load_id>": "registry_reading+1",
    "/api/v1/registry": "registry_reading+1",
    "/api/v1/registry/<thing_id>": "registry_reading+1",
    "/declarations/<ref>/<int:number>": "declaration_reading+1",
    "/declarations/<ref>/compare": "declaration_reading+1",
    "/declarations/<ref>/files/<uuid:file_id>": "declaration_reading+1",
    "/api/v1/declarations/<ref>/files/<uuid:file_id>": "declaration_reading+1",
    "/api/v1/declarations/<ref>/versions/<int:number>": "declaration_reading+1",
}
"""What alone a GET may change, and where."""


CANADAS = (
    "/declarations/<ref>",
    "/api/v1/declarations/<ref>",
    "/people/<int",
    "/registry/<thing_id>",
    "/api/v1/registry/<thing_id>",
    "/registry/loads/",
    "/reporting/<obligation>/<period>/<code>",
    "/bodies/<body>/papers/hand-in",
    "/bodies/<body>/papers/handed-in/",
    "/bodies/<body>/papers/<paper>/comments",
    "/bodies/<body>/meetings/<int:meeting>/registrations/",
    "/bodies/<body>/silence/<uuid:silence>/break",
    "/bodies/<body>/decisions/<decision>/statement",
)
"""What is Canada's where the matrix goes, though Japan's delegates have such things too."""

NO_EXPERTS = (
    "/bodies/<body>/meetings/<int:meeting>/registrations/",
    "/bodies/<body>/papers/handed-in/",
)
"""What is Canada's there, though experts have such things too."""


def faults(world: World, key: Key) -> Iterator[str]:
    """Give everything that does not hold at a route, by every oracle."""
    for deed in FORBIDDEN:
        if deed.key == key:
            yield from done(world, deed)
    for foreign in FOREIGN:
        if foreign.key == key:
            yield from interference(world, foreign)
    yield from walked(world, key)


def walked(world: World, key: Key, *names: str) -> Iterator[str]:
    """Give what does not hold for whoever is sent to a route, or for those named alone."""
    for cell in cells(world, key):
        if not names or cell.who.name in names:
            yield from _walked(world, cell)


def _walked(world: World, cell: Cell) -> Iterator[str]:
    there = world.address(cell.key, world.things.there)
    found = _asked(world, cell, there)
    yield from found.faults
    if not cell.allowed and "<" in cell.key[1] and compares(world, cell):
        nowhere = world.address(cell.key, ABSENT)
        if found.told != _asked(world, cell, nowhere).told:
            yield f"non-interference: {cell} tells a foreign thing from none"


@dataclass(frozen=True)
class Found:
    """What was answered, and what does not hold of it."""

    told: tuple[int, str, tuple[str, ...]]
    """All by which two answers could be told apart: status, words, statements."""
    faults: tuple[str, ...]


def _asked(world: World, cell: Cell, address: str) -> Found:
    with world.listening() as heard:
        answer = world.ask(cell.who, cell.key[0], address)
    told = (answer.status_code, _comparable(answer, address), tuple(heard))
    wrong = [*_status(cell, answer), *canaries(world, cell.actor, answer, address, str(cell))]
    changed = settle(world)
    if changed and changed != CHANGED_BY_READING.get(cell.key[1]):
        wrong.append(f"integrity: {cell} changed {changed}")
    return Found(told, tuple(wrong))


def _comparable(answer: TestResponse, address: str) -> str:
    return without(OF_ITS_MOMENT.sub("", answer.get_data().decode(errors="replace")), address)


def settle(world: World) -> str:
    """Say what was changed since the beginning, and undo it."""
    if not world.commits:
        return ""
    changed = world.changes()
    if changed and world.pristine:
        world.restore()
    elif changed:
        world.rows = world.kept()
    world.commits = 0
    return changed


def _status(cell: Cell, answer: TestResponse) -> Iterator[str]:
    status, where = answer.status_code, answer.location or ""
    if cell.api and cell.who.dead:
        fits = status == 401
    elif not cell.allowed and cell.actor == VISITOR:
        fits = status == 401 if cell.api else status == 303 and where.startswith(TO_SIGN_IN)
    elif not cell.allowed:
        fits = status == 404
    elif not cell.who.proven and cell.key[0] == "GET":
        fits = status == 303 and where.startswith(TO_PROVE)
    elif not cell.who.proven:
        fits = status == 403
    elif _is_anothers(cell):
        fits = status == 404
    else:
        fits = status == OTHERWISE.get(cell.key[1], 200)
    if not fits:
        yield f"status: {cell} {'may' if cell.allowed else 'may not'}, and got {status} {where}"


def _is_anothers(cell: Cell) -> bool:
    """Say whether what lies there is Canada's, and somebody who has such things too asks."""
    japan = cell.actor.participant == "JPN" and cell.key[1].startswith(CANADAS)
    return japan or (cell.actor.role is Role.EXPERT and cell.key[1].startswith(NO_EXPERTS))


def canaries(
    world: World, who: Actor, answer: TestResponse, asked: str, what: str
) -> Iterator[str]:
    """Give whether an answer shows somebody what they may not read, and did not ask with."""
    shown = words_in(answer)
    hidden = world.hidden_from(who) - {
        word for link, word in world.things.opens.items() if link in asked
    }
    if any(word in shown and word not in asked for word in hidden):
        yield f"canaries: {what} shows what they may not read"


def interference(world: World, foreign: Foreign) -> Iterator[str]:
    """Give what tells a thing of another's from one that is not there, at a route open to both."""
    for name in foreign.by:
        cell = Cell(foreign.key, TABLE[foreign.key], world.principals[name])
        another = foreign.of(world.things)
        there: dict[str, object] = world.things.there | foreign.beside(world.things) | another
        nothing = there | {each: ABSENT[each.rpartition(".")[2]] for each in another}
        told = []
        for things in (there, nothing):
            address = world.address(foreign.key, things)
            with world.listening() as heard:
                answer = world.ask(cell.who, foreign.key[0], address, foreign.form)
            told.append((answer.status_code, _comparable(answer, address), tuple(heard)))
            if changed := settle(world):
                yield f"integrity: {cell} changed {changed} of another's"
        if told[0] != told[1]:
            yield f"non-interference: {cell} tells another's thing from none"


def done(world: World, deed: Deed) -> Iterator[str]:
    """Give what does not hold of something that is done, or tried, by somebody who gets there."""
    who = world.principals[deed.by]
    address = world.address(deed.key, world.things.there | deed.of(world.things))
    form = deed.form(world.things)
    answer = world.ask(who, deed.key[0], address, form)
    if answer.status_code != deed.status:
        yield f"status: {deed} should get {deed.status}, and got {answer.status_code}"
    asked = address + repr(form)
    yield from canaries(world, Cell(deed.key, TABLE[deed.key], who).actor, answer, asked, str(deed))
    yield from _sent(world, deed)
    changed = settle(world)
    if set(changed.split()) != set(deed.changes.split()):
        yield f"integrity: {deed} should change {deed.changes!r}, and changed {changed!r}"


def _sent(world: World, deed: Deed) -> Iterator[str]:
    """Give whether a letter tells its addressee what they may not read, or a print anybody."""
    published = {str(word) for word in deed.published(world.things).values()}
    for what, reader, words in posted(world):
        hidden = world.hidden_from(reader) - published
        if any(word in words for word in hidden):
            yield f"canaries: {deed} puts into {what} what its reader may not know"


def every_fault(world: World) -> list[str]:
    """Give all that does not hold anywhere."""
    return [fault for key in world.routes if key in TABLE for fault in faults(world, key)]

"""Bodies, and things in them, of which not everybody may know: nobody tells them from none."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from app.bodies.models import Decision, SilenceProcedure
from app.bodies.values import Class
from app.kernel.actor import EVERYBODY, SYSTEM, Role
from tests.access.canaries import Things
from tests.access.deeds import JAPAN
from tests.access.foreign import Foreign
from tests.access.forms import Of
from tests.access.table import TABLE, Key, Line

HIDDEN = "wg-2"
"""The body of which Japan and the public know nothing."""

BODY, API = "/bodies/<body>", "/api/v1/bodies/<body>"
OUTSIDE = (JAPAN, "a visitor")
"""Who has no place in it, and keeps no bodies."""


def elsewhere() -> Iterator[Foreign]:
    """Give every route of a body that is open to somebody from outside, at the hidden one."""
    for key, line in TABLE.items():
        if key[1].startswith((BODY, API)) and (names := tuple(_outside(key, line))):
            yield Foreign(key, names, lambda _things: {"body": HIDDEN})


def within() -> Iterator[Foreign]:
    """Give what is protected in the body at which everybody may look, at each route to it."""
    for key, line in TABLE.items():
        for variable, of in PROTECTED.items():
            if key[1].startswith((BODY, API)) and variable in key[1]:
                names = (*_outside(key, line), *_by_rank(line))
                if names:
                    yield Foreign(key, names, of)


def _outside(key: Key, line: Line) -> Iterator[str]:
    if key[1].startswith(API):
        yield from ("a visitor", "Japan's token")
    elif line.allowed == EVERYBODY:
        yield from OUTSIDE
    elif Role.REPRESENTATIVE in line.allowed:
        yield JAPAN


def _by_rank(line: Line) -> Iterator[str]:
    """Give the director, who reads what every seat reads, and nothing beyond it."""
    if Role.DIRECTOR in line.allowed:
        yield "director"


def _silence(things: Things) -> dict[str, object]:
    with things.runtime.database.read(by=SYSTEM) as session:
        lying = select(SilenceProcedure.id).join(
            Decision, Decision.id == SilenceProcedure.decision_id
        )
        protected = lying.where(Decision.sort == Class.PROTECTED)
        return {"silence": session.scalars(protected.limit(1)).one()}


def _decision(things: Things) -> dict[str, object]:
    with things.runtime.database.read(by=SYSTEM) as session:
        protected = select(Decision.id).where(Decision.sort == Class.PROTECTED)
        return {"decision": str(session.scalars(protected.limit(1)).first())}


PROTECTED: Mapping[str, Of] = {
    "<paper>": lambda _things: {"paper": "2027-wp-3"},
    "<int:meeting>": lambda _things: {"meeting": 4, "held.meeting": 4},
    "<int:circular>": lambda _things: {"circular": 3},
    "<any(milestones,actions):tasks>/<int:number>": lambda _things: {"task.number": 3},
    "<uuid:silence>": _silence,
    "<decision>": _decision,
}
"""What nobody but members, experts and the secretary reads, by what stands for it in addresses."""

FOREIGN = [*elsewhere(), *within()]

"""What Canada keeps of what declarations are about, and what is posted about it."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from app.kernel.actor import Actor, Role
from app.participants.queries import roll
from app.registry import operations
from app.registry.values import Kind
from tests.access.canaries import Things
from tests.access.forms import Form

OFFICERS = frozenset({Role.DECLARATIONS_OFFICER, Role.DIRECTOR})
"""Who reads what every state keeps, by hand from the roles table of the domain."""


def known(who: Actor) -> bool:
    """Say who may know what Canada keeps."""
    return who.participant == "CAN" or who.role in OFFICERS


def things(found: Things) -> None:
    """Let Canada's drafter enter an operator."""
    by, house = found.people["drafter"].actor, found.runtime
    written = {"country": "CAN", **found.words("name", "registered_as", "note", knows=known)}
    load = uuid4()
    with house.database.write(by=by) as session:
        entered = operations.enter(
            session, Kind.OPERATOR, written, key=load, roll=roll(house.facts),
            by=by, at=house.clock.now(), on=house.today(),
        )  # fmt: skip
    found.there |= {"thing_id": str(entered), "kind": "operator", "load_id": load}


def operator(*, version: int = 0) -> Form:
    """Write an operator down, a new one or another version of what is there."""

    def form(_things: Things) -> dict[str, Any]:
        words = {"name": "Prairie Cloud", "country": "CAN", "reason": "It was renamed."}
        return {"key": str(uuid4()), "version": str(version), **words}

    return form


def operators(_things: Things) -> dict[str, Any]:
    """Hand in a file of operators."""
    return {
        "key": str(uuid4()),
        "file": (BytesIO(b"name,country\nPrairie Cloud,CAN\nTundra Cloud,CAN\n"), "operators.csv"),
    }

"""Reading the reviewed file of the rules of procedure."""

from typing import Any

from pydantic import TypeAdapter

from app.bodies.values import BodyKind
from app.bodies.values.procedure import Procedure, Procedures
from app.kernel import json_in

MOST_BYTES = 100_000
BY_KIND = TypeAdapter(dict[BodyKind, Procedure])


def procedures(content: bytes) -> Procedures:
    """Read how each kind of body proceeds.

    Raises:
        Invalid: the file is no JSON.
        ValueError: it does not say what the rules of a kind need, or leaves a kind out.

    """
    document: Any = json_in.parsed(content, most=MOST_BYTES)
    found = BY_KIND.validate_python(document["bodies"])
    if missing := set(BodyKind) - found.keys():
        raise ValueError(f"no rules of procedure for {', '.join(sorted(missing))}")
    return Procedures(document["source"], document["treaty"], found)

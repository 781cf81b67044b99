"""Guarded addresses of the programming interface, such as later slices will have.

All that it answers so far is published, so without these nothing would try what a token may do.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.kernel.actor import PEOPLE, Role, Scope
from app.kernel.web import open_to

probe = Blueprint("probe", __name__, url_prefix="/api/v1/probe")


@probe.get("")
@open_to(*PEOPLE)
def looked_at() -> ResponseReturnValue:
    """Let be seen that somebody may read."""
    return {}


@probe.post("")
@open_to(*PEOPLE)
def drafted() -> ResponseReturnValue:
    """Let be seen that somebody may draft."""
    return {}


@probe.post("/submitted")
@open_to(Role.REPRESENTATIVE, scope=Scope.SUBMIT)
def submitted() -> ResponseReturnValue:
    """Let be seen that somebody may submit."""
    return {}

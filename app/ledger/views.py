"""The ledger for everyone: its state in words, and the signed checkpoint."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.kernel.actor import VISITOR
from app.kernel.errors import NotFound
from app.kernel.runtime import Runtime
from app.kernel.signing import signing_key
from app.kernel.web import public, runtime
from app.ledger import queries
from app.ledger.rules.canonical import hash_text
from app.ledger.rules.checkpoint import origin_of, signed, verifier

NEWEST = 25
"""How many entries the page shows."""

pages = Blueprint("ledger", __name__)


@pages.get("/ledger")
@public
def overview() -> ResponseReturnValue:
    """Show the ledger's state, its newest entries, and how to check it."""
    origin = origin_of(runtime().public_url)
    with runtime().database.read(by=VISITOR) as session:
        now = queries.checkpoint(session, origin=origin)
        newest = queries.newest(session, NEWEST)
    return render_template(
        "ledger/index.html",
        checkpoint=now,
        entries=[kept.entry for kept in newest],
        root=hash_text(now.root),
        verifier=_verifier(runtime(), origin),
    )


@pages.get("/ledger/checkpoint")
@public
def checkpoint() -> ResponseReturnValue:
    """Give the signed checkpoint (C2SP tlog-checkpoint)."""
    file = runtime().signing_key
    if file is None:
        raise NotFound.because("This installation has no key with which it signs checkpoints.")
    with runtime().database.read(by=VISITOR) as session:
        now = queries.checkpoint(session, origin=origin_of(runtime().public_url))
    response = Response(signed(now, signing_key(file)), content_type="text/plain; charset=utf-8")
    response.cache_control.no_cache = True
    return response


def _verifier(current: Runtime, origin: str) -> str | None:
    """Give the line by which anyone checks a checkpoint's signature, if there is a key."""
    file = current.signing_key
    return None if file is None else verifier(origin, signing_key(file).public_key())

"""What a receipt is made of: the filing, its entry in the ledger, and the proof of its place."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts.queries.people import named
from app.declarations.models import Declaration, DeclarationVersion
from app.declarations.queries import versions
from app.declarations.values.receipts import Receipt, Told
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import NotFound
from app.kernel.signing import signing_key
from app.ledger import queries as ledger
from app.ledger.rules.checkpoint import signed, verifier
from app.ledger.values import Checkpoint

Sign = Callable[[Checkpoint], str | None]
"""Gives a checkpoint as a signed note, where there is a key."""


def signing_with(file: Path | None) -> Sign:
    """Give what signs checkpoints with the key in a file."""
    return lambda state: signed(state, signing_key(file)) if file else None


def verifier_with(file: Path | None, *, origin: str) -> str | None:
    """Give the line by which anybody checks what the key in a file has signed."""
    return verifier(origin, signing_key(file).public_key()) if file else None


def receipt(
    session: Session, declaration: Declaration, number: int, *, by: Actor, origin: str, sign: Sign
) -> Receipt:
    """Give the receipt of a version, to the state that filed it.

    Raises:
        NotFound: there is no such version, or it is another state's.

    """
    version = _own(session, declaration, number, by=by)
    kept = ledger.entry(session, version.ledger_index)
    state = ledger.checkpoint(session, origin=origin)
    people = named(session, {each for each in (version.submitted_by, version.asked_by) if each})
    return Receipt(
        filed=versions.sealed(declaration, version, versions.content_of(session, version, by=by)),
        salt=version.salt,
        submitted_by=people.get(version.submitted_by or 0, ""),
        drafted_by=people.get(version.asked_by or 0, ""),
        entry=kept.entry,
        size=state.size,
        root=state.root,
        proof=tuple(ledger.inclusion(session, index=kept.entry.index, at_size=state.size)),
        note=sign(state),
    )


def told(session: Session, declaration: Declaration, number: int, *, by: Actor) -> Told:
    """Give the content of a version with what opens the commitment to it, to its state alone.

    Raises:
        NotFound: there is no such version, or it is another state's.

    """
    version = _own(session, declaration, number, by=by)
    return Told(version.content_salt, versions.content_of(session, version, by=by))


def _own(
    session: Session, declaration: Declaration, number: int, *, by: Actor
) -> DeclarationVersion:
    version = versions.version(session, declaration, number, by=by)
    own = by.role in DELEGATES and by.participant == declaration.participant
    if not own and by.role is not Role.SYSTEM:
        raise NotFound.because("There is no such receipt.")
    return version

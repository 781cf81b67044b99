"""The ledger's commands: verify what is stored or exported, and export it."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts.queries import mission_openings as of_missions
from app.accounts.queries import openings as of_accounts
from app.assembly import assemble
from app.bodies.queries import openings as of_bodies
from app.correspondence.queries import openings as of_correspondence
from app.declarations.queries import openings as of_declarations
from app.kernel.actor import SYSTEM
from app.kernel.errors import Invalid
from app.kernel.runtime import Runtime
from app.kernel.signing import signing_key
from app.ledger import queries
from app.ledger.forms import Ending, exported
from app.ledger.rules import audit
from app.ledger.rules.canonical import hash_text, recorded
from app.ledger.rules.checkpoint import opened, origin_of, signed, verifier
from app.ledger.values import Audited, Checkpoint, Opening
from app.migration import keep_current
from app.obligations.queries import openings as of_obligations
from app.registry.queries import openings as of_registry
from app.treaties.queries import desk_openings as of_desk
from app.treaties.queries import notification_openings as of_notifications
from app.treaties.queries import openings as of_treaties
from app.treaties.queries import text_correction_openings as of_text_corrections
from config.settings import Settings

SOURCES: Sequence[Callable[[Session], Iterable[Opening]]] = (
    of_treaties,
    of_desk,
    of_text_corrections,
    of_notifications,
    of_accounts,
    of_missions,
    of_correspondence,
    of_declarations,
    of_obligations,
    of_bodies,
    of_registry,
)
"""Every slice that appends: its records hold what the entries commit to."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parsers of these commands."""
    ledger = commands.add_parser("ledger", help="verify or export the ledger")
    inside = ledger.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = inside.add_parser("verify", help="reckon everything anew; name what does not fit")
    verify.add_argument(
        "--from-file", type=Path, metavar="EXPORT", help="verify an export; needs no database"
    )
    verify.add_argument(
        "--verifier", metavar="LINE", help="the key that must have signed the export's checkpoint"
    )
    verify.set_defaults(start=_verify)
    export = inside.add_parser("export", help="write every entry to a file, a line each")
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(run=_export)


def _verify(arguments: argparse.Namespace, settings: Settings) -> None:
    """Verify an export, for which no database is opened, or the store."""
    if arguments.from_file:
        _verify_export(arguments.from_file, verified_by=arguments.verifier)
        return
    keep_current(settings)
    runtime = assemble(settings)
    try:
        _verify_store(runtime)
    finally:
        runtime.database.engine.dispose()


def _verify_store(runtime: Runtime) -> None:
    """Verify the store, and print the signed checkpoint of what was found."""
    with runtime.database.read(by=SYSTEM) as session:
        found = queries.audited(session, chain.from_iterable(of(session) for of in SOURCES))
    _say(found)
    sys.stdout.writelines(_signature(runtime, found))


def _verify_export(file: Path, *, verified_by: str | None) -> None:
    found = Audited()
    with file.open("rb") as lines:
        for read in exported(lines):
            if isinstance(read, Ending):
                _check_ending(read, found, verified_by=verified_by)
            else:
                found = audit.audited(found, [read], nodes=None, commitments=None)
    _say(found)


def _check_ending(ending: Ending, found: Audited, *, verified_by: str | None) -> None:
    audit.check_end(found, taken=ending.size)
    audit.check_root(found, ending.root)
    if verified_by is None:
        return
    if ending.note is None:
        raise Invalid.because("The export ends without a signed checkpoint.")
    signed_state = opened(ending.note, verified_by=verified_by)
    audit.check_end(found, taken=signed_state.size)
    audit.check_root(found, signed_state.root)


def _export(arguments: argparse.Namespace, runtime: Runtime) -> None:
    """Write the export beside its place, and put it there when it is whole."""
    file: Path = arguments.file
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        with (
            partial.open("x", encoding="utf-8") as out,
            runtime.database.read(by=SYSTEM) as session,
        ):
            out.writelines(_lines(runtime, session))
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def _lines(runtime: Runtime, session: Session) -> Iterator[str]:
    now = queries.checkpoint(session, origin=origin_of(runtime.public_url))
    for batch in queries.batches(session):
        yield from (_line(recorded(kept)) for kept in batch)
    note = runtime.signing_key and signed(now, signing_key(runtime.signing_key))
    yield _line({"size": now.size, "root": hash_text(now.root), "checkpoint": note})


def _line(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False) + "\n"


def _say(found: Audited) -> None:
    root = hash_text(audit.root(found))
    sys.stdout.write(f"Every entry fits. There are {found.size}; the root over them is {root}.\n")


def _signature(runtime: Runtime, found: Audited) -> Iterator[str]:
    """Give the signed checkpoint of what was found, and its verifier, if there is a key."""
    if runtime.signing_key is not None:
        key = signing_key(runtime.signing_key)
        state = Checkpoint(origin_of(runtime.public_url), found.size, audit.root(found))
        yield f"\n{signed(state, key)}\n"
        yield f"Its verifier is {verifier(state.origin, key.public_key())}\n"

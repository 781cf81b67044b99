"""Copying a whole register into one file, and making a register of such a file."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from app.assembly import assemble
from app.commands.ledger import SOURCES
from app.copies import archive, making, restoring
from app.copies.archive import Copy, Tell
from app.copies.manifest import Manifest
from app.copies.place import SQLITE, empty_place
from app.kernel.actor import SYSTEM
from app.kernel.clock import SystemClock
from app.kernel.errors import Conflict, Invalid
from app.kernel.revisions import head
from app.kernel.runtime import Runtime
from app.kernel.signing import signing_key
from app.kernel.storage import Storage
from app.ledger import queries as ledger
from app.ledger.rules import audit
from app.ledger.rules.canonical import hash_text
from app.ledger.rules.checkpoint import origin_of, verifier
from app.migration import migrate
from app.processes.store import hold
from config.settings import Settings

TELL_EVERY = 2.0
"""Seconds between two sentences about how far it has come."""

KEYS = (
    "Neither the secret key nor the key that signs the ledger is in the file. Keep both apart from "
    "it: without the first nobody can sign in to what is restored, without the second its "
    "checkpoints are signed by another key than before.\n"
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parsers of these commands."""
    backup = commands.add_parser("backup", help="copy the whole register into one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="make a register of a copy, in an empty place")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--another-key",
        action="store_true",
        help="though the secret key is another: everybody's second factor must then be reset",
    )
    restore.add_argument(
        "--rehearsal",
        action="store_true",
        help="mark what is restored, for ever, as a place to try things in: nothing leaves it",
    )
    restore.set_defaults(start=_restore)


def _backup(arguments: argparse.Namespace, runtime: Runtime) -> None:
    said = making.make(runtime, arguments.file, at=runtime.clock.now(), tell=_teller())
    sys.stdout.write(f"Copied into {arguments.file}: {_summary(said)}\n{KEYS}")


def _restore(arguments: argparse.Namespace, settings: Settings) -> None:
    tell = _teller()
    with archive.opened(arguments.file) as copy:
        said = copy.manifest
        restoring.check_revision(said)
        if not arguments.another_key:
            _check_key(said, settings)
        copy.check(tell)
        with _held(settings):
            _fill(copy, settings, tell, rehearsal=arguments.rehearsal)
    sys.stdout.write(f"Restored: {_summary(said)}\n")
    sys.stdout.writelines(_of_the_signing_key(said, settings))


def _fill(copy: Copy, settings: Settings, tell: Tell, *, rehearsal: bool) -> None:
    """Restore the copy, bring it forward, and see that its ledger is whole and the same."""
    with empty_place(settings, copy.manifest.revision) as database:
        at = SystemClock().now()
        storage = Storage(settings.storage)
        restoring.fill(copy, database, storage, at=at, tell=tell, rehearsal=rehearsal)
        database.engine.dispose()
        if copy.manifest.revision != head():
            migrate(settings.database_url)
        runtime = assemble(settings)
        try:
            _check_ledger(copy.manifest, runtime)
        finally:
            runtime.database.engine.dispose()


def _check_ledger(said: Manifest, runtime: Runtime) -> None:
    """Reckon the ledger anew, and compare it with what the copy says of itself."""
    with runtime.database.read(by=SYSTEM) as session:
        found = ledger.audited(session, chain.from_iterable(of(session) for of in SOURCES))
    if (found.size, hash_text(audit.root(found))) != (said.ledger.size, said.ledger.root):
        raise Invalid.because(
            "The ledger in the copy is not the one that its manifest names. Nothing was restored."
        )


def _check_key(said: Manifest, settings: Settings) -> None:
    if not restoring.has_key(said, settings.secret_key):
        raise Conflict.because(
            "The secret key here is not the one of the register that was copied, so nobody could "
            "sign in. Put that register's secret.key into the folder (or set "
            "SECRETARIAT_SECRET_KEY), or add --another-key and then have everybody set up anew "
            "with “user reset”."
        )


@contextmanager
def _held(settings: Settings) -> Iterator[None]:
    """Keep ``serve`` off the folder of a database in a file."""
    if not settings.database_url.startswith(SQLITE):
        yield
        return
    lock = hold(Path(settings.database_url.removeprefix(SQLITE)).parent)
    try:
        yield
    finally:
        os.close(lock)


def _of_the_signing_key(said: Manifest, settings: Settings) -> list[str]:
    """Say what follows if the ledger's checkpoints will be signed by another key."""
    before, file = said.ledger.verifier, settings.signing_key
    if before is None or file is None:
        return []
    if file.is_file():
        key = signing_key(file).public_key()
        if verifier(origin_of(settings.public_url), key).endswith(before.rpartition("+")[2]):
            return []
    return [
        "The ledger's checkpoints will be signed by another key than before. Receipts given until "
        f"now are verified with --verifier '{before}'. To go on with the old key put it at "
        f"{file} before the register is started.\n"
    ]


def _summary(said: Manifest) -> str:
    rows = sum(each.rows for each in said.tables)
    return (
        f"{rows} rows of {len(said.tables)} tables, as they were at "
        f"{said.made_at.isoformat(timespec='seconds')}; {said.ledger.size} entries in the ledger, "
        f"with the root {said.ledger.root}."
    )


def _teller() -> Tell:
    """Give what says now and then how far it has come."""
    last = time.monotonic()

    def tell(sentence: str) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_EVERY:
            last = time.monotonic()
            sys.stderr.write(f"{sentence}\n")

    return tell

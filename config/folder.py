"""The settings of an installation that lives in one folder, as ``serve`` keeps it."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from config.settings import PREFIX, Settings, SettingsError

LONGEST_SOCKET = 100
"""Bytes that a unix socket's address may have (the kernel's limit is 108), with room to spare."""

UNUSABLE = frozenset("?#%\n")
"""Characters that would mean something else in the database's address."""


def settings_of(folder: Path, environment: Mapping[str, str], **chosen: str) -> Settings:
    """Give a folder's settings: what the environment sets, else what was chosen or is implied.

    The folder and its secret are made where they are missing. Unless told otherwise the
    settings take the store as it is, a demonstration or not.

    Raises:
        SettingsError: the folder cannot be used, or the environment sets something wrong.

    """
    folder = folder.absolute()
    if UNUSABLE & set(str(folder)):
        raise SettingsError(
            f"The path {folder} has one of ? # % in it. Give another folder with --data."
        )
    private(folder)
    implied = {
        "database_url": f"sqlite:///{folder / 'register.db'}",
        "redis_url": f"redis+socket://{quote(str(queue_socket(folder)))}?virtual_host=1",
        "secret_key": _secret(folder / "secret.key"),
        "storage": str(folder / "storage"),
        "public_url": "http://localhost:8000",
        "signing_key": str(folder / "ledger.key"),
        "demonstration": "as-stored",
    }
    named = {PREFIX + name.upper(): text for name, text in (implied | chosen).items()}
    return Settings.read(named | dict(environment))


def queue_socket(folder: Path) -> Path:
    """Give the queue's socket: in the folder, else, where that path is too long, a short one."""
    inside = folder.absolute() / "queue" / "queue.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET:
        return inside
    name = hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"secretariat-{os.getuid()}-{name}" / "queue.sock"


def private(folder: Path) -> None:
    """Make a folder that only its owner may open.

    Raises:
        SettingsError: it cannot be made, or belongs to somebody else.

    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise SettingsError(
            f"The folder {folder} cannot be made: {refused.strerror}. Give another with --data."
        ) from refused
    if folder.stat().st_uid != os.getuid() or not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsError(
            f"The folder {folder} is not yours to write in. Give another with --data, "
            "or start as the user it belongs to."
        )


def _secret(file: Path) -> str:
    """Give the folder's secret, made once; a half-written one never stands."""
    if not file.exists():
        fresh = file.with_name(f".{secrets.token_hex(8)}.partial")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as made:
            made.write(secrets.token_urlsafe(48))
            made.flush()
            os.fsync(made.fileno())
        try:
            os.link(fresh, file)
        except FileExistsError:  # another process was first: its secret stands
            pass
        finally:
            fresh.unlink()
    return file.read_text()

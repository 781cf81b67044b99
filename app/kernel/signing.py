"""A signing key kept in a file: made once, readable by its owner alone, whole or absent."""

import os
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.kernel.errors import Invalid


def signing_key(file: Path) -> Ed25519PrivateKey:
    """Give the key in a file, which is made if there is none.

    Of several processes that make it at once one wins, and all give that one's key.

    Raises:
        Invalid: the file holds no Ed25519 key.
        OSError: the file can be neither read nor made.

    """
    if not file.exists():
        _make(file)
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise _unusable(file) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(file)
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = file.with_name(f".{uuid4().hex}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as fresh:
            fresh.write(
                Ed25519PrivateKey.generate().private_bytes(
                    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
                )
            )
            fresh.flush()
            os.fsync(fresh.fileno())
        _place(partial, file)
    finally:
        partial.unlink()


def _place(partial: Path, file: Path) -> None:
    """Give the whole file its name, unless another process was first; then its key stands."""
    try:
        os.link(partial, file)
    except FileExistsError:
        return
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unusable(file: Path) -> Invalid:
    return Invalid.because(
        "%(file)s holds no Ed25519 key in PEM. Put the ledger's key there, or move the file away "
        "and a new key is made.",
        file=str(file),
    )

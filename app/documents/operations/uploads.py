"""Keeping files that people hand in."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from app.documents.models import Upload
from app.documents.values import Checked
from app.kernel.actor import Actor
from app.kernel.database import insert_once
from app.kernel.errors import Conflict, Unavailable
from app.kernel.storage import Storage


def keep(
    session: Session, file: Checked, *, owner: str, storage: Storage, by: Actor, at: datetime
) -> str:
    """Keep a file that was handed in for something, and give its SHA-256.

    Raises:
        Conflict: the same file was handed in for it before.
        Unavailable: the disk is full; nothing is kept then.

    """
    try:
        sha256 = storage.keep(owner, file.content)
    except OSError as full:
        raise Unavailable.because(
            "The file could not be stored (%(reason)s). Nothing was changed; tell whoever keeps "
            "this installation, and try again later.",
            reason=full.strerror or "unknown reason",
        ) from full
    row = {
        "id": uuid4(),
        "owner": owner,
        "sha256": sha256,
        "name": file.name,
        "kind": file.kind,
        "size": len(file.content),
        "handed_in_at": at,
        "handed_in_by": by.account,
    }
    if not insert_once(session, Upload, row):
        raise Conflict.because("This very file is attached already.", field="file")
    return sha256

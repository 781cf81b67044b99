"""Attaching scans to what the register of correspondence holds; none is ever taken away."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.correspondence import queries
from app.correspondence.models import PieceScan
from app.correspondence.rules import scan_content
from app.correspondence.values import Number
from app.documents import operations as documents
from app.documents.values import Checked
from app.kernel.actor import Actor
from app.kernel.errors import Conflict
from app.kernel.storage import Storage
from app.ledger import operations as ledger
from app.ledger.rules.canonical import canonical
from app.ledger.values import Deed

ATTACHED = "correspondence.attached"


def attach(
    session: Session,
    number: Number,
    scan: Checked,
    *,
    key: UUID,
    storage: Storage,
    by: Actor,
    at: datetime,
) -> None:
    """Attach a scan to a piece; the same key again is the same scan.

    It writes the ledger, so it comes last in its transaction.

    Raises:
        NotFound: there is no such piece.
        Conflict: it has this very scan, or the form was sent for another piece.
        Unavailable: the disk is full.

    """
    queries.piece(session, number)
    before = queries.attached_as(session, key)
    if before is not None:
        if before.content["number"] != str(number):
            raise Conflict.because("This form was sent already. Open a new one.")
        return
    sha256 = documents.keep(session, scan, owner=number.subject, storage=storage, by=by, at=at)
    content = scan_content(number, sha256=sha256, name=scan.name, size=len(scan.content))
    [sealed] = ledger.append(session, [Deed(ATTACHED, number.subject, content)], by=by, at=at)
    session.add(
        PieceScan(
            key=key,
            direction=number.direction,
            year=number.year,
            serial=number.serial,
            content=json.loads(canonical(content)),
            attached_at=at,
            attached_by=by.account,
            ledger_index=sealed.index,
            salt=sealed.salt,
        )
    )
    session.flush()

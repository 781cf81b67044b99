"""The receipt: at once on screen, and as the files that prove it offline."""

import json
from datetime import datetime

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.declarations.models import Declaration
from app.declarations.queries import chains
from app.declarations.queries import receipts as queries
from app.declarations.rules import receipts as rules
from app.declarations.values.receipts import Receipt
from app.declarations.views.blueprint import drafters, names, pages
from app.declarations.views.versions import ADDRESS
from app.kernel.web import actor, runtime
from app.ledger.rules.checkpoint import origin_of

RECEIPT = f"{ADDRESS}/receipt"


@pages.get(RECEIPT)
@drafters
def receipt(ref: str, number: int) -> ResponseReturnValue:
    """Show the receipt of a version: what was filed, when, and its place in the ledger."""
    reference = chains.named_by(ref)
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, reference, by=actor())
        kept = _kept(session, found, number)
        shown = names(session)
    return render_template(
        "declarations/receipt.html",
        declaration=found,
        names=shown,
        number=number,
        receipt=kept,
        received_at=datetime.fromisoformat(kept.filed["received_at"]),
    )


@pages.get(f"{RECEIPT}.json")
@drafters
def receipt_file(ref: str, number: int) -> Response:
    """Give the receipt as the file that anybody can prove offline."""
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        kept = _kept(session, found, number)
    return _file(rules.written(kept), f"{ref}-{number}-receipt.json")


@pages.get(f"{ADDRESS}/content.json")
@drafters
def content_file(ref: str, number: int) -> Response:
    """Give the state what it filed, with what opens the commitment to it."""
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        told = queries.told(session, found, number, by=actor())
    return _file({"salt": told.salt, "content": told.content}, f"{ref}-{number}-content.json")


def _kept(session: Session, found: Declaration, number: int) -> Receipt:
    return queries.receipt(
        session, found, number, by=actor(), origin=origin_of(runtime().public_url),
        sign=queries.signing_with(runtime().signing_key),
    )  # fmt: skip


def _file(document: object, name: str) -> Response:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    response = Response(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

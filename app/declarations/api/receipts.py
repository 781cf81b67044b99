"""Receipts for programs: the file that proves a filing offline."""

from typing import Annotated

from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from app.declarations.api.answers import ReceiptTold
from app.declarations.api.blueprint import api, drafters
from app.declarations.queries import chains, versions
from app.declarations.queries import receipts as queries
from app.declarations.rules.receipts import written
from app.kernel.api import Asked, told
from app.kernel.paging import whole_number
from app.kernel.web import actor, runtime
from app.ledger.rules.checkpoint import origin_of


class ReceiptAsked(Asked):
    """Of which version the receipt is wanted."""

    version: Annotated[
        int | None,
        BeforeValidator(whole_number),
        Field(ge=1, description="Its number; without it, the last that was submitted."),
    ] = None


@api.get("/<ref>/receipt.json")
@drafters
@api.doc(operation_id="readReceipt")
@api.input(ReceiptAsked, location="query")
@api.output(ReceiptTold)
def receipt(ref: str, query_data: ReceiptAsked) -> ResponseReturnValue:
    """Read the receipt of a version, which `python3 -m app verify` proves offline."""
    with runtime().database.read(by=actor()) as session:
        found = chains.declaration(session, chains.named_by(ref), by=actor())
        kept = queries.receipt(
            session, found, query_data.version or versions.last(session, found), by=actor(),
            origin=origin_of(runtime().public_url),
            sign=queries.signing_with(runtime().signing_key),
        )  # fmt: skip
    return told(written(kept))

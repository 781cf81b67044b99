"""What the print of a receipt says: all that proves it, and nothing of what was declared."""

from datetime import UTC, datetime

from app.declarations.rules.sealing import CONTENT
from app.declarations.values.receipts import Receipt
from app.kernel.clock import date_at
from app.kernel.languages import long_instant
from app.ledger.rules.canonical import hash_text
from app.reports.rules.freezing import Facts
from app.reports.values import House

STATED = (
    *("form", "form_version", "period", "basis", "outcome", "hands", "reason"),
    *("channel", "received_on", "their_reference"),
)
"""What of a filing the print says as it was sealed."""


def declaration_receipt(receipt: Receipt, number: int, *, participant: str, house: House) -> Facts:
    """Give the facts of the receipt of a version, which is the ``number``-th of its chain.

    ``participant`` is the state's name.
    """
    filed, entry = receipt.filed, receipt.entry
    reference, obligation = filed["declaration"], house.obligations.get(filed["obligation"])
    return {
        "title": f"Receipt: {reference}, version {filed['version']}",
        "file_name": f"{reference}-{number}-receipt",
        "subject": f"/declarations/{reference}/{number}/receipt",
        "agency": house.publisher.agency,
        "demonstration": house.publisher.demonstration,
        "known_on": date_at(entry.at, house.seat),
        "reference": reference,
        "version": f"{filed['version']}",
        "participant": participant,
        "obligation": obligation.title if obligation else filed["obligation"],
        "law": obligation.source if obligation else None,
        **{name: filed[name] for name in STATED},
        "received": _told(datetime.fromisoformat(filed["received_at"]), house),
        "submitted": _told(datetime.fromisoformat(filed["submitted_at"]), house),
        "submitted_by": receipt.submitted_by or None,
        "drafted_by": receipt.drafted_by or None,
        "account": entry.account,
        "salt": receipt.salt,
        "content_commitment": filed[CONTENT],
        "size": receipt.size,
        "root": hash_text(receipt.root),
        "proof": [hash_text(each) for each in receipt.proof],
        "signed": receipt.note is not None,
        "origin": house.origin,
        "verifier": house.verifier,
        "site": house.site,
        "ledger": {"index": entry.index, "commitment": entry.commitment},
    }


def _told(at: datetime, house: House) -> Facts:
    """Give an instant at the seat and in UTC."""
    return {
        "seat": long_instant(at, house.seat),
        "utc": f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
    }

"""Proving a receipt for anybody who gives the whole of it; nothing of it is kept."""

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.declarations.forms import receipts as forms
from app.declarations.rules import receipts as rules
from app.declarations.values.receipts import Receipt
from app.declarations.views.blueprint import pages
from app.kernel.actor import VISITOR
from app.kernel.errors import Complaint, Invalid
from app.kernel.signing import signing_key
from app.kernel.web import public, runtime
from app.ledger import queries as ledger
from app.ledger.rules.checkpoint import origin_of

UNPROCESSABLE = 422


@pages.get("/verify")
@public
def verify() -> ResponseReturnValue:
    """Ask for a receipt, and say how it is proved without this page."""
    return _page()


@pages.post("/verify")
@public
def prove() -> ResponseReturnValue:
    """Prove a receipt against the ledger, or say what in it does not fit."""
    try:
        receipt = forms.receipt(_given())
        _check(receipt)
    except Invalid as refused:
        return _page(complaints=refused.complaints), UNPROCESSABLE
    return _page(receipt=receipt)


def _given() -> bytes:
    """Give the receipt that was handed in as a file, or else as text."""
    file = request.files.get("file")
    text = request.form.get("receipt", "").strip().encode()
    content = (file.read(forms.MOST_BYTES + 1) if file else b"") or text
    if not content:
        raise Invalid.because("Choose the file of the receipt, or paste its whole text.")
    if len(content) > forms.MOST_BYTES:
        raise Invalid.because("A receipt is smaller than this. Give the receipt and nothing else.")
    return content


def _check(receipt: Receipt) -> None:
    """Prove a receipt against the ledger, and its checkpoint's signature where there is a key."""
    origin = origin_of(runtime().public_url)
    with runtime().database.read(by=VISITOR) as session:
        kept = ledger.checkpoint_at(session, receipt.size, origin=origin)
    rules.check_kept(receipt, kept)
    if (file := runtime().signing_key) is not None:
        rules.check_own(receipt, key=signing_key(file).public_key())


def _page(*, receipt: Receipt | None = None, complaints: tuple[Complaint, ...] = ()) -> str:
    return render_template(
        "declarations/verify.html",
        complaints=[replace(each, field="receipt") for each in complaints],
        most=forms.MOST_BYTES // 1_000,
        receipt=receipt,
        signed=runtime().signing_key is not None,
        typed=request.form,
    )

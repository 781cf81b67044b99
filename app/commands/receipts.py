"""The command that proves a receipt, offline: no database is opened, nothing is asked of anyone."""

import argparse
import sys
from pathlib import Path

from app.declarations.forms import receipts as forms
from app.declarations.rules import receipts as rules
from app.declarations.values.receipts import Receipt
from app.kernel.errors import Complaint, Invalid
from app.kernel.signing import signing_key
from app.ledger.rules.checkpoint import named_in
from config.settings import Settings

ELSEWHERE = (
    "Name the folder of the register that gave the receipt with --data, or give its ledger's "
    "verifier, as its page /ledger shows it, with --verifier."
)
"""What to do about a receipt that is not of this installation's register."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of this command."""
    verify = commands.add_parser(
        "verify", help="prove a receipt against the ledger's checkpoint, offline"
    )
    verify.add_argument("receipt", type=Path, metavar="RECEIPT")
    verify.add_argument(
        "--verifier",
        metavar="LINE",
        help="the ledger's verifier, as its page shows it (default: the key in --data)",
    )
    verify.add_argument(
        "--content", type=Path, metavar="FILE", help="what was filed; prove that it was this"
    )
    verify.set_defaults(start=_verify)


def _verify(arguments: argparse.Namespace, settings: Settings) -> None:
    """Prove the receipt, or refuse with every reason."""
    receipt = forms.receipt(arguments.receipt.read_bytes())
    if arguments.verifier:
        rules.check(receipt, verified_by=arguments.verifier)
    else:
        _check_own(receipt, settings)
    _say(receipt)
    if arguments.content:
        rules.check_content(receipt, forms.told(arguments.content.read_bytes()))
        sys.stdout.write("What was filed is what the file says.\n")


def _check_own(receipt: Receipt, settings: Settings) -> None:
    """Prove the receipt with the key of this installation, whichever its address was or is."""
    Invalid.unless_none(rules.unproved(receipt))
    file = settings.signing_key
    if file is None or not file.is_file():
        raise Invalid.because(
            "No key is here with which the signature could be checked. " + ELSEWHERE
        )
    try:
        rules.check_own(receipt, key=signing_key(file).public_key())
    except Invalid as refused:
        tried = Complaint("It was checked with the key %(file)s. " + ELSEWHERE, {"file": str(file)})
        Invalid.unless_none([*refused.complaints, tried])


def _say(receipt: Receipt) -> None:
    filed = receipt.filed
    sys.stdout.write(
        f"The receipt is true: declaration {filed['declaration']}, version {filed['version']}, "
        f"was submitted at {filed['submitted_at']} and counts as received at "
        f"{filed['received_at']}.\nIt is entry {receipt.entry.index} of {receipt.size} in the "
        f"ledger “{named_in(receipt.note or '')}”, which has signed so.\n"
    )

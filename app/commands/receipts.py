"""The command that proves a receipt, offline: no database is opened, nothing is asked of anyone."""

import argparse
import sys
from pathlib import Path

from app.declarations.forms import receipts as forms
from app.declarations.rules import receipts as rules
from app.declarations.values.receipts import Receipt
from app.kernel.errors import Invalid
from app.kernel.signing import signing_key
from app.ledger.rules.checkpoint import origin_of, verifier
from config.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of this command."""
    verify = commands.add_parser(
        "verify", help="prove a receipt against the ledger's checkpoint, offline"
    )
    verify.add_argument("receipt", type=Path, metavar="RECEIPT")
    verify.add_argument(
        "--verifier",
        metavar="LINE",
        help="the ledger's verifier, as its page shows it (default: this installation's own)",
    )
    verify.add_argument(
        "--content", type=Path, metavar="FILE", help="what was filed; prove that it was this"
    )
    verify.set_defaults(start=_verify)


def _verify(arguments: argparse.Namespace, settings: Settings) -> None:
    """Prove the receipt, or refuse with every reason."""
    receipt = forms.receipt(arguments.receipt.read_bytes())
    rules.check(receipt, verified_by=arguments.verifier or _own(settings))
    _say(receipt)
    if arguments.content:
        rules.check_content(receipt, forms.told(arguments.content.read_bytes()))
        sys.stdout.write("What was filed is what the file says.\n")


def _own(settings: Settings) -> str:
    """Give this installation's own verifier, if its key is here."""
    file = settings.signing_key
    if file is None or not file.is_file():
        raise Invalid.because(
            "Nothing here can check the signature. Give the ledger's verifier with --verifier."
        )
    return verifier(origin_of(settings.public_url), signing_key(file).public_key())


def _say(receipt: Receipt) -> None:
    filed = receipt.filed
    sys.stdout.write(
        f"The receipt is true: declaration {filed['declaration']}, version {filed['version']}, "
        f"was submitted at {filed['submitted_at']} and counts as received at "
        f"{filed['received_at']}.\nIt is entry {receipt.entry.index} of {receipt.size} in the "
        "ledger, under a signed checkpoint.\n"
    )

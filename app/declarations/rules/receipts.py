"""A receipt as a file, and whether it proves what it says: offline, by anybody.

The entry commits to the facts of the filing and hashes to a leaf of the ledger's tree (RFC 6962,
section 2.1); the proof leads from the leaf to the root, which a signed checkpoint states.
"""

from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.declarations.rules.sealing import CONTENT, SUBMITTED
from app.declarations.values.receipts import FORMAT, Receipt, Told
from app.kernel.errors import Complaint, Invalid
from app.ledger.rules.canonical import commitment, hash_text, leaf
from app.ledger.rules.canonical import written as entry_written
from app.ledger.rules.checkpoint import named_in, opened, verifier
from app.ledger.rules.proofs import proves_inclusion
from app.ledger.rules.tree import leaf_hash
from app.ledger.values import Checkpoint


def written(receipt: Receipt) -> dict[str, Any]:
    """Give a receipt as its file has it."""
    return {
        "format": FORMAT,
        "filed": dict(receipt.filed),
        "salt": receipt.salt,
        "submitted_by": receipt.submitted_by,
        "drafted_by": receipt.drafted_by,
        "entry": entry_written(receipt.entry),
        "size": receipt.size,
        "root": hash_text(receipt.root),
        "proof": [hash_text(each) for each in receipt.proof],
        "checkpoint": receipt.note,
    }


def check(receipt: Receipt, *, verified_by: str) -> None:
    """See to it that a receipt proves what it says, under the key of a verifier.

    Raises:
        Invalid: it does not; every complaint says what does not fit.

    """
    Invalid.unless_none(unproved(receipt))
    if receipt.note is None:
        raise Invalid.because("The receipt has no signed checkpoint, so nothing proves its root.")
    state = opened(receipt.note, verified_by=verified_by)
    if (state.size, state.root) != (receipt.size, receipt.root):
        raise Invalid.because("The receipt's checkpoint is of another state of the ledger.")


def check_own(receipt: Receipt, *, key: Ed25519PublicKey) -> None:
    """See to it that a receipt proves what it says under a register's own key.

    The key decides; the name is the one that the checkpoint gives, since a register that is found
    at another address keeps its key and what it has signed.

    Raises:
        Invalid: it does not; every complaint says what does not fit.

    """
    name = named_in(receipt.note) if receipt.note is not None else ""
    check(receipt, verified_by=verifier(name, key))


def check_kept(receipt: Receipt, kept: Checkpoint) -> None:
    """See to it that a receipt proves what it says against the ledger as it is kept.

    ``kept`` is the ledger's state of the receipt's size, or of today if it never had that size.

    Raises:
        Invalid: it does not; every complaint says what does not fit.

    """
    Invalid.unless_none(unproved(receipt))
    if kept.size != receipt.size:
        raise Invalid.because(
            "The receipt speaks of %(size)s entries, and the ledger has never had so many. It is "
            "of another ledger.",
            size=receipt.size,
        )
    if kept.root != receipt.root:
        raise Invalid.because(
            "The receipt's root is not the one that the ledger had then. It is of another ledger."
        )


def unproved(receipt: Receipt) -> Iterator[Complaint]:
    """Say what in a receipt does not fit together, whoever signed its root."""
    entry = receipt.entry
    if entry.kind != SUBMITTED:
        yield Complaint("The ledger's entry is not about a submission.")
    if commitment(receipt.salt, receipt.filed) != entry.commitment:
        yield Complaint("The ledger's entry commits to another filing than the receipt states.")
    proved = proves_inclusion(
        receipt.proof,
        index=entry.index,
        size=receipt.size,
        leaf_hash=leaf_hash(leaf(entry)),
        root=receipt.root,
    )
    if not proved:
        yield Complaint("The proof does not lead from the entry to the ledger's root.")


def check_content(receipt: Receipt, told: Told) -> None:
    """See to it that a content is the one that was filed.

    Raises:
        Invalid: it is another.

    """
    if commitment(told.salt, told.content) != receipt.filed.get(CONTENT):
        raise Invalid.because("This is not the content that was filed: the receipt is of another.")

"""Checkpoints as others read them: the C2SP formats signed-note and tlog-checkpoint, Ed25519."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.kernel.errors import Invalid
from app.ledger.rules.tree import HASH_BYTES
from app.ledger.values import Checkpoint

ED25519 = b"\x01"
"""The signature type's byte (signed-note, "Signature types")."""

KEY_BYTES = 32
LONGEST_SHOWN = 200
BODY = re.compile(r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[^\n]+)\n")
SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>\S+)\n")


def origin_of(public_url: str) -> str:
    """Give the name of an installation's ledger: its address without the scheme."""
    return quote(f"{public_url.partition('://')[2]}/ledger", safe="/:[]")


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Give the checkpoint as a signed note."""
    text = _text(checkpoint)
    name = checkpoint.origin
    signature = _key_id(name, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {name} {b64encode(signature).decode()}\n"


def verifier(origin: str, key: Ed25519PublicKey) -> str:
    """Give the line from which anyone makes the check: name, key id, key (Go's ``sumdb/note``)."""
    public = b64encode(ED25519 + key.public_bytes_raw()).decode()
    return f"{origin}+{_key_id(origin, key).hex()}+{public}"


def named_in(note: str) -> str:
    """Give the name of the ledger that a note says it is of. By itself that proves nothing.

    Raises:
        Invalid: the note is not in its form.

    """
    return _body(note)["origin"]


def opened(note: str, *, verified_by: str) -> Checkpoint:
    """Read a signed note and give its checkpoint, if the verifier's key signed it.

    Signatures of other keys, such as witnesses', are passed over.

    Raises:
        Invalid: the note or the verifier is not in its form, or the key did not sign the note.

    """
    name, key = _read_verifier(verified_by)
    text, _, signatures = note.rpartition("\n\n")
    body = _body(note)
    root = _bytes(body["root"])
    if body["origin"] != name:
        raise Invalid.because(
            "This checkpoint is of the ledger “%(other)s”, and the verifier is that of “%(name)s”. "
            "Take the verifier of the first one, from its page /ledger, if you trust that ledger.",
            other=_shown(body["origin"]),
            name=name,
        )
    if len(root) != HASH_BYTES:
        raise Invalid.because("This is not a checkpoint: its root is no SHA-256.")
    _check_signature(f"{text}\n".encode(), signatures, name=name, key=key)
    return Checkpoint(body["origin"], int(body["size"]), root)


def _body(note: str) -> re.Match[str]:
    text, _, _signatures = note.rpartition("\n\n")
    found = BODY.fullmatch(f"{text}\n")
    if found is None:
        raise Invalid.because("This is not a checkpoint: its three lines are not in their form.")
    return found


def _shown(origin: str) -> str:
    """Give a name that anybody may have written so that it can stand on a screen."""
    return quote(origin, safe="/:[].-")[:LONGEST_SHOWN]


def _check_signature(text: bytes, signatures: str, *, name: str, key: Ed25519PublicKey) -> None:
    mine = _key_id(name, key)
    for line in SIGNATURE.finditer(signatures):
        signature = _bytes(line["signature"])
        if line["name"] == name and signature.startswith(mine):
            try:
                key.verify(signature.removeprefix(mine), text)
            except InvalidSignature as forged:
                raise Invalid.because("The signature under this checkpoint is false.") from forged
            return
    raise Invalid.because(
        "This checkpoint is not signed by “%(name)s” with that key.", name=_shown(name)
    )


def _read_verifier(line: str) -> tuple[str, Ed25519PublicKey]:
    name, _, rest = line.partition("+")
    _, _, public = rest.partition("+")
    raw = _bytes(public)
    if len(raw) != len(ED25519) + KEY_BYTES or not raw.startswith(ED25519):
        raise Invalid.because("This is not the verifier of an Ed25519 key.")
    key = Ed25519PublicKey.from_public_bytes(raw.removeprefix(ED25519))
    if line != verifier(name, key):
        raise Invalid.because("The parts of this verifier do not belong together.")
    return name, key


def _text(checkpoint: Checkpoint) -> str:
    root = b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:4]


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError) as error:
        raise Invalid.because("“%(text)s” is not in Base64.", text=text[:80]) from error

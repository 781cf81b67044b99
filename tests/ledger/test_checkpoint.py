"""A checkpoint is written and read as C2SP has it; a forged one is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Invalid
from app.ledger.rules.checkpoint import opened, origin_of, signed, verifier
from app.ledger.values import Checkpoint

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ORIGIN = "register.example.org/ledger"
STATE = Checkpoint(ORIGIN, 7, bytes(range(32)))
NOTE = signed(STATE, KEY)
VERIFIER = verifier(ORIGIN, KEY.public_key())


def test_a_checkpoint_has_three_lines_and_a_signature() -> None:
    *text, blank, signature, end = NOTE.split("\n")
    assert text == [ORIGIN, "7", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="]
    assert (blank, end) == ("", "")
    assert signature.startswith(f"— {ORIGIN} ")


@given(st.integers(min_value=0, max_value=2**60), st.binary(min_size=32, max_size=32))
def test_what_was_signed_is_read_back(size: int, root: bytes) -> None:
    state = Checkpoint(ORIGIN, size, root)
    assert opened(signed(state, KEY), verified_by=VERIFIER) == state


def test_a_witness_may_sign_beside_the_ledger() -> None:
    witness = signed(Checkpoint("witness.example", 7, bytes(32)), OTHER_KEY).splitlines()[-1]
    assert opened(f"{NOTE}{witness}\n", verified_by=VERIFIER) == STATE


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("", "not a checkpoint"),
        (NOTE.replace("\n7\n", "\n8\n"), "signature under this checkpoint is false"),
        (NOTE.replace("\n7\n", "\n07\n"), "not a checkpoint"),
        (NOTE.replace("\n7\n", "\n-7\n"), "not a checkpoint"),
        (NOTE.replace("\n7\n", "\n7\nmore\n"), "not a checkpoint"),
        (NOTE.replace("AAEC", "AAED"), "signature under this checkpoint is false"),
        (NOTE.replace("AAEC", "A EC"), "not in Base64"),
        (NOTE.replace("AAECAwQF", "AAEC"), "its root is no SHA-256"),
        (NOTE.replace("register", "another"), "is of the ledger “another"),
        (signed(STATE, OTHER_KEY), "not signed by"),
        (NOTE.replace("— ", "- "), "not signed by"),
        (NOTE.partition("—")[0], "not signed by"),
    ],
)
def test_a_changed_checkpoint_is_refused(note: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        opened(note, verified_by=VERIFIER)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "not the verifier of an Ed25519 key"),
        (VERIFIER[:-4], "not the verifier of an Ed25519 key"),
        (VERIFIER.replace("register", "another"), "do not belong together"),
        ("name+00000000+%%%", "not in Base64"),
    ],
)
def test_a_wrong_verifier_is_refused(line: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        opened(NOTE, verified_by=line)


@pytest.mark.parametrize(
    ("public_url", "origin"),
    [
        ("http://localhost:8000", "localhost:8000/ledger"),
        ("https://register.example.org", "register.example.org/ledger"),
        ("https://example.org/a+b c", "example.org/a%2Bb%20c/ledger"),
    ],
)
def test_the_ledger_is_named_after_the_installation(public_url: str, origin: str) -> None:
    assert origin_of(public_url) == origin

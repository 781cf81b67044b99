"""A signing key is made once, is its owner's alone, and is whole or absent."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import S_IMODE

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.kernel.errors import Invalid
from app.kernel.signing import signing_key


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "ledger.key"
    first = signing_key(file).private_bytes_raw()
    assert signing_key(file).private_bytes_raw() == first
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_many_who_make_it_at_once_get_the_same_key(tmp_path: Path) -> None:
    file = tmp_path / "ledger.key"
    with ThreadPoolExecutor(16) as makers:
        keys = set(makers.map(lambda _: signing_key(file).private_bytes_raw(), range(64)))
    assert len(keys) == 1
    assert list(tmp_path.iterdir()) == [file]


OTHER_KIND = generate_private_key(SECP256R1()).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)


@pytest.mark.parametrize("content", [b"", b"no key", OTHER_KIND])
def test_another_file_is_never_overwritten(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ledger.key"
    file.write_bytes(content)
    with pytest.raises(Invalid, match="holds no Ed25519 key"):
        signing_key(file)
    assert file.read_bytes() == content

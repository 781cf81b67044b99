"""What stops a set-up is told in one sentence that says what to do."""

import errno
from pathlib import Path

import pytest

from app.install.trouble import Trouble, diagnosed, refused

PIP_AWAY = """\
WARNING: Retrying (Retry(total=0, connect=None, read=None)) after connection broken by \
'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: \
Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')'
ERROR: Could not find a version that satisfies the requirement alembic==1.20.1 (from versions: none)
ERROR: No matching distribution found for alembic==1.20.1
"""
PIP_FULL = (
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"
)
PIP_CHANGED = """\
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated \
the package versions, please update the hashes.
    alembic==1.20.1 from …:
        Expected sha256 aaaa
             Got        bbbb
"""
PIP_UNTRUSTED = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError(SSLCertVerificationError(\
'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate'))'
ERROR: No matching distribution found for alembic==1.20.1
"""
NPM_AWAY = "npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error errno ENOTFOUND\n"
NPM_UNTRUSTED = "npm error code SELF_SIGNED_CERT_IN_CHAIN\n"
NPM_CHANGED = "npm error code EINTEGRITY\nnpm error sha512-aaaa integrity checksum failed\n"
NPM_FULL = "npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write\n"
APT_AWAY = """\
E: Failed to fetch …/libpango-1.0-0_1.50.12+ds-1_amd64.deb  Could not resolve '…'
E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?
"""
APT_UNKNOWN = "E: Unable to locate package libpango-1.0-0\n"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (PIP_AWAY, "cannot be reached"),
        (NPM_AWAY, "cannot be reached"),
        (APT_AWAY, "cannot be reached"),
        (APT_UNKNOWN, "cannot be reached"),
        (PIP_UNTRUSTED, "a certificate that this machine does not trust"),
        (NPM_UNTRUSTED, "a certificate that this machine does not trust"),
        (PIP_FULL, "The disk is full"),
        (NPM_FULL, "The disk is full"),
        (PIP_CHANGED, "is not the one that was locked"),
        (NPM_CHANGED, "is not the one that was locked"),
        ("Segmentation fault", "Otherwise."),
    ],
)
def test_a_failed_programs_words_tell_what_to_do(said: str, sentence: str) -> None:
    trouble = diagnosed(said, what="registry", whose="pip", otherwise="Otherwise.")
    assert sentence in str(trouble)
    assert str(trouble).count(". ") == 0, "one sentence"


def test_a_disk_that_is_really_full_is_called_full() -> None:
    with pytest.raises(OSError, match="No space left") as full:
        Path("/dev/full").write_text("one more")
    assert str(refused(full.value)).startswith("The disk is full: free some space")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "x cannot be written: make a checkout of your own"),
        (errno.EROFS, "x cannot be written: make a checkout of your own"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EIO, "The machine refused: went wrong (x)"),
    ],
)
def test_what_the_machine_refuses_is_told(number: int, sentence: str) -> None:
    trouble = refused(OSError(number, "went wrong", "x"))
    assert isinstance(trouble, Trouble)
    assert str(trouble).startswith(sentence)

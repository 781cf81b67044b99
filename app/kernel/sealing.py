"""What must be read again is sealed at rest; what must only be recognised is kept as a digest."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class Broken(Exception):
    """What was sealed was changed, or was sealed under another key or for another purpose."""


class Seal:
    """Seals and recognises, each purpose under a key of its own from the installation's secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def close(self, purpose: str, content: bytes) -> bytes:
        """Seal a content (AES-256-GCM)."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.key(purpose)).encrypt(nonce, content, purpose.encode())

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """Give what was sealed for this purpose.

        Raises:
            Broken: it was changed, or sealed otherwise.

        """
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return AESGCM(self.key(purpose)).decrypt(nonce, rest, purpose.encode())
        except InvalidTag as broken:
            raise Broken(purpose) from broken

    def digest(self, purpose: str, content: str) -> str:
        """Give a digest by which a short secret is recognised and, without the key, not guessed."""
        return hmac.new(self.key(purpose), content.encode(), hashlib.sha256).hexdigest()

    def key(self, purpose: str) -> bytes:
        """Give the key of a purpose."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self._secret)


def digest(token: str) -> str:
    """Give the SHA-256 by which a long random token is recognised."""
    return hashlib.sha256(token.encode()).hexdigest()

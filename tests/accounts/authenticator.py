"""A passkey in software: makes a key, and answers a site's challenges as a device does."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Device:
    """A device with one passkey, of the origin whose pages it talks to."""

    origin: str = "http://localhost:8000"
    host: str = "localhost"
    verifies: bool = True
    count: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def made(self, options: str) -> str:
        """Answer a site that asks for a new passkey."""
        client = self._client("webauthn.create", json.loads(options)["challenge"])
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(attested=True)}
        return self._answer(client, attestationObject=b64(cbor2.dumps(statement)))

    def shown(self, options: str) -> str:
        """Answer a site that asks who is there."""
        self.count += 1
        client = self._client("webauthn.get", json.loads(options)["challenge"])
        data = self._data(attested=False)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(client, authenticatorData=b64(data), signature=b64(signature))

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(said).encode()

    def _data(self, *, attested: bool) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | (ATTESTED if attested else 0)
        data = hashlib.sha256(self.host.encode()).digest() + bytes([flags])
        data += self.count.to_bytes(4, "big")
        if attested:
            size = len(self.credential).to_bytes(2, "big")
            data += bytes(16) + size + self.credential + self._public_key()
        return data

    def _public_key(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        key: bytes = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return key

    def _answer(self, client: bytes, **response: str) -> str:
        answer: dict[str, Any] = {
            "id": b64(self.credential),
            "rawId": b64(self.credential),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": response | {"clientDataJSON": b64(client)},
        }
        return json.dumps(answer)

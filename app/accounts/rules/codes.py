"""Codes that people type: an authenticator's, recovery codes, an invitation's."""

import base64
import hmac
from datetime import datetime

import pyotp

STEP_SECONDS = 30
DRIFT = 1
"""How many steps a person's clock, or their typing, may be off either way (RFC 6238, 5.2)."""

DIGITS = 6
ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
"""No letter that reads as another or as a digit, and no vowels to spell words with."""

GROUP = 4
SECRET_BYTES = 20
"""As long as the digest that codes are made with (RFC 4226, section 4, R6)."""


def tidy(code: str) -> str:
    """Give a code as it was meant: capitals, without the spaces and dashes people put in."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def grouped(code: str) -> str:
    """Write a code as people read it out: ``K7QM-2XRD``."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def step_of(at: datetime) -> int:
    """Give the time step that an instant lies in."""
    return int(at.timestamp()) // STEP_SECONDS


def matched_step(secret: str, code: str, *, at: datetime, after: int | None) -> int | None:
    """Give the step whose code this is, if one near the instant and later than the last used."""
    given, now, totp = tidy(code), step_of(at), pyotp.TOTP(secret)
    matched = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        fits = hmac.compare_digest(totp.generate_otp(step).encode(), given.encode())
        if fits and (after is None or step > after):
            matched = step
    return matched


def code_at(secret: str, at: datetime) -> str:
    """Give the code that an authenticator shows at an instant."""
    return pyotp.TOTP(secret).generate_otp(step_of(at))


def secret_of(key: bytes) -> str:
    """Write key material as an authenticator takes it."""
    return base64.b32encode(key[:SECRET_BYTES]).decode()


def address_of(secret: str, *, account: str, issuer: str) -> str:
    """Give the address that an authenticator scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)

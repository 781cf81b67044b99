"""Hashing passwords, and comparing in the same time whether there is an account or not."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.accounts.rules.passwords import normal

HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
"""argon2id with 46 MiB and one pass, which OWASP recommends; eight at once fit a small machine."""


def hashed(password: str) -> str:
    """Give the hash under which a password is kept. It takes long: hold no transaction open."""
    return HASHER.hash(normal(password))


def matches(password: str, kept: str | None) -> bool:
    """Say whether a password has this hash; without one, take as long and say no."""
    try:
        fits = HASHER.verify(kept or _nobodys(), normal(password))
    except VerifyMismatchError:
        return False
    return fits and kept is not None


@cache
def _nobodys() -> str:
    return hashed("the password of nobody")

"""The picture by which an authenticator takes up its secret."""

import segno

from app.accounts.rules import codes
from app.kernel.web import runtime

SCALE = 5
"""Pixels a module: readable across a desk."""


def scanned(secret: str, account: str) -> str:
    """Give the QR code of an authenticator's secret, as an address that holds the picture."""
    address = codes.address_of(secret, account=account, issuer=runtime().seat_name)
    picture = segno.make(address, error="m")
    data: str = picture.svg_data_uri(scale=SCALE)
    return data

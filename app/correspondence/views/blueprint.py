"""What the pages of correspondence have in common."""

from math import ceil

from flask import Blueprint, Response

from app.correspondence.rules import OFFICERS
from app.correspondence.values import PAGE
from app.kernel.web import open_to

pages = Blueprint("correspondence", __name__)

officers = open_to(*OFFICERS)
"""States that officers may reach a view, and nobody else."""

FRAME_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""A letter in a frame: it may wear its own styles, and can neither run, fetch nor lead anywhere."""


def framed(html: str) -> Response:
    """Give a letter's HTML as it is, for a frame of our own pages and nobody else's."""
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def last_page(count: int) -> int:
    """Give the number of the last page of a list."""
    return max(1, ceil(count / PAGE))

"""The API's bodies: what each is and does, as far as whoever asks may know."""

from app.bodies.api import bodies, lists
from app.bodies.api.blueprint import api

__all__ = ["api", "bodies", "lists"]

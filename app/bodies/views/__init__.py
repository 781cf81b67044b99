"""The pages of bodies."""

from app.bodies.views import story
from app.bodies.views.blueprint import pages

__all__ = ["pages", "story"]

"""The pages of bodies."""

from app.bodies.views import circulars, story
from app.bodies.views.blueprint import pages

__all__ = ["circulars", "pages", "story"]

"""The pages of silence procedures."""

from app.bodies.views.silence import ending, opening, showing

__all__ = ["ending", "opening", "showing"]

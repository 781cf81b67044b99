"""Every question about declarations; whoever asks is part of the question."""

from app.declarations.queries.versions import openings

__all__ = ["openings"]

"""What holds of a declaration: pure, values in and values out."""

from app.declarations.rules.validation import validate

__all__ = ["validate"]

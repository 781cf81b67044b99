"""The demonstration, shared with the treaties' tests."""

from tests.treaties.conftest import demonstration

__all__ = ["demonstration"]

"""Every table, gathered once for migrations and tests."""

from app.kernel.database import Base

__all__ = ["metadata"]

metadata = Base.metadata

"""Looking in the register of things, always through somebody's eyes."""

from app.registry.queries.table import accelerators

__all__ = ["accelerators"]

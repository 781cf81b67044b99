"""Every change to the register of things."""

from app.registry.operations.loads import load
from app.registry.operations.things import change, enter, strike

__all__ = ["change", "enter", "load", "strike"]

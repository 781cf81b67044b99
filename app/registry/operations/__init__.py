"""Every change to the register of things."""

from app.registry.operations.loads import load
from app.registry.operations.readings import looking, note_list, note_thing
from app.registry.operations.things import change, enter, strike

__all__ = ["change", "enter", "load", "looking", "note_list", "note_thing", "strike"]

"""Every change to silence procedures: opened, broken, withdrawn, adopted, prolonged, told of."""

from app.bodies.operations.silence.absences import after_outage, look
from app.bodies.operations.silence.breaking import break_silence
from app.bodies.operations.silence.cases import Case, locked
from app.bodies.operations.silence.ending import adopt, tell_of_adoption, withdraw
from app.bodies.operations.silence.opening import open_silence

__all__ = [
    "Case",
    "adopt",
    "after_outage",
    "break_silence",
    "locked",
    "look",
    "open_silence",
    "tell_of_adoption",
    "withdraw",
]

"""The tables of the desk: what the house knows of itself, and who has taken what on."""

from app.desk.models.house import ONLY, Heartbeat, Installation, Rehearsal
from app.desk.models.troubles import Alarm, Sweep
from app.desk.models.worklist import Assignment

__all__ = ["ONLY", "Alarm", "Assignment", "Heartbeat", "Installation", "Rehearsal", "Sweep"]

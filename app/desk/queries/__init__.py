"""What the house knows of itself, read."""

from app.desk.queries.house import heartbeats, is_demonstration, is_rehearsal, pulses

__all__ = ["heartbeats", "is_demonstration", "is_rehearsal", "pulses"]

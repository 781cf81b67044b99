"""Decisions of the desk: what makes an installation ready, what troubles it, who takes what on."""

from app.desk.rules.house import PRINTS, REPORTED_EVERY, SILENT_AFTER, due, readiness, unreachable

__all__ = ["PRINTS", "REPORTED_EVERY", "SILENT_AFTER", "due", "readiness", "unreachable"]

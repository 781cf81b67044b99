"""The words of the desk: what keeps an installation running, and what waits for whom."""

from app.desk.values.house import Health, Part, Pulse, Reporter

__all__ = ["Health", "Part", "Pulse", "Reporter"]

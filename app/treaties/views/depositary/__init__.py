"""The depositary's desk: what waits, instruments from receipt to record, corrections."""

from app.treaties.views.depositary import corrections, entering, instruments, scans, worklist

__all__ = ["corrections", "entering", "instruments", "scans", "worklist"]

"""Every change to the register: treaties loaded, acts recorded, records corrected, the desk."""

from app.treaties.operations.loading import LOADED, load
from app.treaties.operations.register import (
    CORRECTED,
    RECORDED,
    Recorded,
    correct,
    record,
)

__all__ = ["CORRECTED", "LOADED", "RECORDED", "Recorded", "correct", "load", "record"]

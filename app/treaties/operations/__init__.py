"""Every change to the register: treaties loaded, acts recorded, records corrected, the desk."""

from app.treaties.operations.register import (
    CORRECTED,
    LOADED,
    RECORDED,
    Recorded,
    correct,
    load,
    record,
)

__all__ = ["CORRECTED", "LOADED", "RECORDED", "Recorded", "correct", "load", "record"]

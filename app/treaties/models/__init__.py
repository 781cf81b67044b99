"""Tables of the depositary's register and desk, and of what is notified."""

from app.treaties.models.ceremonies import Ceremony
from app.treaties.models.desk import DeskStep, Instrument, OnTheDesk, ProposedCorrection
from app.treaties.models.notifications import Notification
from app.treaties.models.register import Treaty, TreatyAction, TreatyIndicator, TreatyRevision
from app.treaties.models.text_corrections import TextCorrectionRow, TextCorrectionStep

__all__ = [
    "Ceremony",
    "DeskStep",
    "Instrument",
    "Notification",
    "OnTheDesk",
    "ProposedCorrection",
    "TextCorrectionRow",
    "TextCorrectionStep",
    "Treaty",
    "TreatyAction",
    "TreatyIndicator",
    "TreatyRevision",
]

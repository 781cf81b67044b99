"""Every change to correspondence: letters owed, handed over and sent; notes entered."""

from app.correspondence.operations.outbox import (
    NOT_REPEATED,
    SILENT,
    claim,
    give_up,
    handed_over,
    heard,
    hold_back,
    lay_down,
    lost,
    not_sent,
    owe,
    sent,
    take_turn,
    try_again,
)
from app.correspondence.operations.register import enter_incoming, enter_outgoing
from app.correspondence.operations.scans import attach

__all__ = [
    "NOT_REPEATED",
    "SILENT",
    "attach",
    "claim",
    "enter_incoming",
    "enter_outgoing",
    "give_up",
    "handed_over",
    "heard",
    "hold_back",
    "lay_down",
    "lost",
    "not_sent",
    "owe",
    "sent",
    "take_turn",
    "try_again",
]

"""Every change to correspondence: letters owed, handed over, sent or returned; notes entered."""

from app.correspondence.operations.failed import cancel, redirect, try_again
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
)
from app.correspondence.operations.register import enter_incoming, enter_outgoing
from app.correspondence.operations.returned import confirm, hold, replaced, take_back
from app.correspondence.operations.scans import attach

__all__ = [
    "NOT_REPEATED",
    "SILENT",
    "attach",
    "cancel",
    "claim",
    "confirm",
    "enter_incoming",
    "enter_outgoing",
    "give_up",
    "handed_over",
    "heard",
    "hold",
    "hold_back",
    "lay_down",
    "lost",
    "not_sent",
    "owe",
    "redirect",
    "replaced",
    "sent",
    "take_back",
    "take_turn",
    "try_again",
]

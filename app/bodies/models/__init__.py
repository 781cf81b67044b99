"""The tables of bodies."""

from app.bodies.models.bodies import Body, BodyMandate, BodyStep, BodyTerm
from app.bodies.models.circulars import Circular, CircularAddressee
from app.bodies.models.comments import CommentDisposition, PaperCall, PaperComment
from app.bodies.models.decisions import (
    Decision,
    DecisionCorrection,
    DecisionStatement,
    DecisionVote,
)
from app.bodies.models.papers import Paper, PaperLanguage, PaperLowering, PaperOffer, PaperSponsor
from app.bodies.models.people import Bureau, Seat
from app.bodies.models.records import BodyRecord
from app.bodies.models.tasks import Task, TaskChange, TaskOwner

__all__ = [
    "Body",
    "BodyMandate",
    "BodyRecord",
    "BodyStep",
    "BodyTerm",
    "Bureau",
    "Circular",
    "CircularAddressee",
    "CommentDisposition",
    "Decision",
    "DecisionCorrection",
    "DecisionStatement",
    "DecisionVote",
    "Paper",
    "PaperCall",
    "PaperComment",
    "PaperLanguage",
    "PaperLowering",
    "PaperOffer",
    "PaperSponsor",
    "Seat",
    "Task",
    "TaskChange",
    "TaskOwner",
]

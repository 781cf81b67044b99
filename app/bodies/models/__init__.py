"""The tables of bodies."""

from app.bodies.models.bodies import Body, BodyMandate, BodyStep, BodyTerm
from app.bodies.models.circulars import Circular, CircularAddressee
from app.bodies.models.comments import CommentDisposition, PaperCall, PaperComment
from app.bodies.models.decisions import (
    Decision,
    DecisionCorrection,
    DecisionEdition,
    DecisionStatement,
    DecisionVote,
)
from app.bodies.models.meetings import (
    AgendaItem,
    AgendaPaper,
    Attendance,
    Invitation,
    Meeting,
    Registration,
)
from app.bodies.models.papers import Paper, PaperLanguage, PaperLowering, PaperOffer, PaperSponsor
from app.bodies.models.people import Bureau, Seat
from app.bodies.models.records import BodyRecord
from app.bodies.models.silence import (
    SilenceBreak,
    SilenceExtension,
    SilenceProcedure,
    SilenceWatch,
)
from app.bodies.models.tasks import Task, TaskChange, TaskOwner

__all__ = [
    "AgendaItem",
    "AgendaPaper",
    "Attendance",
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
    "DecisionEdition",
    "DecisionStatement",
    "DecisionVote",
    "Invitation",
    "Meeting",
    "Paper",
    "PaperCall",
    "PaperComment",
    "PaperLanguage",
    "PaperLowering",
    "PaperOffer",
    "PaperSponsor",
    "Registration",
    "Seat",
    "SilenceBreak",
    "SilenceExtension",
    "SilenceProcedure",
    "SilenceWatch",
    "Task",
    "TaskChange",
    "TaskOwner",
]

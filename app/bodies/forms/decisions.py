"""What people post about decisions: proposals, outcomes, roll calls, statements, questions."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from app.bodies.forms.sheet import Sheet
from app.bodies.rules.voting import field_of
from app.bodies.values import Choice, Class, Matter, Outcome, Stating
from app.bodies.values.bodies import LONGEST_REASON
from app.bodies.values.decisions import (
    LONGEST_ABOUT,
    LONGEST_FOLLOW_UP,
    LONGEST_STATEMENT,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Deciding,
    DecisionSelection,
    Proposal,
    Statement,
)
from app.kernel.errors import Complaint
from app.kernel.questions import Question, asked_for, seen, whole
from app.participants.values import Roll

Posted = Mapping[str, str]

MATTERS = {each.value: each for each in Matter}
CLASSES = {each.value: each for each in Class}
OUTCOMES = {each.value: each for each in Outcome}
STATINGS = {each.value: each for each in Stating}
CHOICES = {each.value: each for each in Choice}

PROPOSED = "proposed"
"""What stands for nothing that has become of it yet, in the address of a list."""


def proposal(posted: Posted, *, roll: Roll) -> Proposal:
    """Read what is proposed.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Proposal(
        title=sheet.line("title", missing="Give the decision a title.", most=LONGEST_TITLE),
        text=sheet.prose("text", missing="Write what is to be decided.", most=LONGEST_TEXT),
        matter=sheet.word("matter", MATTERS, missing="Say what it is about."),
        sort=sheet.word("sort", CLASSES, missing="Choose who may read it."),
        participant=sheet.participant("participant", roll=roll),
        about=sheet.line("about", most=LONGEST_ABOUT),
        meeting_id=_chosen(sheet, "meeting"),
        paper_id=_chosen(sheet, "paper"),
        again_of=_chosen(sheet, "again_of"),
        follow_up=sheet.line("follow_up", most=LONGEST_FOLLOW_UP),
        follow_up_by=sheet.day_if_any("follow_up_by"),
    )
    sheet.close()
    return found


def outcome(posted: Posted) -> Deciding:
    """Read what became of a proposal without a vote.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Deciding(
        on=sheet.day("on", missing="Give the day on which it was decided."),
        outcome=sheet.word("outcome", OUTCOMES, missing="Say what became of it."),
        note=sheet.prose("note", most=LONGEST_REASON),
    )
    sheet.close()
    return found


def roll_call(posted: Posted, *, roll: Roll) -> Deciding:
    """Read a vote: how each participant voted; whoever is left out was absent.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    cast = {
        each.code: sheet.word(name, CHOICES, missing="Choose how it voted.")
        for each in roll
        if posted.get(name := field_of(each.code))
    }
    found = Deciding(
        on=sheet.day("on", missing="Give the day of the vote."),
        cast=cast,
        note=sheet.prose("note", most=LONGEST_REASON),
    )
    sheet.close()
    return found


def statement(posted: Posted, *, whose: str | None, roll: Roll) -> Statement:
    """Read a statement: ``whose`` it is, if a participant makes it; else who is named.

    Raises:
        Invalid: a field is missing or wrong.

    """
    sheet = Sheet(posted)
    found = Statement(
        participant=whose or sheet.participant("participant", roll=roll),
        kind=sheet.word("kind", STATINGS, missing="Say what it is."),
        text=sheet.prose("text", missing="Write what is stated.", most=LONGEST_STATEMENT),
    )
    sheet.close()
    return found


def question(asked: Mapping[str, str]) -> Question[DecisionSelection]:
    """Read which decisions somebody asks to see."""
    words, given = asked_for(
        asked,
        {
            "outcome": ("outcome", _outcome),
            "matter": ("matter", Matter),
            "year": ("year", _year),
            "q": ("text", seen),
            "page": ("page", whole),
        },
    )
    if words.get("outcome") == PROPOSED:
        words |= {"outcome": None, "proposed": True}
    return Question(DecisionSelection(**words), given)


def day_asked(asked: Mapping[str, str], *, today: date) -> date:
    """Read the day of a vote that a form is opened for; what is none is today."""
    found = Sheet(asked).day_if_any("on")
    return found or today


def _chosen(sheet: Sheet, name: str) -> UUID | None:
    text = sheet.posted.get(name, "").strip()
    try:
        return UUID(text) if text else None
    except ValueError:
        sheet.complaints.append(Complaint("Choose one of this body, from the list.", field=name))
        return None


def _outcome(text: str) -> Any:
    return text if text == PROPOSED else Outcome(text)


def _year(text: str) -> int:
    found = whole(text)
    if not date.min.year < found < date.max.year:
        raise ValueError("no such year")
    return found

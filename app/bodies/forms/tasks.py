"""What is posted about milestones and action items → what is wanted, all faults told at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.bodies.forms.sheet import Sheet
from app.bodies.values import Class
from app.bodies.values.tasks import (
    LONGEST_DELIVERABLE,
    LONGEST_NOTE,
    LONGEST_WHAT,
    MOST_OWNERS,
    Choices,
    TaskFilter,
    TaskQuestion,
    TaskStep,
    Wanted,
)
from app.kernel.errors import Complaint

CLASSES = {each.value: each for each in Class}
STEPS = {each.value: each for each in (TaskStep.DONE, TaskStep.DROPPED, TaskStep.REOPENED)}
FILTERS = {each.value: each for each in TaskFilter}
LONGEST_SYMBOL = 80
MOST_STEPS = 100_000

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Changed:
    """A change, why it is made, and the last step that whoever makes it has seen."""

    wanted: Wanted
    reason: str
    after: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step, why it is taken, and the last one that whoever takes it has seen."""

    step: TaskStep
    reason: str
    after: int


def question(asked: Mapping[str, str]) -> TaskQuestion:
    """Read what a list is asked for; what it cannot be asked for is left out."""
    which = FILTERS.get(asked.get("which", ""), TaskFilter.ALL)
    return TaskQuestion(which, asked.get("owner", "")[:LONGEST_SYMBOL])


def entered(posted: Mapping[str, str], choices: Choices) -> Wanted:
    """Read what is to be done.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    found = _wanted(sheet, choices)
    sheet.close()
    return found


def changed(posted: Mapping[str, str], choices: Choices) -> Changed:
    """Read what is to be done from now on, and why.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    found = _wanted(sheet, choices)
    reason = sheet.prose("reason", missing="Say why it is changed.", most=LONGEST_NOTE)
    sheet.close()
    return Changed(found, reason, _after(posted))


def step(posted: Mapping[str, str]) -> Step:
    """Read that something is done, dropped or reopened, and what is said about it.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    found = sheet.word("step", STEPS, missing="Say what is to become of it.")
    said = {
        TaskStep.DONE: "Say what was done, or where it can be found.",
        TaskStep.DROPPED: "Say why it is dropped.",
        TaskStep.REOPENED: "Say why it is not done after all.",
    }
    reason = sheet.prose("reason", missing=said[found], most=LONGEST_NOTE)
    sheet.close()
    return Step(found, reason, _after(posted))


def _wanted(sheet: Sheet, choices: Choices) -> Wanted:
    return Wanted(
        what=sheet.line("what", missing="Say what is to be done.", most=LONGEST_WHAT),
        due_on=sheet.day("due_on", missing="Give the last day for it."),
        sort=sheet.word("sort", CLASSES, missing="Choose who may read it."),
        deliverable=sheet.line("deliverable", most=LONGEST_DELIVERABLE),
        paper_id=_one(
            sheet, "paper", choices.papers, wrong="There is no paper of this symbol in this body."
        ),
        owners=tuple(
            owner
            for place in range(1, MOST_OWNERS + 1)
            if (owner := _one(sheet, f"owner-{place}", choices.owners))
        ),
        meeting_id=_one(sheet, "meeting", choices.meetings),
        decision_id=_one(sheet, "decision", choices.decisions),
    )


def _one(
    sheet: Sheet,
    name: str,
    choices: Mapping[str, Choice],
    *,
    wrong: str = "Choose one from the list.",
) -> Choice | None:
    """Give what is chosen, or None where nothing is."""
    text = sheet.line(name, most=LONGEST_SYMBOL)
    found = choices.get(text)
    if text and found is None:
        sheet.complaints.append(Complaint(wrong, field=name))
    return found


def _after(posted: Mapping[str, str]) -> int:
    """Give the last step that was seen; a form that does not say it has seen none."""
    text = posted.get("after", "")
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < len(str(MOST_STEPS)) else 0
    )

"""What may be done with milestones and action items, and what their history says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bodies.rules.access import readable_classes
from app.bodies.values import Class, Standing
from app.bodies.values.tasks import TaskState, TaskStep, Wanted
from app.kernel.actor import VISITOR
from app.kernel.errors import Complaint

NEXT: Mapping[TaskState, Mapping[TaskStep, TaskState]] = {
    TaskState.ACTIVE: {
        TaskStep.CHANGED: TaskState.CHANGED,
        TaskStep.DONE: TaskState.DONE,
        TaskStep.DROPPED: TaskState.DROPPED,
    },
    TaskState.CHANGED: {
        TaskStep.CHANGED: TaskState.CHANGED,
        TaskStep.DONE: TaskState.DONE,
        TaskStep.DROPPED: TaskState.DROPPED,
    },
    TaskState.DONE: {TaskStep.REOPENED: TaskState.CHANGED},
    TaskState.DROPPED: {},
}
"""Where each step leads from each state; what was dropped is entered anew, under a new number."""

CLOSED = {
    TaskState.DONE: "It is done. What is done can only be reopened, with a reason.",
    TaskState.DROPPED: "It was dropped. Enter it anew, if it is to be done after all.",
}

FIELDS = ("what", "due_on", "deliverable", "paper", "owners", "sort")
"""What a change may concern, in the order in which a history tells it."""

TELLING = frozenset({"what", "due_on"})
"""Whatever else changes, it stays what was first set down."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a step changed."""

    field: str
    before: Any
    after: Any


def open_steps(state: TaskState, *, runs: bool, owns: bool) -> frozenset[TaskStep]:
    """Give what somebody may do: those who run bodies everything, an owner say that it is done."""
    if runs:
        return frozenset(NEXT[state])
    return frozenset({TaskStep.DONE} & NEXT[state].keys()) if owns else frozenset()


def refused(state: TaskState, step: TaskStep) -> Complaint | None:
    """Give why a step cannot be taken where something stands, if it cannot."""
    if step in NEXT[state]:
        return None
    return Complaint(CLOSED.get(state, "It is still to be done: there is nothing to reopen."))


def wrong_with(
    wanted: Wanted, *, today: date, was_due_on: date | None = None
) -> Iterator[Complaint]:
    """Give what is wrong with what somebody sets down: a new day lies ahead, or is today."""
    if wanted.due_on < today and wanted.due_on != was_due_on:
        yield Complaint("This day is past. Give today or a day to come.", field="due_on")
    if len(set(wanted.owners)) < len(wanted.owners):
        yield Complaint("Name each owner once.", field="owner-1")


def may_own(standing: Standing, sort: Class) -> bool:
    """Say whether whoever sits so in a body reads what is to be done there under a class."""
    return sort in readable_classes(VISITOR, standing)


def state_after(state: TaskState, changed: Sequence[Difference]) -> TaskState:
    """Give the state after a change: changed, if it is another thing or another day."""
    told = any(each.field in TELLING for each in changed)
    return NEXT[state][TaskStep.CHANGED] if told else state


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Give what differs between two snapshots of what was to be done."""
    return [
        Difference(name, before.get(name), after.get(name))
        for name in FIELDS
        if before.get(name) != after.get(name)
    ]


def days_late(state: TaskState, due_on: date, *, today: date) -> int:
    """Give by how many days something that is still to be done is late; 0 if it is in time."""
    return max((today - due_on).days, 0) if state.is_open else 0

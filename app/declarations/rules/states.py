"""What may happen to a declaration: a table from a status and a step to who may and what follows.

First the state drafts and submits; then the secretariat examines whether it is complete. What has
been submitted is never deleted or changed: an amendment is another version, a recall leaves what
was recalled where it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.declarations.values.context import Outcome
from app.declarations.values.filing import Eyes, Hands, Status, Step
from app.declarations.values.forms import Form
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import Complaint, Invalid, NotFound

REPRESENTATIVE = frozenset({Role.REPRESENTATIVE})
OFFICER = frozenset({Role.DECLARATIONS_OFFICER})


@dataclass(frozen=True, slots=True)
class Way:
    """Who may take a step from a status, and where it leads."""

    who: frozenset[Role]
    to: Status


TABLE: Mapping[tuple[Status, Step], Way] = {
    (Status.DRAFT, Step.EDIT): Way(DELEGATES, Status.DRAFT),
    (Status.DRAFT, Step.ASK): Way(DELEGATES, Status.DRAFT),
    (Status.DRAFT, Step.TAKE_BACK): Way(DELEGATES, Status.DRAFT),
    (Status.DRAFT, Step.SUBMIT): Way(REPRESENTATIVE, Status.SUBMITTED),
    (Status.SUBMITTED, Step.TAKE_UP): Way(OFFICER, Status.UNDER_REVIEW),
    (Status.SUBMITTED, Step.RECALL): Way(REPRESENTATIVE, Status.RECALLED),
    (Status.UNDER_REVIEW, Step.FIND_IN_GOOD_ORDER): Way(OFFICER, Status.IN_GOOD_ORDER),
    (Status.UNDER_REVIEW, Step.RETURN): Way(OFFICER, Status.RETURNED),
    (Status.UNDER_REVIEW, Step.RECALL): Way(REPRESENTATIVE, Status.RECALLED),
    (Status.IN_GOOD_ORDER, Step.RECALL): Way(REPRESENTATIVE, Status.RECALLED),
    # A delegate begins the draft of an amendment; the representative amends, by submitting it.
    (Status.SUBMITTED, Step.AMEND): Way(DELEGATES, Status.DRAFT),
    (Status.UNDER_REVIEW, Step.AMEND): Way(DELEGATES, Status.DRAFT),
    (Status.IN_GOOD_ORDER, Step.AMEND): Way(DELEGATES, Status.DRAFT),
    (Status.RETURNED, Step.AMEND): Way(DELEGATES, Status.DRAFT),
    (Status.RECALLED, Step.AMEND): Way(DELEGATES, Status.DRAFT),
}
"""The whole life of a version; what is not here cannot be done."""

EXPLAINED = frozenset({Step.RETURN, Step.RECALL})
"""Steps that nobody takes without saying why."""

STANDING = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW, Status.IN_GOOD_ORDER})
"""In which of these a version can be the one of record."""

CLOSED = frozenset({Status.RETURNED, Status.RECALLED})
"""After which the version before it is the one of record again."""


def open_steps(status: Status, *, by: Actor, participant: str) -> tuple[Step, ...]:
    """Give the steps that somebody may take with a version, in the order of the table."""
    return tuple(
        step
        for (before, step), way in TABLE.items()
        if before is status and _is_theirs(way, by, participant)
    )


def after(status: Status, step: Step, *, by: Actor, participant: str, note: str = "") -> Status:
    """Give the status that a step leads to.

    Raises:
        NotFound: nobody of this capacity, or of this participant, ever takes such a step.
        Invalid: it does not follow from the status, or is not explained.

    """
    ways = [way for (_, named), way in TABLE.items() if named is step]
    if not any(_is_theirs(way, by, participant) for way in ways):
        raise NotFound.because("There is no such page.")
    way = TABLE.get((status, step))
    if way is None or not _is_theirs(way, by, participant):
        raise Invalid.because(
            "This declaration has moved on: this can no longer be done. Look at it again."
        )
    if step in EXPLAINED and not note:
        raise Invalid.because("Say why.", field="note")
    return way.to


def hands(eyes: Eyes, *, by: Actor) -> Hands:
    """Say whose eyes were on a draft that somebody submits.

    Raises:
        Invalid: only one pair was, and the state has designated nobody for both in writing.

    """
    if eyes.asked_by is not None and eyes.asked_by != by.account:
        return Hands.TWO
    if eyes.one_officer:
        return Hands.ONE
    raise Invalid.because(
        "A second person has to ask for the submission: one drafts, another submits. A state may "
        "designate one person for both in its declaration of the national authority (form F1)."
    )


def complaints_of(
    form: Form, outcome: Outcome, *, amends: bool, reason: str, has_record: bool
) -> Iterator[Complaint]:
    """Say what keeps a filing from being made, whatever it contains."""
    if amends and not reason:
        yield Complaint("Say why the declaration is amended.", field="reason")
    if outcome is Outcome.NIL and not form.nil:
        yield Complaint("This form cannot be filed nil.", field="outcome")
    if outcome is Outcome.NO_CHANGE and not form.no_change:
        yield Complaint("This form cannot be filed as unchanged.", field="outcome")
    elif outcome is Outcome.NO_CHANGE and not has_record:
        yield Complaint(
            "There is no earlier declaration on this form that could still hold. File the form "
            "itself.",
            field="outcome",
        )


def of_record(chain: Iterable[tuple[int, Status]]) -> int | None:
    """Give the version that a chain points to: the last one that was neither recalled nor returned.

    ``chain`` has each version's number with where it stands, or stood before another superseded it.
    """
    return max((number for number, status in chain if status in STANDING), default=None)


def _is_theirs(way: Way, by: Actor, participant: str) -> bool:
    if by.role not in way.who:
        return False
    return by.role not in DELEGATES or by.participant == participant

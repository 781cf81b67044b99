"""What an officer types who enters what a state has filed by another way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.correspondence.values import LONGEST_LINE, Channel
from app.declarations.values.context import Outcome
from app.declarations.values.filing import LONGEST_NOTE, Duty, Paper
from app.kernel import days
from app.kernel.errors import Complaint, Invalid
from app.kernel.writing import is_line, is_prose, tidy
from app.obligations.values import Basis

Posted = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entered:
    """What was filed, for whom, and how it came."""

    duty: Duty
    outcome: Outcome
    basis: Basis
    paper: Paper
    reason: str


def entered(posted: Posted, *, places: Collection[str], obligations: Collection[str]) -> Entered:
    """Read what an officer typed.

    Raises:
        Invalid: with every complaint, each with its field.

    """
    given = {name: tidy(text) for name, text in posted.items()}
    received_on = days.read(given.get("received_on", ""))
    complaints = list(_wrong(given, places, obligations))
    if received_on is None:
        complaints.append(Complaint("Write the day as 2027-03-14.", field="received_on"))
    if complaints or received_on is None:
        raise Invalid(*complaints)
    reference = given.get("their_reference", "")
    return Entered(
        Duty(given["obligation"], given["participant"], given.get("period", "")),
        Outcome(given["outcome"]),
        Basis(given["basis"]),
        Paper(
            channel=Channel(given["channel"]), received_on=received_on, their_reference=reference
        ),
        given.get("reason", ""),
    )


def _wrong(
    given: Posted, places: Collection[str], obligations: Collection[str]
) -> Iterator[Complaint]:
    """Say what is none of the choices, and which text cannot be kept."""
    choices: Mapping[str, tuple[Collection[str], str]] = {
        "participant": (places, "Choose for whom it was filed."),
        "obligation": (obligations, "Choose what was declared."),
        "outcome": (set(Outcome), "Choose whether it was filed, nil or unchanged."),
        "basis": (set(Basis), "Choose on which basis it was filed."),
        "channel": (set(Channel), "Choose the way by which it came."),
    }
    for name, (known, sentence) in choices.items():
        if given.get(name, "") not in known:
            yield Complaint(sentence, field=name)
    if not is_line(given.get("their_reference", "")) or (
        len(given.get("their_reference", "")) > LONGEST_LINE
    ):
        yield Complaint("Write one line.", field="their_reference")
    if not is_prose(given.get("reason", "")) or len(given.get("reason", "")) > LONGEST_NOTE:
        yield Complaint("Write a text that can be seen, and shorter.", field="reason")

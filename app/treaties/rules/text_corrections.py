"""Correcting an error in a treaty's text: who may take which step, and what it leads to.

The depositary notifies the error and the correction with a time limit. Once that has passed
without an objection it corrects the text by a procès-verbal; an objection keeps it from doing so.
The corrected text replaces the defective one from the beginning (VCLT, art. 79(2) and (4)).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from app.kernel.actor import Actor
from app.kernel.errors import Complaint, Invalid
from app.ledger.rules.canonical import canonical
from app.treaties.rules.intake import OFFICERS, is_mirror, is_second
from app.treaties.values.clauses import Definition
from app.treaties.values.notifications import Occasion, OccasionKind
from app.treaties.values.status import TreatyStatus
from app.treaties.values.text_corrections import (
    Content,
    Passage,
    ProposedText,
    TextCorrection,
    TextCorrectionNumber,
    TextObjection,
    TextState,
    TextStep,
)

PREPARES: Mapping[TextStep, TextStep] = {
    TextStep.PREPARE_OBJECTION: TextStep.ENTER_OBJECTION,
    TextStep.PREPARE_RECTIFICATION: TextStep.RECTIFY,
    TextStep.PREPARE_REJECTION: TextStep.REJECT,
}
"""Steps by which one officer prepares what another confirms."""

CONFIRMS: Mapping[TextStep, TextState] = {
    TextStep.CIRCULATE: TextState.CIRCULATED,
    TextStep.ENTER_OBJECTION: TextState.CIRCULATED,
    TextStep.RECTIFY: TextState.RECTIFIED,
    TextStep.REJECT: TextState.REJECTED,
}
"""Steps that only a second officer takes, with the state that each leads to."""

EXPLAINED = frozenset({TextStep.DROP, TextStep.TAKE_BACK})
"""Steps that nobody takes without saying why."""

LIMITED = frozenset({TextStep.CIRCULATE, TextStep.ENTER_OBJECTION})
"""Steps at which the time limit still matters."""

NOTIFIED: Mapping[TextStep, OccasionKind] = {
    TextStep.CIRCULATE: OccasionKind.TEXT_CORRECTION_PROPOSED,
    TextStep.ENTER_OBJECTION: OccasionKind.TEXT_CORRECTION_OBJECTED,
    TextStep.RECTIFY: OccasionKind.TEXT_RECTIFIED,
    TextStep.REJECT: OccasionKind.TEXT_CORRECTION_REJECTED,
}


def steps_from(matter: TextCorrection) -> tuple[TextStep, ...]:
    """Give the steps that are open from where a correction stands, whoever takes them."""
    if matter.state.is_closed:
        return ()
    if matter.prepared is None:
        return tuple(PREPARES)
    back = TextStep.DROP if matter.state is TextState.PROPOSED else TextStep.TAKE_BACK
    return (matter.prepared, back)


def open_steps(
    matter: TextCorrection, *, by: Actor, prepared_by: int | None
) -> tuple[TextStep, ...]:
    """Give the steps that somebody may take."""
    if by.role not in OFFICERS:
        return ()
    second = is_second(by, prepared_by=prepared_by)
    return tuple(step for step in steps_from(matter) if step not in CONFIRMS or second)


def complaints(given: ProposedText, definition: Definition, *, today: date) -> Iterator[Complaint]:
    """Give what is wrong with a proposal."""
    if is_mirror(definition):
        yield Complaint(
            "Another is the depositary of this treaty (%(depositary)s), and corrects its text.",
            {"depositary": definition.depositary},
            field="treaty",
        )
    if given.until <= today:
        yield Complaint("The time limit for objections must lie ahead.", field="until")
    if not given.passages:
        yield Complaint(
            "Give the text as it stands and as it should read, in one language at least.",
            field="was-en",
        )
    for each in given.passages:
        if each.was == each.reads:
            yield Complaint(
                "Both texts are the same. Change what is wrong.", field=f"reads-{each.language}"
            )


def check(
    matter: TextCorrection,
    step: TextStep,
    *,
    by: Actor,
    prepared_by: int | None,
    note: str,
    today: date,
) -> None:
    """Refuse a step that is not open, not explained, or not this officer's.

    Raises:
        Invalid: each reason is named.

    """
    if step not in steps_from(matter):
        raise Invalid.because(
            "This step is not open from where the matter stands. Look at its page again, and "
            "choose one of the steps there."
        )
    if step in CONFIRMS and not is_second(by, prepared_by=prepared_by):
        raise Invalid.because(
            "You prepared this record yourself. A second officer has to confirm it."
        )
    if step in EXPLAINED and not note:
        raise Invalid.because("Say why: the note goes with this step.", field="note")
    Invalid.unless_none(_untimely(matter, step, today=today))


def _untimely(matter: TextCorrection, step: TextStep, *, today: date) -> Iterator[Complaint]:
    """Complain of a circulation, rectification or rejection that has no ground yet or any more."""
    until = matter.proposal.until
    if step is TextStep.CIRCULATE and until <= today:
        yield Complaint("The time limit for objections must lie ahead. Propose it anew.")
    if step in {TextStep.PREPARE_RECTIFICATION, TextStep.RECTIFY}:
        if today <= until:
            yield Complaint(
                "The time limit for objections runs until %(until)s. Rectify the text after that "
                "day.",
                {"until": until},
            )
        if matter.standing_objections:
            yield Complaint(
                "There is an objection that came in time. The text is not corrected: reject the "
                "correction."
            )
    if step in {TextStep.PREPARE_REJECTION, TextStep.REJECT} and not matter.standing_objections:
        yield Complaint(
            "Nobody who may object has objected in time: there is no ground to reject the "
            "correction."
        )


def entitled(participant: str, status: TreatyStatus) -> bool:
    """Say whether somebody has signed, or consented: only those may object (VCLT, art. 79(2))."""
    found = (each for each in status.participants if each.code == participant)
    return any(each.signed_on or each.consent for each in found)


def taken(
    matter: TextCorrection, step: TextStep, *, today: date, objection: TextObjection | None = None
) -> TextCorrection:
    """Give how a correction stands after a step."""
    if step in PREPARES:
        return replace(matter, prepared=PREPARES[step], pending=objection)
    if step is TextStep.DROP:
        return replace(matter, state=TextState.DROPPED, prepared=None)
    if step is TextStep.TAKE_BACK:
        return replace(matter, prepared=None, pending=None)
    after = replace(matter, state=CONFIRMS[step], prepared=None, pending=None)
    if step is TextStep.CIRCULATE:
        return replace(after, circulated_on=today)
    if step is TextStep.ENTER_OBJECTION and matter.pending:
        return replace(after, objections=(*matter.objections, matter.pending))
    return replace(after, closed_on=today)


def is_shown(matter: TextCorrection, as_of: date) -> bool:
    """Say whether it belongs to what was so on a day.

    A text that was rectified reads so from the beginning, and is shown on every day (art. 79(4)).
    """
    circulated_on = matter.circulated_on
    return matter.state is TextState.RECTIFIED or (
        matter.state.is_public and circulated_on is not None and circulated_on <= as_of
    )


def occasion(
    number: TextCorrectionNumber, before: TextCorrection, step: TextStep, *, adopted_on: date
) -> Occasion:
    """Give what there is to notify of a step that a second officer confirms."""
    given, objection = before.proposal, before.pending
    facts: dict[str, Any] = {
        "reference": str(number),
        "reason": given.reason,
        "until": given.until if step in LIMITED else None,
        "texts": [asdict(each) for each in given.passages],
    }
    if step is TextStep.ENTER_OBJECTION and objection:
        facts |= {"text": objection.text, "deposited_on": objection.received_on}
    if step is TextStep.RECTIFY:
        facts["effective_on"] = adopted_on
    objector = objection.participant if objection else None
    return Occasion(
        kind=NOTIFIED[step],
        treaty=given.treaty,
        subject=number.subject,
        participant=objector,
        facts={name: fact for name, fact in facts.items() if fact},
    )


def written(number: TextCorrectionNumber, matter: TextCorrection) -> dict[str, Any]:
    """Give a correction as it is sealed and kept, dates as texts."""
    document = {"number": str(number), **asdict(matter)}
    found: dict[str, Any] = json.loads(canonical(document))
    return found


def read(content: Content) -> TextCorrection:
    """Give the correction that was written down so."""
    given, pending = content["proposal"], content["pending"]
    return TextCorrection(
        proposal=ProposedText(
            treaty=given["treaty"],
            reason=given["reason"],
            until=date.fromisoformat(given["until"]),
            passages=tuple(Passage(**each) for each in given["passages"]),
        ),
        state=TextState(content["state"]),
        prepared=TextStep(content["prepared"]) if content["prepared"] else None,
        pending=_objection(pending) if pending else None,
        circulated_on=_day(content["circulated_on"]),
        objections=tuple(map(_objection, content["objections"])),
        closed_on=_day(content["closed_on"]),
    )


def _objection(content: Content) -> TextObjection:
    received_on = date.fromisoformat(content["received_on"])
    return TextObjection(**{**content, "received_on": received_on})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""What may be done on the depositary's desk: each step from each state, and who may take it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from app.kernel.actor import Actor, Role
from app.kernel.errors import Complaint, Invalid
from app.ledger.rules.canonical import canonical
from app.treaties.rules.records import differences
from app.treaties.rules.wording import OURS
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition
from app.treaties.values.intake import (
    Content,
    DeskKind,
    DeskNumber,
    Difference,
    Particulars,
    Powers,
    Proposal,
    State,
    Step,
)

Table = Mapping[tuple[State, Step], State]

INSTRUMENTS: Table = {
    (State.RECEIVED, Step.AMEND): State.RECEIVED,
    (State.RECEIVED, Step.ATTACH): State.RECEIVED,
    (State.RECEIVED, Step.EXAMINE): State.UNDER_EXAMINATION,
    (State.UNDER_EXAMINATION, Step.AMEND): State.UNDER_EXAMINATION,
    (State.UNDER_EXAMINATION, Step.ATTACH): State.UNDER_EXAMINATION,
    (State.UNDER_EXAMINATION, Step.FIND_IN_GOOD_ORDER): State.IN_GOOD_ORDER,
    (State.UNDER_EXAMINATION, Step.HOLD): State.HELD,
    (State.UNDER_EXAMINATION, Step.RETURN): State.RETURNED,
    (State.HELD, Step.AMEND): State.HELD,
    (State.HELD, Step.ATTACH): State.HELD,
    (State.HELD, Step.EXAMINE): State.UNDER_EXAMINATION,
    (State.IN_GOOD_ORDER, Step.TAKE_BACK): State.UNDER_EXAMINATION,
    (State.IN_GOOD_ORDER, Step.CONFIRM): State.RECORDED,
}
"""Once it is in good order nothing on it changes: what the second officer confirms is what the
first one prepared. Whoever sees a fault takes it back into examination."""

CORRECTIONS: Table = {
    (State.IN_GOOD_ORDER, Step.DROP): State.RETURNED,
    (State.IN_GOOD_ORDER, Step.CONFIRM): State.RECORDED,
}
"""A correction is prepared by being proposed; another one is proposed in place of a faulty one."""

CEREMONIES: Table = {
    (State.UNDER_EXAMINATION, Step.AMEND): State.UNDER_EXAMINATION,
    (State.UNDER_EXAMINATION, Step.FIND_IN_GOOD_ORDER): State.IN_GOOD_ORDER,
    (State.UNDER_EXAMINATION, Step.DROP): State.RETURNED,
    (State.IN_GOOD_ORDER, Step.TAKE_BACK): State.UNDER_EXAMINATION,
    (State.IN_GOOD_ORDER, Step.CONFIRM): State.RECORDED,
}
"""A list is prepared before the ceremony; whoever does not come is taken out of it afterwards."""

TABLES: Mapping[DeskKind, Table] = {
    DeskKind.INSTRUMENT: INSTRUMENTS,
    DeskKind.CORRECTION: CORRECTIONS,
    DeskKind.CEREMONY: CEREMONIES,
}

FIRST: Mapping[DeskKind, tuple[Step, State]] = {
    DeskKind.INSTRUMENT: (Step.RECEIVE, State.RECEIVED),
    DeskKind.CORRECTION: (Step.PROPOSE, State.IN_GOOD_ORDER),
    DeskKind.CEREMONY: (Step.PROPOSE, State.UNDER_EXAMINATION),
}
"""How something comes onto the desk."""

EXPLAINED = frozenset({Step.HOLD, Step.RETURN, Step.TAKE_BACK, Step.DROP})
"""Steps that nobody takes without saying why."""

BY_LETTER = frozenset({Step.HOLD, Step.RETURN})
"""Steps of which the participant is told by letter; the note is what the letter says."""

OFFICERS = frozenset({Role.DEPOSITARY_OFFICER, Role.SYSTEM})


def following(kind: DeskKind, state: State, step: Step) -> State:
    """Give the state to which a step leads.

    Raises:
        Invalid: the step cannot be taken from there.

    """
    found = TABLES[kind].get((state, step))
    if found is None:
        raise Invalid.because(
            "This step is not open from where the matter stands. Look at its page again, and "
            "choose one of the steps there."
        )
    return found


def is_second(by: Actor, *, prepared_by: int | None) -> bool:
    """Say whether an officer is another one than who prepared the record."""
    return by.account is not None and by.account != prepared_by


def open_steps(
    kind: DeskKind, state: State, *, by: Actor, prepared_by: int | None
) -> tuple[Step, ...]:
    """Give the steps that somebody may take, in the order of the table."""
    if by.role not in OFFICERS:
        return ()
    return tuple(
        step
        for (from_state, step) in TABLES[kind]
        if from_state is state
        and (step is not Step.CONFIRM or is_second(by, prepared_by=prepared_by))
    )


def check(
    kind: DeskKind, state: State, step: Step, *, by: Actor, prepared_by: int | None, note: str
) -> State:
    """Give the state to which somebody's step leads.

    Raises:
        Invalid: it cannot be taken from there, is not explained, or confirms one's own work.

    """
    reached = following(kind, state, step)
    if step is Step.CONFIRM and not is_second(by, prepared_by=prepared_by):
        raise Invalid.because(
            "You prepared this record yourself. A second officer has to confirm it."
        )
    if step in EXPLAINED and not note:
        raise Invalid.because("Say why: the note goes with this step.", field="note")
    return reached


def is_mirror(definition: Definition) -> bool:
    """Say whether another is the depositary, so that the register only follows it."""
    return definition.depositary != OURS


def complaints(given: Particulars, definition: Definition, *, today: date) -> Iterator[Complaint]:
    """Give what is wrong with the particulars of an instrument in themselves."""
    if given.received_on > today:
        yield Complaint("This day lies in the future.", field="received_on")
    if given.dated_on > given.received_on:
        yield Complaint(
            "The document cannot be dated after the day on which it was received.",
            field="dated_on",
        )
    if is_mirror(definition):
        yield from _uncited(given, definition, today=today)
    elif given.notification or given.notified_on:
        yield Complaint(
            "The Agency is the depositary of this treaty: there is no notification of another to "
            "cite.",
            field="notification",
        )


def _uncited(given: Particulars, definition: Definition, *, today: date) -> Iterator[Complaint]:
    """Complain of an entry in a mirror that does not cite what it mirrors."""
    if not given.notification:
        yield Complaint(
            "The depositary of this treaty is another (%(depositary)s). Give the reference of its "
            "notification.",
            {"depositary": definition.depositary},
            field="notification",
        )
    if given.notified_on is None:
        yield Complaint("Give the date of that notification.", field="notified_on")
    elif not given.received_on <= given.notified_on <= today:
        yield Complaint(
            "The notification is dated on or after the day of deposit, and not in the future.",
            field="notified_on",
        )


def unready(given: Particulars) -> Iterator[Complaint]:
    """Give what keeps an instrument from being in good order, whatever the treaty says."""
    if given.powers is Powers.MISSING:
        yield Complaint(
            "The full powers are missing (VCLT, art. 7). Hold the instrument and ask for them, or "
            "enter that they were seen or are not required.",
            field="powers",
        )


def unsupported(scans: int) -> Iterator[Complaint]:
    """Give what an officer should look at in the papers themselves."""
    if not scans:
        yield Complaint("No scan is attached. See that the paper itself is on file.")


def act_of(given: Particulars, number: DeskNumber | None, *, recorded_on: date) -> Act:
    """Give the act that an instrument is; it cites its own number, or what it mirrors."""
    return Act(
        participant=given.participant,
        kind=given.kind,
        deposited_on=given.received_on,
        recorded_on=recorded_on,
        effective_on=given.effective_on,
        territory=given.territory,
        text=given.text,
        reference=given.notification or (str(number) if number else ""),
        concerns=given.concerns,
    )


def papers(given: Particulars) -> dict[str, Any]:
    """Give what is known of an act beside its record, as its notification says it."""
    return {"dated_on": given.dated_on, "wording": given.wording}


def act_proposed(given: Proposal, *, recorded_on: date) -> Act:
    """Give the act that a correction puts in place of a wrong one."""
    return Act(
        participant=given.participant,
        kind=given.kind,
        deposited_on=given.deposited_on,
        recorded_on=recorded_on,
        effective_on=given.effective_on,
        territory=given.territory,
        text=given.text,
        reference=given.reference,
        concerns=given.concerns,
        replaces=given.replaces,
        reason=f"{given.reason} ({given.authority})",
    )


def step_content(
    number: DeskNumber,
    step: Step,
    given: Particulars | Proposal,
    *,
    note: str,
    **more: Any,
) -> dict[str, Any]:
    """Give everything that a step consists of: all as it stands after it."""
    return {
        "number": str(number),
        "step": step.value,
        "note": note,
        "particulars": asdict(given),
        **more,
    }


def changed(before: Content, after: Content) -> list[Difference]:
    """Give each particular in which two steps' contents differ."""
    kept, given = sealed_texts(before["particulars"]), sealed_texts(after["particulars"])
    return [Difference(*found) for found in differences(kept, given)]


def sealed_texts(particulars: Content) -> dict[str, Any]:
    """Give particulars as a step is sealed with them, dates as texts."""
    found: dict[str, Any] = json.loads(canonical(particulars))
    return found

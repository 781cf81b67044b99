"""What a notification says, as facts, and what the ledger commits to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.circulation import Circulation, Outcome
from app.treaties.values.notifications import NotificationNumber, Occasion, OccasionKind
from app.treaties.values.status import Entry, Standing, TreatyStatus

Facts = dict[str, Any]

OUTCOMES = {
    Outcome.ACCEPTED: OccasionKind.LATE_RESERVATION_ACCEPTED,
    Outcome.NOT_ACCEPTED: OccasionKind.LATE_RESERVATION_NOT_ACCEPTED,
}
"""What is notified of each outcome; of one that was withdrawn its withdrawal is."""


def subject_of(treaty: str, number: int) -> str:
    """Give what the ledger calls an act."""
    return f"treaty/{treaty}/{number}"


def act_occasion(
    treaty: str,
    act: Act,
    status: TreatyStatus,
    *,
    papers: Mapping[str, Any],
    circulation: Circulation | None = None,
) -> Occasion:
    """Give what there is to notify of an act; ``papers`` are what is known beside the act.

    ``circulation`` is that of the late reservation that the act is, or is about.
    """
    until = _given(until=circulation.until if circulation else None)
    return Occasion(
        kind=_kind(act, circulation),
        treaty=treaty,
        subject=subject_of(treaty, act.number),
        participant=act.participant,
        facts=_act_facts(act, status) | until | dict(papers),
    )


def outcome_occasion(
    treaty: str, circulation: Circulation, outcome: Outcome, *, corrects: NotificationNumber | None
) -> Occasion:
    """Give what there is to notify once the time limit for a late reservation has run out."""
    act = circulation.reservation
    return Occasion(
        kind=OUTCOMES[outcome],
        treaty=treaty,
        subject=subject_of(treaty, act.number),
        participant=act.participant,
        facts=_given(
            act=act.kind.value,
            deposited_on=act.deposited_on,
            effective_on=circulation.until if outcome is Outcome.ACCEPTED else None,
            text=act.text,
            reference=act.reference,
            objected=sorted({each.participant for each in circulation.objections}),
        ),
        corrects=corrects,
    )


def correction_occasion(
    treaty: str,
    right: Act,
    wrong: Act,
    status: TreatyStatus,
    *,
    papers: Mapping[str, Any],
    corrects: NotificationNumber | None,
) -> Occasion:
    """Give what there is to notify of a record that another one replaces."""
    was = _given(
        participant=wrong.participant,
        act=wrong.kind.value,
        deposited_on=wrong.deposited_on,
        effective_on=wrong.effective_on,
        territory=wrong.territory,
        text=wrong.text,
    )
    return Occasion(
        kind=OccasionKind.CORRECTION_OF_THE_REGISTER,
        treaty=treaty,
        subject=subject_of(treaty, right.number),
        participant=right.participant,
        facts=_act_facts(right, status) | {"reason": right.reason, "was": was} | dict(papers),
        corrects=corrects,
    )


def entry_occasion(
    treaty: str, entry: Entry, *, before: date | None, corrects: NotificationNumber | None
) -> Occasion:
    """Give what there is to notify of an entry into force that is reached, moves or falls away."""
    return Occasion(
        kind=OccasionKind.ENTRY_INTO_FORCE,
        treaty=treaty,
        subject=f"treaty/{treaty}",
        facts=_given(
            before=before,
            enters_on=entry.on,
            trigger_on=entry.trigger_on,
            triggered_by=list(entry.trigger_participants),
        ),
        corrects=corrects,
    )


def standing_facts(status: TreatyStatus) -> Facts:
    """Give how the treaty stands on the day of the notification."""
    return {
        "in_force_on": status.entry_into_force.on,
        "signatories": status.counts.signatories,
        "contracting": status.counts.contracting,
        "parties": status.counts.parties,
    }


def notification_content(
    number: NotificationNumber,
    occasion: Occasion,
    *,
    issued_on: date,
    addressed_to: Sequence[str],
    on_paper: Sequence[str],
) -> Facts:
    """Give everything that a notification consists of."""
    return {
        "number": str(number),
        "kind": occasion.kind.value,
        "treaty": occasion.treaty,
        "participant": occasion.participant,
        "subject": occasion.subject,
        "facts": occasion.facts,
        "corrects": str(occasion.corrects) if occasion.corrects else None,
        "issued_on": issued_on,
        "addressed_to": list(addressed_to),
        "on_paper": list(on_paper),
    }


def _kind(act: Act, circulation: Circulation | None) -> OccasionKind:
    """Give what a notification of an act is about; a late objection is an act like any other."""
    if act.kind is ActionKind.COMPETENCE_DECLARATION:
        return OccasionKind.COMPETENCE_DECLARED
    if circulation and act.kind is ActionKind.RESERVATION:
        return OccasionKind.LATE_RESERVATION_CIRCULATED
    if circulation and act in circulation.objections:
        return OccasionKind.LATE_RESERVATION_OBJECTED
    return OccasionKind.ACT


def _act_facts(act: Act, status: TreatyStatus) -> Facts:
    standing = next((each for each in status.participants if each.code == act.participant), None)
    return _given(
        act=act.kind.value,
        deposited_on=act.deposited_on,
        effective_on=act.effective_on or _takes_effect(act, standing),
        ends=_ends(act, standing),
        in_force_on=standing.in_force_on if standing and act.kind.is_consent else None,
        territory=act.territory,
        text=act.text,
        reference=act.reference,
    )


def _ends(act: Act, standing: Standing | None) -> str | None:
    """Say what a notice ends that is no notice of withdrawal, for its participant is no party."""
    bound = standing is not None and (standing.periods or standing.withdrawal)
    if act.kind is ActionKind.WITHDRAWAL and not bound:
        return ActionKind.PROVISIONAL_APPLICATION.value
    return None


def _takes_effect(act: Act, standing: Standing | None) -> date | None:
    """Give the day on which a notice of withdrawal takes effect, as the clauses compute it."""
    notice = standing.withdrawal if standing else None
    if act.kind is not ActionKind.WITHDRAWAL or notice is None or notice.on != act.deposited_on:
        return None
    return notice.effective_on


def _given(**facts: Any) -> Facts:
    """Leave out what there is none of."""
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [])}

"""Why one act cannot be recorded as what it says it is, kind by kind; and what is unusual in it."""

from collections.abc import Callable, Iterator, Mapping

from app.kernel.errors import Complaint
from app.participants.values import EARLIEST, ParticipantKind
from app.treaties.rules import leaving
from app.treaties.rules.cases import SUCCESSIONS, Case, general
from app.treaties.values.acts import CONSENTS, SIGNATURES, ActionKind
from app.treaties.values.clauses import Reservations

AFTER_SIGNATURE = frozenset({ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.APPROVAL})
"""Kinds that follow a signature as a rule (VCLT, art. 14)."""


def refusals(case: Case) -> Iterator[Complaint]:
    """Give everything that keeps an act from being recorded as what it says it is."""
    yield from general(case)
    act = case.act
    if act.kind.is_signature:
        yield from _signature(case)
    if act.kind.is_consent:
        yield from _consent(case)
    yield from JUDGES.get(act.kind, _nothing)(case)


def advice(case: Case) -> Iterator[Complaint]:
    """Give what an officer should look at; none of it keeps the act from being recorded."""
    kind, signed = case.act.kind, case.before.signature is not None
    if kind in AFTER_SIGNATURE and not signed and case.definition.open_for_signature:
        yield case.refusal(
            "action",
            "%(participant)s has not signed. The state's word for its act is kept; see whether it "
            "means accession.",
        )
    if kind is ActionKind.ACCESSION and signed:
        yield case.refusal(
            "action",
            "%(participant)s has signed. The state's word for its act is kept; see whether it "
            "means ratification.",
        )
    yield from _effect(case)
    yield from _reserved(case)


def _effect(case: Case) -> Iterator[Complaint]:
    """Tell of a day of effect that is given where none is due, missing, or before the state."""
    act, begun = case.act, case.participant.existed_since
    if act.kind is ActionKind.SUCCESSION and act.effective_on is None:
        yield case.refusal(
            "effective_on",
            "The date of succession is missing. Without it the succession takes effect as an "
            "accession of %(on)s would.",
        )
    elif act.kind in SUCCESSIONS and act.effective_on and begun and act.effective_on < begun:
        yield case.refusal(
            "effective_on",
            "%(participant)s began on %(since)s. See whether the date of succession is right.",
            since=begun,
        )
    elif act.kind in CONSENTS - SUCCESSIONS and act.effective_on is not None:
        yield case.refusal(
            "effective_on",
            "The clauses compute when this consent takes effect. See whether the law sets another "
            "day for it.",
        )
    if begun is not None and act.deposited_on < min(begun, EARLIEST):
        yield case.refusal(
            "participant",
            "The roll does not say whether %(participant)s existed on %(on)s. See whether it is "
            "the state that acted.",
        )


def _reserved(case: Case) -> Iterator[Complaint]:
    if case.act.kind is ActionKind.RESERVATION and case.stood:
        yield case.refusal(
            "action",
            "%(participant)s had consented before: the reservation is late. It is circulated, and "
            "is accepted only if nobody objects within the time limit.",
        )
    if case.act.kind is ActionKind.OBJECTION and case.act.concerns is None:
        yield case.refusal(
            "concerns", "The objection names no reservation. Give the number of the act."
        )
    if case.act.kind is ActionKind.RESERVATION and (
        case.definition.final_clauses.reservations is Reservations.UNLESS_INCOMPATIBLE
    ):
        yield case.refusal(
            "action",
            "Only reservations compatible with the object and purpose of the treaty may be made. "
            "See whether this one is.",
        )
    if case.act.kind is ActionKind.WITHDRAWAL_OF_RESERVATION and not case.has_reserved:
        yield case.refusal(
            "action", "The register has no reservation of %(participant)s that it could withdraw."
        )


def _nothing(_case: Case) -> Iterator[Complaint]:
    return iter(())


def _signature(case: Case) -> Iterator[Complaint]:
    """A succession to signature takes up an older one, and needs no open treaty."""
    act, signed = case.act, case.before.signature
    if signed is not None:
        yield case.refusal(
            "action",
            "%(participant)s has signed already, on %(signed_on)s.",
            signed_on=signed.deposited_on,
        )
    if act.kind in SIGNATURES - SUCCESSIONS:
        yield from _window(case)


def _window(case: Case) -> Iterator[Complaint]:
    window, on = case.definition.open_for_signature, case.act.deposited_on
    if window is None:
        yield case.refusal(
            "action", "The treaty is not open for signature. Record the consent itself."
        )
    elif on < window.since:
        yield case.refusal(
            "deposited_on",
            "The treaty was not yet open for signature: it opened on %(since)s.",
            since=window.since,
        )
    elif window.until is not None and window.until < on:
        yield case.refusal(
            "deposited_on",
            "The treaty was closed for signature on %(until)s; record an accession.",
            until=window.until,
        )


def _consent(case: Case) -> Iterator[Complaint]:
    spell = case.before.standing_spell(case.act.deposited_on)
    if spell is None:
        return
    stands = {"earlier": spell.consent.kind.value, "earlier_on": spell.consent.deposited_on}
    if case.act.territory:
        yield case.refusal(
            "action",
            "%(participant)s has consented already, by its %(earlier)s of %(earlier_on)s, which "
            "stands. If this act brings a territory in, record a territorial_application.",
            **stands,
        )
    else:
        yield case.refusal(
            "action",
            "%(participant)s has consented already, by its %(earlier)s of %(earlier_on)s, "
            "which stands.",
            **stands,
        )


def _competence(case: Case) -> Iterator[Complaint]:
    """A regional organisation says what it is competent for (UNCLOS, annex IX, art. 5)."""
    if case.participant.kind is not ParticipantKind.REIO:
        yield case.refusal(
            "participant",
            "%(participant)s is no regional organisation: it has no competence to declare. "
            "Record a declaration.",
        )
    if not case.act.text:
        yield case.refusal("text", "Give the text: what the organisation is competent for.")


def _reservation(case: Case) -> Iterator[Complaint]:
    if case.definition.final_clauses.reservations is Reservations.NONE:
        yield case.refusal(
            "action",
            "The treaty allows no reservations. If the text is to be kept, record a declaration "
            "or a communication.",
        )


def _provisional(case: Case) -> Iterator[Complaint]:
    on = case.act.deposited_on
    spell = case.before.standing_spell(on)
    if not case.definition.final_clauses.provisional_application:
        yield case.refusal(
            "action",
            "The treaty has no provisional application. If the text is to be kept, record a "
            "communication.",
        )
    elif spell is not None and spell.binds(on):
        yield case.refusal(
            "action", "The treaty was in force for %(participant)s on %(on)s already."
        )
    elif any(each.applies(on) for each in case.before.provisional):
        yield case.refusal("action", "%(participant)s applies the treaty provisionally already.")


JUDGES: Mapping[ActionKind, Callable[[Case], Iterator[Complaint]]] = {
    ActionKind.WITHDRAWAL: leaving.withdrawal,
    ActionKind.DEFERRAL_OF_WITHDRAWAL: leaving.deferral,
    ActionKind.COMPETENCE_DECLARATION: _competence,
    ActionKind.RESCISSION_OF_WITHDRAWAL: leaving.rescission,
    ActionKind.WITHDRAWAL_OF_CONSENT: leaving.withdrawal_of_consent,
    ActionKind.RESERVATION: _reservation,
    ActionKind.PROVISIONAL_APPLICATION: _provisional,
}
"""What each kind is judged by, beside what holds for all, for signatures and for consents."""

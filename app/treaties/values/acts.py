"""What a participant does to a treaty."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionKind(StrEnum):
    """The kinds of treaty action that the register knows."""

    SIGNATURE = "signature"
    DEFINITIVE_SIGNATURE = "definitive_signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    FORMAL_CONFIRMATION = "formal_confirmation"
    SUCCESSION = "succession"
    SUCCESSION_TO_SIGNATURE = "succession_to_signature"
    PROVISIONAL_APPLICATION = "provisional_application"
    RESERVATION = "reservation"
    DECLARATION = "declaration"
    OBJECTION = "objection"
    WITHDRAWAL_OF_RESERVATION = "withdrawal_of_reservation"
    TERRITORIAL_APPLICATION = "territorial_application"
    WITHDRAWAL = "withdrawal"
    RESCISSION_OF_WITHDRAWAL = "rescission_of_withdrawal"
    WITHDRAWAL_OF_CONSENT = "withdrawal_of_consent"
    DEFERRAL_OF_WITHDRAWAL = "deferral_of_withdrawal"
    """An armed conflict keeps a notice of withdrawal from taking effect, where the treaty says so
    (Mine Ban Convention, art. 20(3)); ``effective_on`` is the end of the conflict, once known."""
    COMPETENCE_DECLARATION = "competence_declaration"
    """By which a regional organisation says for what it, not its members, is competent."""
    COMMUNICATION = "communication"
    """Any act that the treaty does not know: recorded, and changes no status."""

    @property
    def is_consent(self) -> bool:
        """Whether the act expresses consent to be bound (VCLT, art. 11)."""
        return self in CONSENTS

    @property
    def is_signature(self) -> bool:
        """Whether the act makes its participant a signatory."""
        return self in SIGNATURES


CONSENTS = frozenset(
    {
        ActionKind.DEFINITIVE_SIGNATURE,
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.ACCESSION,
        ActionKind.FORMAL_CONFIRMATION,
        ActionKind.SUCCESSION,
    }
)
"""Kinds by which a participant consents to be bound."""

SIGNATURES = frozenset(
    {ActionKind.SIGNATURE, ActionKind.DEFINITIVE_SIGNATURE, ActionKind.SUCCESSION_TO_SIGNATURE}
)
"""Kinds that make a signatory."""


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded act of one participant; never changed afterwards."""

    participant: str
    kind: ActionKind
    deposited_on: date
    """The day the depositary received it, which is the date of deposit."""
    recorded_on: date
    """The day from which the register knew it."""
    effective_on: date | None = None
    """Given only where the law makes it differ from what the clauses compute."""
    territory: str = ""
    text: str = ""
    reference: str = ""
    number: int = 0
    """Its place among the treaty's acts, from 1; 0 before it is recorded."""
    replaces: int | None = None
    """The number of the wrongly recorded act that this one corrects."""
    reason: str = ""
    """Why the correction was made, and on whose authority."""
    concerns: int | None = None
    """The number of the act that it is about: the reservation that an objection objects to."""

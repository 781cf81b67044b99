"""What a notification says, in sentences: page, print and letter say the same."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.kernel.sentences import Sentence
from app.treaties.rules.wording import KINDS, Naming
from app.treaties.values.acts import CONSENTS, ActionKind
from app.treaties.values.notifications import Occasion, OccasionKind

HEADLINES: Mapping[OccasionKind, str] = {
    OccasionKind.ACT: "%(participant)s: %(act)s",
    OccasionKind.ENTRY_INTO_FORCE: "Entry into force",
    OccasionKind.CORRECTION_OF_THE_REGISTER: "Correction of a record: %(participant)s, %(act)s",
    OccasionKind.TEXT_CORRECTION_PROPOSED: "Proposed correction of the text",
    OccasionKind.TEXT_CORRECTION_OBJECTED: (
        "Objection of %(participant)s to a correction of the text"
    ),
    OccasionKind.TEXT_CORRECTION_REJECTED: "A correction of the text that was not made",
    OccasionKind.TEXT_RECTIFIED: "Procès-verbal of rectification of the text",
    OccasionKind.LATE_RESERVATION_CIRCULATED: "Late reservation of %(participant)s",
    OccasionKind.LATE_RESERVATION_OBJECTED: "Objection of %(participant)s to a late reservation",
    OccasionKind.LATE_RESERVATION_ACCEPTED: "Late reservation of %(participant)s: accepted",
    OccasionKind.LATE_RESERVATION_NOT_ACCEPTED: "Late reservation of %(participant)s: not accepted",
    OccasionKind.COMPETENCE_DECLARED: "Declaration of competence of %(participant)s",
}
"""What stands above a notification, by its kind."""

DONE: Mapping[ActionKind, str] = {
    ActionKind.SIGNATURE: "%(participant)s signed on %(on)s.",
    ActionKind.DEFINITIVE_SIGNATURE: (
        "%(participant)s signed definitively, and so consented to be bound, on %(on)s."
    ),
    ActionKind.SUCCESSION: "%(participant)s deposited its notification of succession on %(on)s.",
    ActionKind.SUCCESSION_TO_SIGNATURE: (
        "%(participant)s deposited its notification of succession to the signature on %(on)s."
    ),
    ActionKind.PROVISIONAL_APPLICATION: (
        "%(participant)s gave notice on %(on)s that it applies the treaty provisionally."
    ),
    ActionKind.TERRITORIAL_APPLICATION: (
        "%(participant)s gave notice on %(on)s of the treaty's territorial application."
    ),
    ActionKind.WITHDRAWAL: "%(participant)s gave notice of its withdrawal on %(on)s.",
    ActionKind.RESCISSION_OF_WITHDRAWAL: (
        "%(participant)s rescinded its notice of withdrawal on %(on)s."
    ),
    ActionKind.DEFERRAL_OF_WITHDRAWAL: (
        "%(participant)s gave notice on %(on)s that an armed conflict defers its withdrawal."
    ),
    ActionKind.COMPETENCE_DECLARATION: (
        "The depositary received a declaration of competence of %(participant)s on %(on)s."
    ),
    ActionKind.WITHDRAWAL_OF_CONSENT: (
        "%(participant)s withdrew its consent to be bound on %(on)s, before it took effect."
    ),
    ActionKind.WITHDRAWAL_OF_RESERVATION: "%(participant)s withdrew a reservation on %(on)s.",
    ActionKind.DECLARATION: "The depositary received a declaration of %(participant)s on %(on)s.",
    ActionKind.RESERVATION: "The depositary received a reservation of %(participant)s on %(on)s.",
    ActionKind.OBJECTION: "The depositary received an objection of %(participant)s on %(on)s.",
    ActionKind.COMMUNICATION: (
        "The depositary received a communication of %(participant)s on %(on)s."
    ),
}
"""What was done, in a sentence, by the kind of act."""

DEPOSITED = "%(participant)s deposited its instrument of %(act)s on %(on)s."
"""The same of every other consent."""

ENDED = "%(participant)s gave notice on %(on)s that it ends its provisional application."
"""The same of a notice by who is no party and has nothing else to end (VCLT, art. 25(2))."""

TOLD: Mapping[OccasionKind, str] = {
    OccasionKind.TEXT_CORRECTION_PROPOSED: (
        "An error was found in the authentic text. The depositary proposes to correct it as stated "
        "here (Vienna Convention on the Law of Treaties, article 79)."
    ),
    OccasionKind.TEXT_CORRECTION_OBJECTED: (
        "%(participant)s objects to the proposed correction of the text."
    ),
    OccasionKind.TEXT_CORRECTION_REJECTED: (
        "An objection was made within the time limit. The text stays as it is."
    ),
    OccasionKind.TEXT_RECTIFIED: (
        "No objection was made within the time limit. The depositary has corrected the text by a "
        "procès-verbal of rectification; the corrected text replaces the defective one from the "
        "beginning (Vienna Convention on the Law of Treaties, article 79(4))."
    ),
    OccasionKind.LATE_RESERVATION_CIRCULATED: (
        "%(participant)s made a reservation after it had consented to be bound. The depositary "
        "circulates it, and accepts it for deposit if nobody objects within the time limit."
    ),
    OccasionKind.LATE_RESERVATION_OBJECTED: (
        "%(participant)s objects to a reservation that was made after consent."
    ),
    OccasionKind.LATE_RESERVATION_ACCEPTED: (
        "Nobody objected within the time limit. The reservation of %(participant)s is accepted for "
        "deposit."
    ),
    OccasionKind.LATE_RESERVATION_NOT_ACCEPTED: (
        "An objection was made within the time limit. The reservation of %(participant)s is not "
        "accepted for deposit."
    ),
    OccasionKind.COMPETENCE_DECLARED: (
        "%(participant)s declared the extent of its competence in the matters that the treaty "
        "governs."
    ),
}
"""What is told, in a sentence, of a kind of occasion that is no act."""


def headline(occasion: Occasion, *, name: Naming) -> Sentence:
    """Say in a line what a notification is about."""
    return Sentence(HEADLINES[occasion.kind], places=_places(occasion, name))


def paragraphs(occasion: Occasion, *, name: Naming) -> Iterator[Sentence]:
    """Say what happened, what follows from it, and how the treaty stands."""
    match occasion.kind:
        case OccasionKind.ENTRY_INTO_FORCE:
            yield from _entry(occasion.facts, name)
        case OccasionKind.ACT:
            yield done(occasion.facts, occasion.participant or "", name=name)
        case OccasionKind.CORRECTION_OF_THE_REGISTER:
            yield from _corrected(occasion, name)
        case _:
            yield Sentence(TOLD[occasion.kind], places=_places(occasion, name))
    yield from _follows(occasion, name)
    yield from _stands(occasion.facts.get("standing"))


def done(facts: Mapping[str, Any], participant: str, *, name: Naming) -> Sentence:
    """Say in a sentence what a participant did."""
    kind = ActionKind(facts["act"])
    message = ENDED if "ends" in facts else DONE.get(kind, DEPOSITED)
    on = date.fromisoformat(facts["deposited_on"])
    return Sentence.of(message, participant=name(participant), act=KINDS[kind], on=on)


def _places(occasion: Occasion, name: Naming) -> dict[str, object]:
    places: dict[str, object] = {}
    if occasion.participant:
        places["participant"] = name(occasion.participant)
    if "act" in occasion.facts:
        places["act"] = KINDS[ActionKind(occasion.facts["act"])]
    return places


def _entry(facts: Mapping[str, Any], name: Naming) -> Iterator[Sentence]:
    trigger, names = _day(facts, "trigger_on"), tuple(map(name, facts.get("triggered_by", ())))
    enters, before = _day(facts, "enters_on"), _day(facts, "before")
    if enters is None:
        yield Sentence.of(
            "What entry into force needs is not reached. The entry into force on %(before)s, of "
            "which the depositary had notified, falls away.",
            before=before,
        )
        return
    if trigger and names:
        yield Sentence.counted(
            "What entry into force needs was reached on %(on)s, with the deposit of %(names)s.",
            "What entry into force needs was reached on %(on)s, with the deposits of %(names)s; "
            "between deposits of one day there is no order.",
            len(names),
            on=trigger,
            names=names,
        )
    elif trigger:
        yield Sentence.of("What entry into force needs was reached on %(on)s.", on=trigger)
    if before is None:
        yield Sentence.of("The treaty enters into force on %(on)s.", on=enters)
    else:
        yield Sentence.of(
            "The treaty enters into force on %(on)s, and not on %(before)s.",
            on=enters,
            before=before,
        )


def _corrected(occasion: Occasion, name: Naming) -> Iterator[Sentence]:
    facts = occasion.facts
    was = facts["was"]
    yield Sentence.of(
        "The register was wrong, and is corrected. It had said: %(wrong)s",
        wrong=done(was, was["participant"], name=name),
    )
    yield Sentence.of(
        "It says now: %(right)s", right=done(facts, occasion.participant or "", name=name)
    )
    yield Sentence.of("Reason and authority: %(reason)s", reason=facts["reason"])


def _follows(occasion: Occasion, name: Naming) -> Iterator[Sentence]:
    facts = occasion.facts
    kind = ActionKind(facts["act"]) if "act" in facts else None
    binding, effect = _day(facts, "in_force_on"), _day(facts, "effective_on")
    until = _day(facts, "until")
    if binding and occasion.participant:
        yield Sentence.of(
            "The treaty enters into force for %(participant)s on %(on)s.",
            participant=name(occasion.participant),
            on=binding,
        )
    elif kind in CONSENTS and occasion.participant:
        yield Sentence.of(
            "The treaty enters into force for %(participant)s once it is in force itself.",
            participant=name(occasion.participant),
        )
    if effect and effect != binding:
        yield Sentence.of("It takes effect on %(on)s.", on=effect)
    if until:
        yield Sentence.of(
            "Objections reach the depositary in time until the end of %(on)s at its seat.", on=until
        )


def _stands(standing: Mapping[str, Any] | None) -> Iterator[Sentence]:
    """Say how the treaty stands on the day of the notification."""
    if standing is None:
        return
    parties, waiting = int(standing["parties"]), int(standing["contracting"])
    if parties:
        yield Sentence.counted(
            "The treaty is in force, for %(count)s party.",
            "The treaty is in force, for %(count)s parties.",
            parties,
        )
    if waiting:
        yield Sentence.counted(
            "%(count)s participant has consented to be bound and is not yet bound.",
            "%(count)s participants have consented to be bound and are not yet bound.",
            waiting,
        )
    if not parties and not standing["in_force_on"]:
        yield Sentence("The treaty is not yet in force.")


def _day(facts: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None

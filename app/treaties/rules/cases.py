"""One act to be judged, and what holds for acts of every kind: who may act, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.kernel.errors import Complaint
from app.participants.values import EARLIEST, Participant, ParticipantKind
from app.treaties.rules.spells import Record
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.clauses import Definition, RegionalOrganisations

SUCCESSIONS = frozenset({ActionKind.SUCCESSION, ActionKind.SUCCESSION_TO_SIGNATURE})
COMPUTED = frozenset(
    {
        ActionKind.SIGNATURE,
        ActionKind.RESCISSION_OF_WITHDRAWAL,
        ActionKind.WITHDRAWAL_OF_CONSENT,
    }
)
"""Kinds that take effect on their receipt, whatever they say."""

OPEN_TO_ALL = frozenset({ActionKind.OBJECTION, ActionKind.COMMUNICATION})
"""Kinds that anyone may perform, entitled to join or not."""


ABOUT = {
    ActionKind.OBJECTION: frozenset({ActionKind.RESERVATION, ActionKind.DECLARATION}),
    ActionKind.WITHDRAWAL_OF_RESERVATION: frozenset({ActionKind.RESERVATION}),
}
"""Kinds that are about another act, and the kinds of that one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One act to be judged, beside what its participant's earlier acts had led to."""

    act: Act
    before: Record
    definition: Definition
    participant: Participant
    today: date
    """At the seat."""
    has_reserved: bool = False
    """Whether the participant had made a reservation."""
    named: Act | None = None
    """The act that it says it is about, as the register has it now."""
    stood: bool = False
    """Whether its consent stood from before that day: a reservation is then late."""

    def refusal(self, field: str, message: str, **parameters: object) -> Complaint:
        """Give a complaint; the participant, its act and the day may be named in it."""
        named = {
            "participant": self.participant.name("en").short,
            "action": self.act.kind.value,
            "on": self.act.deposited_on,
        }
        return Complaint(message, named | parameters, field=field)


def general(case: Case) -> Iterator[Complaint]:
    """Give what keeps an act of any kind from being recorded."""
    yield from _dates(case)
    yield from _who(case)
    yield from _about(case)


def _dates(case: Case) -> Iterator[Complaint]:
    act, adopted_on = case.act, case.definition.adopted_on
    if act.deposited_on < adopted_on:
        yield case.refusal(
            "deposited_on",
            "%(on)s lies before the treaty was adopted (%(adopted_on)s).",
            adopted_on=adopted_on,
        )
    if act.deposited_on > case.today:
        yield case.refusal("deposited_on", "%(on)s lies in the future.")
    elif act.recorded_on > case.today:
        yield case.refusal(
            "recorded_on", "%(recorded_on)s lies in the future.", recorded_on=act.recorded_on
        )
    elif act.recorded_on < act.deposited_on:
        yield case.refusal(
            "recorded_on",
            "The act cannot have been recorded before it was deposited (%(on)s).",
        )
    if act.effective_on is not None:
        yield from _effect(case, act.effective_on)


def _effect(case: Case, effective_on: date) -> Iterator[Complaint]:
    """A succession takes effect on the date of succession (VCSS, art. 23), before its receipt.

    Any other consent may take effect on a day of its own where the law says so, never before its
    deposit (VCLT, art. 16).
    """
    kind, deposited_on = case.act.kind, case.act.deposited_on
    if kind in COMPUTED:
        yield case.refusal(
            "effective_on",
            "The day on which this act takes effect is computed from its receipt. Leave the cell "
            "empty.",
        )
    elif kind in SUCCESSIONS and effective_on > deposited_on:
        yield case.refusal(
            "effective_on",
            "A succession takes effect on the date of succession, which cannot follow its deposit "
            "(%(on)s).",
        )
    elif kind.is_consent and kind not in SUCCESSIONS and effective_on < deposited_on:
        yield case.refusal(
            "effective_on",
            "Only a succession takes effect before its deposit (%(on)s).",
        )


def _about(case: Case) -> Iterator[Complaint]:
    """An objection names the reservation it is made to, a withdrawal the one it withdraws.

    Objections are made to declarations too, which may be reservations by another name (VCLT,
    art. 2(1)(d)).
    """
    act, named = case.act, case.named
    if act.concerns is None:
        return
    if act.kind not in ABOUT:
        yield case.refusal(
            "concerns",
            "Only an objection, or the withdrawal of a reservation, is about another act. Leave "
            "the number out.",
        )
    elif named is None:
        yield case.refusal(
            "concerns", "The treaty has no act %(number)s in the register.", number=act.concerns
        )
    elif named.kind not in ABOUT[act.kind]:
        yield case.refusal(
            "concerns", "Act %(number)s is no reservation. See its number.", number=act.concerns
        )
    elif named.deposited_on > act.deposited_on:
        yield case.refusal(
            "concerns",
            "Act %(number)s was deposited later, on %(later)s. See its number.",
            number=act.concerns,
            later=named.deposited_on,
        )
    elif (named.participant == act.participant) != (act.kind is not ActionKind.OBJECTION):
        yield case.refusal(
            "concerns",
            "One objects to the reservation of another, and withdraws one's own. See the number.",
        )


def _who(case: Case) -> Iterator[Complaint]:
    """Before 1982 the roll cannot say who existed: the Baltic states joined treaties in 1931."""
    act, participant = case.act, case.participant
    begun = participant.existed_since
    if begun is not None and EARLIEST <= act.deposited_on < begun:
        yield case.refusal(
            "participant",
            "%(participant)s did not exist on %(on)s: it began on %(since)s.",
            since=begun,
        )
    if participant.existed_until is not None and participant.existed_until <= act.deposited_on:
        yield case.refusal(
            "participant",
            "%(participant)s no longer existed on %(on)s: it ended on %(until)s.",
            until=participant.existed_until,
        )
    if act.kind not in OPEN_TO_ALL:
        yield from _entitled(case)


def _entitled(case: Case) -> Iterator[Complaint]:
    clauses, participant = case.definition.final_clauses, case.participant
    if clauses.eligible is not None and participant.code not in clauses.eligible:
        yield case.refusal("participant", "The treaty is not open to %(participant)s.")
    elif clauses.eligible is None and (
        participant.kind is ParticipantKind.REIO
        and clauses.regional_organisations is RegionalOrganisations.NOT_ELIGIBLE
    ):
        yield case.refusal(
            "participant",
            "The treaty is not open to regional organisations, and %(participant)s is one.",
        )

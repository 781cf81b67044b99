"""A treaty's final clauses in words, generated from the data: what a page and a print both say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.kernel.sentences import Sentence
from app.treaties.rules.delay_words import after_conditions, after_deposit, after_notice, lockout
from app.treaties.values.acts import ActionKind
from app.treaties.values.clauses import (
    Condition,
    Count,
    Definition,
    EntryIntoForce,
    FinalClauses,
    FractionOfParties,
    LaterJoiners,
    Named,
    OwnDelayRunsAfter,
    RegionalOrganisations,
    Require,
    Reservations,
    Share,
    SignatureWindow,
    TreatyInForce,
    WithdrawalClause,
)

Naming = Callable[[str], str]
"""Gives the name of a participant, or the short title of a treaty, for its code."""

OURS = "GAIMA"
"""The depositary's name where it is the Agency itself."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One final clause: a heading, its sentences, and the points of a list after the first."""

    heading: Sentence
    sentences: tuple[Sentence, ...]
    points: tuple[Sentence, ...] = ()


KINDS: dict[ActionKind, Sentence] = {
    ActionKind.SIGNATURE: Sentence("signature"),
    ActionKind.DEFINITIVE_SIGNATURE: Sentence("definitive signature"),
    ActionKind.RATIFICATION: Sentence("ratification"),
    ActionKind.ACCEPTANCE: Sentence("acceptance"),
    ActionKind.APPROVAL: Sentence("approval"),
    ActionKind.ACCESSION: Sentence("accession"),
    ActionKind.FORMAL_CONFIRMATION: Sentence("formal confirmation"),
    ActionKind.SUCCESSION: Sentence("succession"),
    ActionKind.SUCCESSION_TO_SIGNATURE: Sentence("succession to signature"),
    ActionKind.PROVISIONAL_APPLICATION: Sentence("provisional application"),
    ActionKind.RESERVATION: Sentence("reservation"),
    ActionKind.DECLARATION: Sentence("declaration"),
    ActionKind.OBJECTION: Sentence("objection"),
    ActionKind.WITHDRAWAL_OF_RESERVATION: Sentence("withdrawal of a reservation"),
    ActionKind.TERRITORIAL_APPLICATION: Sentence("territorial application"),
    ActionKind.WITHDRAWAL: Sentence("notice of withdrawal"),
    ActionKind.RESCISSION_OF_WITHDRAWAL: Sentence("rescission of a notice of withdrawal"),
    ActionKind.WITHDRAWAL_OF_CONSENT: Sentence("withdrawal of a consent"),
    ActionKind.DEFERRAL_OF_WITHDRAWAL: Sentence("deferral of a withdrawal"),
    ActionKind.COMPETENCE_DECLARATION: Sentence("declaration of competence"),
    ActionKind.COMMUNICATION: Sentence("communication"),
}
"""Each kind of act as a noun."""

INDICATORS = {
    "gdp": Sentence("gross domestic product"),
    "ghg-emissions-2015": Sentence("greenhouse gas emissions"),
    "annex-i-co2-1990": Sentence("the carbon dioxide emissions of Annex I Parties in 1990"),
}
"""The indicators that the register's own treaties and its precedents count in."""


def in_words(definition: Definition, *, name: Naming) -> tuple[Clause, ...]:
    """Give every final clause of a treaty, in the order in which treaties have them."""
    final = definition.final_clauses
    return (
        Clause(Sentence("Who may join"), tuple(_who(final, name))),
        Clause(Sentence("Signature"), (_signature(definition.open_for_signature),)),
        _entry(final.entry_into_force, name),
        Clause(Sentence("Those who join later"), tuple(_later(final))),
        Clause(Sentence("Provisional application"), (_provisional(final),)),
        Clause(Sentence("Reservations"), (RESERVATIONS[final.reservations],)),
        Clause(Sentence("Withdrawal"), tuple(_withdrawal(final.withdrawal, definition, name))),
        Clause(Sentence("Depositary"), tuple(_depositary(definition))),
    )


def condition(needed: Condition, *, name: Naming) -> Sentence:
    """Say what one condition for entry into force asks for, as a phrase."""
    match needed:
        case Count():
            return _count(needed)
        case Named(participants):
            return Sentence.counted(
                "the consent of %(count)s named participant",
                "the consent of every one of %(count)s named participants",
                len(participants),
            )
        case Share(indicator, at_least):
            return Sentence.of(
                "consents of participants that hold at least %(share)s of %(indicator)s",
                share=at_least,
                indicator=INDICATORS.get(indicator, indicator),
            )
        case FractionOfParties(treaty, numerator, denominator):
            return Sentence.of(
                "consents of %(numerator)s in every %(denominator)s parties to the %(treaty)s",
                numerator=numerator,
                denominator=denominator,
                treaty=name(treaty),
            )
        case TreatyInForce(treaty):
            return Sentence.of("the entry into force of the %(treaty)s", treaty=name(treaty))


def _count(needed: Count) -> Sentence:
    if needed.among is not None:
        return Sentence.counted(
            "%(count)s consent to be bound from a list of %(size)s participants",
            "%(count)s consents to be bound from a list of %(size)s participants",
            needed.required,
            size=len(needed.among),
        )
    if needed.kinds is not None:
        return Sentence.counted(
            "%(count)s consent to be bound, counting only %(kinds)s",
            "%(count)s consents to be bound, counting only %(kinds)s",
            needed.required,
            kinds=tuple(KINDS[kind] for kind in sorted(needed.kinds)),
        )
    return Sentence.counted(
        "%(count)s consent to be bound", "%(count)s consents to be bound", needed.required
    )


def _who(final: FinalClauses, name: Naming) -> Iterator[Sentence]:
    barred = final.regional_organisations is RegionalOrganisations.NOT_ELIGIBLE
    if final.eligible is not None:
        names = tuple(sorted(map(name, final.eligible)))
        yield Sentence.of("Only these may join: %(names)s.", names=names)
    elif barred:
        yield Sentence("All states may join; regional organisations may not.")
    else:
        yield Sentence("All states and regional economic integration organisations may join.")
    if final.regional_organisations is RegionalOrganisations.NOT_ADDITIONAL:
        yield Sentence(
            "A regional organisation's instrument binds it, and counts nothing beside those of "
            "its members."
        )
    elif final.regional_organisations is RegionalOrganisations.COUNTS:
        yield Sentence("A regional organisation's instrument counts beside those of its members.")


def _signature(window: SignatureWindow | None) -> Sentence:
    match window:
        case None:
            return Sentence("It is not signed; participants consent to it directly.")
        case SignatureWindow(since, None):
            return Sentence.of(
                "Open for signature since %(since)s, with no closing date.", since=since
            )
        case SignatureWindow(since, until):
            return Sentence.of(
                "Open for signature from %(since)s until %(until)s.", since=since, until=until
            )


def _entry(entry: EntryIntoForce, name: Naming) -> Clause:
    heading = Sentence("Entry into force")
    if not entry.conditions:
        return Clause(heading, (Sentence("It enters into force for each by its own deposit."),))
    sentences = (
        _needed(len(entry.conditions), entry.require),
        after_conditions(entry.delay),
        *_bounds(entry),
    )
    return Clause(heading, sentences, tuple(_points(entry.conditions, name)))


def _needed(conditions: int, require: Require) -> Sentence:
    if conditions == 1:
        return Sentence("What it needs:")
    if require is Require.ANY:
        return Sentence("It needs one of these:")
    return Sentence("It needs all of these:")


def _points(conditions: Iterable[Condition], name: Naming) -> Iterator[Sentence]:
    for needed in conditions:
        if isinstance(needed, Named):
            names = tuple(sorted(map(name, needed.participants)))
            yield Sentence.of("the consent of every one of these: %(names)s", names=names)
        else:
            yield condition(needed, name=name)


def _bounds(entry: EntryIntoForce) -> Iterator[Sentence]:
    if entry.fixed_date:
        yield Sentence.of(
            "If this is reached by %(on)s, it enters into force on that day.", on=entry.fixed_date
        )
    if entry.not_before:
        yield Sentence.of("It cannot enter into force before %(on)s.", on=entry.not_before)
    if entry.lapses_below is not None:
        yield Sentence.counted(
            "It ceases to be in force when fewer than %(count)s party remains.",
            "It ceases to be in force when fewer than %(count)s parties remain.",
            entry.lapses_below,
        )


def _later(final: FinalClauses) -> Iterator[Sentence]:
    later: LaterJoiners = final.later_joiners
    if final.entry_into_force.conditions:
        if later.own_delay_runs_after is OwnDelayRunsAfter.TRIGGER:
            yield Sentence(
                "A consent deposited after the day on which this was reached runs a delay of its "
                "own, but binds nobody before the treaty is in force."
            )
        else:
            yield Sentence(
                "A consent deposited before the entry into force takes effect with it; a later "
                "one runs a delay of its own."
            )
    yield after_deposit(later.delay)


def _provisional(final: FinalClauses) -> Sentence:
    if final.provisional_application:
        return Sentence(
            "A participant may declare that it applies the treaty provisionally until it is in "
            "force for it."
        )
    return Sentence("The treaty does not provide for it.")


RESERVATIONS = {
    Reservations.NONE: Sentence("No reservations may be made."),
    Reservations.ALLOWED: Sentence("Reservations may be made."),
    Reservations.UNLESS_INCOMPATIBLE: Sentence(
        "Reservations may be made unless they are incompatible with the treaty's object and "
        "purpose."
    ),
}


def _withdrawal(
    clause: WithdrawalClause | None, definition: Definition, name: Naming
) -> Iterator[Sentence]:
    if clause is None:
        yield Sentence("The treaty does not provide for it.")
        return
    yield lockout(clause.lockout)
    yield after_notice(clause.notice)
    if clause.later_date_allowed:
        yield Sentence("The notice may name a later date.")
    if clause.deferred_by_armed_conflict:
        yield Sentence(
            "If the party is then engaged in an armed conflict, it does not take effect before "
            "the end of that conflict."
        )
    if clause.with_parent and definition.parent:
        yield Sentence.of(
            "Whoever withdraws from the %(parent)s withdraws from this treaty.",
            parent=name(definition.parent),
        )


def _depositary(definition: Definition) -> Iterator[Sentence]:
    if definition.depositary == OURS:
        yield Sentence("The Agency itself.")
        return
    yield Sentence.of("%(depositary)s.", depositary=definition.depositary)
    yield Sentence("This register is a mirror of the depositary's records.")

"""Where a treaty stands on a day, in sentences: the first thing that its page says."""

from collections.abc import Iterable, Iterator

from app.kernel.sentences import Sentence
from app.participants.values import Roll
from app.treaties.rules.wording import Naming
from app.treaties.values.clauses import Definition, RegionalOrganisations
from app.treaties.values.status import Entry, Standing, TreatyStatus


def headline(definition: Definition, status: TreatyStatus) -> Sentence:
    """Say in one sentence whether the treaty is in force."""
    entry, on = status.entry_into_force, status.as_of
    if not definition.final_clauses.entry_into_force.conditions:
        return Sentence("In force for each participant by its own deposit.")
    if entry.lapsed_on is not None and entry.lapsed_on <= on:
        return Sentence.of("No longer in force since %(on)s.", on=entry.lapsed_on)
    if entry.on is None:
        return Sentence("Not yet in force.")
    if entry.on <= on:
        return Sentence.of("In force since %(on)s.", on=entry.on)
    return Sentence.of("Enters into force on %(on)s.", on=entry.on)


def explanation(entry: Entry, *, name: Naming) -> Iterator[Sentence]:
    """Say what led to the entry into force; between deposits of one day there is no order."""
    if entry.trigger_on is not None and entry.trigger_participants:
        yield Sentence.counted(
            "What entry into force needs was reached on %(on)s, with the deposit of %(names)s.",
            "What entry into force needs was reached on %(on)s, with the deposits of %(names)s; "
            "between deposits of one day there is no order.",
            len(entry.trigger_participants),
            on=entry.trigger_on,
            names=_names(entry.trigger_participants, name),
        )
    elif entry.trigger_on is not None:
        yield Sentence.of("What entry into force needs was reached on %(on)s.", on=entry.trigger_on)
    if entry.missing and entry.trigger_on is None:
        yield Sentence.counted(
            "The consent of %(names)s is still needed.",
            "The consents of these %(count)s are still needed: %(names)s.",
            len(entry.missing),
            names=_names(entry.missing, name),
        )


def uncounted(
    definition: Definition, participants: Iterable[Standing], *, roll: Roll, name: Naming
) -> Sentence | None:
    """Name the organisations whose consents are in force or wait, and count toward nothing."""
    clauses = definition.final_clauses
    if clauses.regional_organisations is not RegionalOrganisations.NOT_ADDITIONAL:
        return None
    codes = [each.code for each in participants if each.consent and roll.is_reio(each.code)]
    if not codes or not clauses.entry_into_force.conditions:
        return None
    return Sentence.counted(
        "The consent of the %(names)s binds it, and is not counted beside those of its members.",
        "The consents of the %(names)s bind them, and are not counted beside those of their "
        "members.",
        len(codes),
        names=_names(codes, name),
    )


def _names(codes: Iterable[str], name: Naming) -> tuple[str, ...]:
    return tuple(sorted(map(name, codes)))

"""What a definition leans on: other treaties, and files of figures; each with its path."""

from collections.abc import Collection, Iterator, Mapping

from app.kernel.errors import Complaint
from app.treaties.values.clauses import Definition, FractionOfParties, Share, TreatyInForce

CONDITIONS = "final_clauses.entry_into_force.conditions"


def treaties_named(definition: Definition) -> Mapping[str, str]:
    """Give the id of each treaty that the definition refers to, by the path that names it."""
    named = {"parent": definition.parent} if definition.parent is not None else {}
    for place, condition in enumerate(definition.final_clauses.entry_into_force.conditions):
        if isinstance(condition, FractionOfParties | TreatyInForce):
            named[f"{CONDITIONS}[{place}].treaty"] = condition.treaty
    return named


def indicators_named(definition: Definition) -> Mapping[str, str]:
    """Give the id of each indicator that a share is counted in, by the path that names it."""
    return {
        f"{CONDITIONS}[{place}].indicator": condition.indicator
        for place, condition in enumerate(definition.final_clauses.entry_into_force.conditions)
        if isinstance(condition, Share)
    }


def unmet(
    definition: Definition, *, treaties: Collection[str], indicators: Collection[str]
) -> Iterator[Complaint]:
    """Complain of each thing that the definition leans on and that is not there.

    A treaty may refer only to treaties that were loaded before it, so that references never run
    in a circle.
    """
    for path, treaty in treaties_named(definition).items():
        if treaty == definition.id:
            yield Complaint("A treaty cannot refer to itself.", field=path)
        elif treaty not in treaties:
            yield Complaint(
                "The register has no treaty “%(treaty)s”. Load it first.",
                {"treaty": treaty},
                field=path,
            )
    for path, indicator in indicators_named(definition).items():
        if indicator not in indicators:
            yield Complaint(
                "The indicator “%(indicator)s” is missing. Put its figures beside the "
                "definition, in a file called %(indicator)s.csv.",
                {"indicator": indicator},
                field=path,
            )

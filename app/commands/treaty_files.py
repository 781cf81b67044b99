"""A treaty's files, as they lie in a folder: its definition, its indicators, its acts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.kernel import files_in
from app.kernel.errors import Invalid
from app.participants.values import Roll
from app.treaties import forms
from app.treaties.forms import definitions, deposits, indicators
from app.treaties.rules.references import indicators_named
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition
from app.treaties.values.dossier import Indicator


def definition_in(file: Path, *, roll: Roll) -> tuple[Definition, Sequence[Indicator]]:
    """Read a definition and, from the files beside it, the indicators it counts in.

    An indicator without a file is left out, for the operation to complain of.

    Raises:
        Invalid: a file cannot be read; of an indicator's, each complaint names the file.

    """
    content = files_in.contents(file, most=definitions.MOST_BYTES)
    definition = forms.definition(content, roll=roll)
    named = sorted(set(indicators_named(definition).values()))
    beside = [file.with_name(f"{name}.csv") for name in named]
    return definition, [_indicator(each, roll=roll) for each in beside if each.is_file()]


def acts_in(file: Path, *, precedent: bool, roll: Roll, today: date) -> dict[int, Act]:
    """Read treaty actions by the line on which each stands.

    Raises:
        Invalid: the file cannot be read; every complaint names its line and column.

    """
    content = files_in.contents(file, most=deposits.MOST_BYTES)
    return forms.actions(content, roll=roll, known_from=None if precedent else today)


def _indicator(file: Path, *, roll: Roll) -> Indicator:
    with _named(file.name):
        content = files_in.contents(file, most=indicators.MOST_BYTES)
        return forms.indicator(content, named=file.stem, roll=roll)


@contextmanager
def _named(file: str) -> Iterator[None]:
    """Name the file in every complaint about it."""
    try:
        yield
    except Invalid as refused:
        raise Invalid(
            *(
                replace(
                    complaint,
                    message="In %(file)s: " + complaint.message,
                    parameters={"file": file} | dict(complaint.parameters),
                )
                for complaint in refused.complaints
            )
        ) from refused

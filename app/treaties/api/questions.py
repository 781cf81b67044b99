"""What may be asked of the API about treaties."""

from typing import Annotated

from pydantic import Field

from app.kernel.api import Asked, Day, InLanguage
from app.kernel.languages import Language
from app.kernel.paging import Paged
from app.treaties.forms.scenarios import MOST_ACTS

LONGEST_TEXT = 20_000

KnownOn = Annotated[
    Day | None,
    Field(
        description="As the register knew it at the end of this day; without it, everything "
        "recorded until now."
    ),
]


class StatusAsked(Asked):
    """On which day, as known on which."""

    as_of: Annotated[
        Day | None, Field(description="The day in law; without it, today at the seat.")
    ] = None
    known_on: KnownOn = None
    language: InLanguage = Language.ENGLISH


class ActsAsked(Asked):
    """As known on which day."""

    known_on: KnownOn = None
    language: InLanguage = Language.ENGLISH


class ActsPageAsked(Paged, ActsAsked):
    """As known on which day, and which part of the list."""


class SupposedAct(Asked):
    """An act that nobody has deposited; the keys are the columns of the file of treaty actions."""

    participant: Annotated[str, Field(max_length=200, description="A code or an exact short name.")]
    action: Annotated[str, Field(max_length=40, description="For instance `ratification`.")]
    deposited_on: Annotated[Day, Field(description="In the past or in the future.")]
    effective_on: Day | None = None
    territory: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    reference: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class ScenarioAsked(Asked):
    """Which acts to suppose, and on which day to look."""

    actions: Annotated[list[SupposedAct], Field(max_length=MOST_ACTS)]
    as_of: Annotated[
        Day | None,
        Field(description="The day in law; without it, the last deposit's, and not before today."),
    ] = None


class LanguageAsked(Asked):
    """In which language."""

    language: InLanguage = Language.ENGLISH

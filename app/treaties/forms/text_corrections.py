"""What officers post about errors in a treaty's text → a proposal, an objection, a step."""

from collections.abc import Collection, Mapping
from datetime import date

from app.kernel.errors import Invalid, NotFound
from app.kernel.languages import Language
from app.participants.values import Roll
from app.treaties.forms.intake import SLUG, Sheet
from app.treaties.values.text_corrections import (
    Passage,
    ProposedText,
    TextCorrectionNumber,
    TextStep,
)

CONFIRMING = frozenset(
    {TextStep.CIRCULATE, TextStep.ENTER_OBJECTION, TextStep.RECTIFY, TextStep.REJECT}
)
"""Steps that have an address of their own, because they are weighty."""

STEPS = {step.value: step for step in TextStep if step not in {TextStep.PROPOSE, *CONFIRMING}}
CONFIRMED = {step.value: step for step in TextStep if step in CONFIRMING}


def proposed(posted: Mapping[str, str], *, treaties: Collection[str]) -> ProposedText:
    """Read a correction that is proposed; a language in which nothing is typed is left out.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    found = ProposedText(
        treaty=sheet.word(
            "treaty", {each: each for each in treaties}, missing="Choose the treaty from the list."
        ),
        reason=sheet.prose("reason", missing="Say what the error is, and who found it."),
        until=sheet.day("until", missing="Give the last day for objections."),
        passages=tuple(_passage(sheet, each) for each in Language if _is_typed(posted, each)),
    )
    Invalid.unless_none(sheet.complaints)
    return found


def objection(posted: Mapping[str, str], *, roll: Roll) -> tuple[str, date, str]:
    """Read who objects, the day on which the objection was received, and its text.

    Raises:
        Invalid: a field is missing or wrong; each complaint names its field.

    """
    sheet = Sheet(posted)
    found = (
        sheet.participant(roll),
        sheet.day("received_on", missing="Give the day on which it was received."),
        sheet.prose("text", missing="Give the text of the objection."),
    )
    Invalid.unless_none(sheet.complaints)
    return found


def step(posted: Mapping[str, str], steps: Mapping[str, TextStep]) -> TextStep:
    """Read which of some steps an officer takes.

    Raises:
        Invalid: none is chosen, or there is no such step.

    """
    sheet = Sheet(posted)
    found = sheet.word("step", steps, missing="Choose what is to be done.")
    Invalid.unless_none(sheet.complaints)
    return found


def number(slug: str) -> TextCorrectionNumber:
    """Read the number of a correction from an address.

    Raises:
        NotFound: nothing could have it.

    """
    found = SLUG.fullmatch(slug)
    if found is None:
        raise NotFound.because("There is no such number on the desk.")
    return TextCorrectionNumber(int(found.group(1)), int(found.group(2)))


def _is_typed(posted: Mapping[str, str], language: Language) -> bool:
    return any(posted.get(f"{name}-{language}", "").strip() for name in ("was", "reads"))


def _passage(sheet: Sheet, language: Language) -> Passage:
    return Passage(
        language=language.value,
        place=sheet.line(f"place-{language}"),
        was=sheet.prose(f"was-{language}"),
        reads=sheet.prose(f"reads-{language}"),
    )

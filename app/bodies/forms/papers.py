"""What people post about papers, and what they ask of lists of them."""

from collections.abc import Mapping
from uuid import UUID

from app.bodies.forms.sheet import Sheet
from app.bodies.rules.symbols import parsed
from app.bodies.values import Class
from app.bodies.values.bodies import LONGEST_AUTHORITY, LONGEST_REASON
from app.bodies.values.paper_lists import PaperOrder, PaperSelection
from app.bodies.values.papers import (
    LONGEST_PAPER,
    LONGEST_TITLE,
    HandedIn,
    Issue,
    Lowering,
    PaperKind,
    PaperState,
    Reservation,
    SuffixKind,
)
from app.kernel.errors import Complaint
from app.kernel.languages import Language
from app.kernel.questions import Question, Readers, asked_for, seen, whole
from app.participants.values import Roll

CLASSES = {each.value: each for each in Class}
KINDS = {each.value: each for each in PaperKind}
LANGUAGES = {each.value: each for each in Language}
SUFFIXES = {each.value: each for each in SuffixKind}
NO_TITLE = "Give the paper a title."
NO_CLASS = "Choose the class of the paper."
NO_LANGUAGE = "Choose the language."


def reservation(posted: Mapping[str, str]) -> Reservation:
    """Read for what a symbol is to be reserved.

    Raises:
        Invalid: with every complaint; also if a symbol was typed.

    """
    sheet = Sheet(posted)
    _without_symbol(sheet)
    hangs_on = _identity(sheet, "hangs_on")
    found = Reservation(
        title=sheet.line("title", missing=NO_TITLE, most=LONGEST_TITLE),
        sort=sheet.word("class", CLASSES, missing=NO_CLASS),
        kind=PaperKind.GENERAL if hangs_on else _kind(sheet),
        hangs_on=hangs_on,
        suffix=_suffix(sheet) if hangs_on else None,
    )
    sheet.close()
    return found


def issue(posted: Mapping[str, str], *, roll: Roll, first: bool) -> Issue:
    """Read what comes out; ``first``, with the class it has and with who submitted it.

    Raises:
        Invalid: with every complaint; also if a symbol was typed.

    """
    sheet = Sheet(posted)
    _without_symbol(sheet)
    found = Issue(
        language=sheet.word("language", LANGUAGES, missing=NO_LANGUAGE),
        title=sheet.line("title", missing=NO_TITLE, most=LONGEST_TITLE),
        text=sheet.prose("text", most=LONGEST_PAPER),
        issued_on=sheet.day("issued_on", missing="Give the day on which it comes out."),
        sort=sheet.word("class", CLASSES, missing=NO_CLASS) if first else None,
        derestricts_on=sheet.day_if_any("derestricts_on") if first else None,
        sponsors=sheet.participants("sponsors", roll=roll) if first else (),
    )
    sheet.close()
    return found


def lowering(posted: Mapping[str, str]) -> Lowering:
    """Read how a class is to be lowered.

    Raises:
        Invalid: with every complaint.

    """
    sheet = Sheet(posted)
    found = Lowering(
        sort=sheet.word("class", CLASSES, missing="Choose the class it is to have."),
        on=sheet.day("on", missing="Give the day from which it is to hold."),
        authority=sheet.line("authority", most=LONGEST_AUTHORITY),
        reason=sheet.prose("reason", most=LONGEST_REASON),
    )
    sheet.close()
    return found


def handed_in(posted: Mapping[str, str]) -> HandedIn:
    """Read what a member hands in.

    Raises:
        Invalid: with every complaint; also if a symbol was typed.

    """
    sheet = Sheet(posted)
    _without_symbol(sheet)
    found = HandedIn(
        title=sheet.line("title", missing=NO_TITLE, most=LONGEST_TITLE),
        language=sheet.word("language", LANGUAGES, missing=NO_LANGUAGE),
        text=sheet.prose("text", most=LONGEST_PAPER),
        sort=sheet.word("class", CLASSES, missing=NO_CLASS),
    )
    sheet.close()
    return found


def reason(posted: Mapping[str, str]) -> str:
    """Read why something is done.

    Raises:
        Invalid: no reason is given, or it cannot be accepted.

    """
    sheet = Sheet(posted)
    found = sheet.prose("reason", missing="Say why, in a sentence.", most=LONGEST_REASON)
    sheet.close()
    return found


def superseding(posted: Mapping[str, str]) -> str:
    """Read which paper takes the place of another, and give what stands for it in addresses.

    Raises:
        Invalid: what was typed is no symbol.

    """
    sheet = Sheet(posted)
    text = sheet.line("by", missing="Name the paper that takes its place.")
    symbol = parsed(text)
    if text and symbol is None:
        sheet.complaints.append(
            Complaint("Write the symbol as it stands on the paper.", field="by")
        )
    sheet.close()
    return symbol.slug if symbol else ""


def question(asked: Mapping[str, str]) -> Question[PaperSelection]:
    """Read ``q``, ``kind``, ``year``, ``state``, ``class``, ``participant``, ``sort``, ``page``."""
    read, given = asked_for(asked, LIST)
    order, descending = read.pop("order", (PaperOrder.SYMBOL, False))
    return Question(PaperSelection(**read, order=order, descending=descending), given)


def searched(asked: Mapping[str, str]) -> Question[PaperSelection]:
    """Read ``q`` and ``page`` of a search across bodies."""
    read, given = asked_for(asked, {name: LIST[name] for name in ("q", "page")})
    return Question(PaperSelection(**read), given)


def _order(text: str) -> tuple[PaperOrder, bool]:
    return PaperOrder(text.removeprefix("-")), text.startswith("-")


LIST: Readers = {
    "q": ("text", seen),
    "kind": ("kind", PaperKind),
    "year": ("year", whole),
    "state": ("state", PaperState),
    "class": ("sort", Class),
    "participant": ("participant", seen),
    "meeting": ("meeting", whole),
    "sort": ("order", _order),
    "page": ("page", whole),
}
"""What each word of an address is called in the selection, and what reads it."""


def _without_symbol(sheet: Sheet) -> None:
    """Complain of a symbol that was typed: only the register gives them."""
    if sheet.posted.get("symbol", "").strip():
        sheet.complaints.append(
            Complaint(
                "A symbol is never typed. The register gives the next one of its series; leave "
                "it out.",
                field="symbol",
            )
        )


def _kind(sheet: Sheet) -> PaperKind:
    return sheet.word("kind", KINDS, missing="Choose what kind of paper it is.")


def _suffix(sheet: Sheet) -> SuffixKind:
    return sheet.word(
        "suffix", SUFFIXES, missing="Choose whether it revises, adds to or corrects the paper."
    )


def _identity(sheet: Sheet, name: str) -> UUID | None:
    text = sheet.posted.get(name, "").strip()
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        sheet.complaints.append(
            Complaint("There is no such paper. Begin from the page of the paper.", field=name)
        )
        return None

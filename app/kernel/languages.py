"""The six official languages: which one a reader gets, how dates and refusals read in it."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from functools import lru_cache
from gettext import NullTranslations
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from app.kernel import days
from app.kernel.errors import Complaint
from app.kernel.sentences import Sentence

NUMBER = re.compile(r"(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?", re.ASCII)
"""A number as people declare it in a text."""

DATES_KEPT = 20_000
"""How many written dates a process remembers; every day of a century is half of it."""


class Language(StrEnum):
    """An official language of the United Nations; the value is its BCP 47 tag."""

    ARABIC = "ar"
    CHINESE = "zh"
    ENGLISH = "en"
    FRENCH = "fr"
    RUSSIAN = "ru"
    SPANISH = "es"

    @property
    def direction(self) -> str:
        """Say which way the script runs: ``ltr`` or ``rtl``."""
        return "rtl" if self is Language.ARABIC else "ltr"

    @property
    def endonym(self) -> str:
        """Give the language's name in itself."""
        return Locale.parse(self.value).get_display_name() or self.value


Translate = Callable[[str], str]


def chosen(wanted: Iterable[str], among: Iterable[Language]) -> Language:
    """Give the first wanted language (tags, best first) that there is, else English."""
    have = set(among)
    for tag in wanted:
        primary = tag.replace("_", "-").split("-")[0].lower()
        if primary in have:
            return Language(primary)
    return Language.ENGLISH


@lru_cache(maxsize=DATES_KEPT)
def long_date(on: date, language: str = Language.ENGLISH) -> str:
    """Write a calendar day as people read it: ``3 March 2027``."""
    pattern = "d MMMM y" if language == Language.ENGLISH else "long"
    return format_date(on, pattern, locale=language)


@lru_cache(maxsize=DATES_KEPT)
def dated(on: date, language: str = Language.ENGLISH) -> Markup:
    """Give a calendar day as a page shows it: as people read it, and as programs do."""
    return Markup('<time datetime="{}">{}</time>').format(on.isoformat(), long_date(on, language))


def month_of(on: date, language: str = Language.ENGLISH) -> str:
    """Write a day's month, short: ``Mar 2027``."""
    return format_date(on, "MMM y", locale=language)


def figure(value: Decimal | int, language: str = Language.ENGLISH) -> str:
    """Write a number with the language's separators."""
    return format_decimal(value, locale=language)


def measured(text: str, language: str = Language.ENGLISH) -> str:
    """Write a number that was declared as text, with the language's separators and every digit that
    was declared: ``1.20e25`` is 1.20 times ten to the 25th. What is no number stays as it is.
    """
    found = NUMBER.fullmatch(text)
    if found is None:
        return text
    whole, decimals, exponent = found.groups()
    pattern = "#,##0" + (f".{'0' * len(decimals)}" if decimals else "")
    number = Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)
    written = format_decimal(number, pattern, locale=language, decimal_quantization=False)
    if exponent is None:
        return written
    power = str(int(exponent)).replace("-", "\N{MINUS SIGN}")
    return Markup("{} \N{MULTIPLICATION SIGN} 10<sup>{}</sup>").format(written, power)


def told_day(text: str, language: str = Language.ENGLISH) -> str:
    """Write a day that was declared as text, as a page shows days; what is none stays as it is."""
    on = days.read(text)
    return dated(on, language) if on else text


def told_instant(text: str, language: str = Language.ENGLISH) -> str:
    """Write an instant that was declared as text, in the zone in which it was declared:
    ``3 March 2027, 14:05 (UTC+01:00)``. What is none stays as it is.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text  # a draft holds what was typed
    hour = format_datetime(at, "HH:mm", locale=language)
    zone = format_datetime(at, "xxx", locale=language) if at.tzinfo else ""
    zone = "UTC" if zone == "+00:00" else f"UTC{zone}"
    return Markup('<time datetime="{}">{}, {} ({})</time>').format(
        text, long_date(at.date(), language), hour, zone
    )


def percent(share: Decimal, language: str = Language.ENGLISH) -> str:
    """Write a share (0 to 1) to a tenth of a hundredth, never rounded up: ``55.1%``."""
    kept = Decimal(share).quantize(Decimal("0.001"), ROUND_DOWN)
    return format_percent(kept, "#,##0.#%", locale=language)


def listed(items: Iterable[str], language: str = Language.ENGLISH) -> str:
    """Join items as a sentence does: ``A, B and C``."""
    items = list(items)
    # English here goes without the comma before "and", as the United Nations write it
    locale = "en_GB" if language == Language.ENGLISH else language
    return format_list(items, locale=locale)


def said(sentence: Sentence, catalogue: NullTranslations, language: str = Language.ENGLISH) -> str:
    """Say a sentence in a language, its places filled the way that language writes them."""
    message = (
        catalogue.gettext(sentence.message)
        if sentence.many is None
        else catalogue.ngettext(sentence.message, sentence.many, sentence.count)
    )
    filled = {name: _written(v, catalogue, language) for name, v in sentence.places.items()}
    return message % filled if filled else message


def _written(value: object, catalogue: NullTranslations, language: str) -> str:
    match value:
        case Sentence():
            return said(value, catalogue, language)
        case tuple():
            return listed((_written(item, catalogue, language) for item in value), language)
        case date():
            return long_date(value, language)
        case Decimal():
            return percent(value, language)
        case int():
            return figure(value, language)
        case _:
            return str(value)


def filters(
    language: Callable[[], str], catalogue: Callable[[], NullTranslations] = NullTranslations
) -> dict[str, Callable[..., Any]]:
    """Give the template filters that pages and prints share, in the language that is asked for.

    ``said`` leaves text as it is: what a print shows was said when its facts were frozen.
    """
    written = (long_date, dated, month_of, figure, percent, listed)
    declared = (measured, told_day, told_instant)
    return {
        "said": lambda it: said(it, catalogue(), language()) if isinstance(it, Sentence) else it,
        **{each.__name__: _spoken(each, language) for each in (*written, *declared)},
    }


def _spoken(write: Callable[..., Any], language: Callable[[], str]) -> Callable[[Any], Any]:
    return lambda value: write(value, language())


def long_instant(at: datetime, seat: ZoneInfo, language: str = Language.ENGLISH) -> str:
    """Write an instant at the seat: ``3 March 2027, 14:05 (Europe/Vienna)``."""
    local = at.astimezone(seat)
    hour = format_datetime(local, "HH:mm", locale=language)
    return f"{long_date(local.date(), language)}, {hour} ({seat.key})"


def sentence(complaint: Complaint, translate: Translate) -> str:
    """Give a complaint's sentence in the reader's language, its places filled."""
    message = translate(complaint.message)
    return message % complaint.parameters if complaint.parameters else message

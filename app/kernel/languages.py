"""The six official languages: which one a reader gets, how dates and refusals read in it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime

from app.kernel.errors import Complaint


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


def long_date(on: date, language: str = Language.ENGLISH) -> str:
    """Write a calendar day as people read it: ``3 March 2027``."""
    pattern = "d MMMM y" if language == Language.ENGLISH else "long"
    return format_date(on, pattern, locale=language)


def long_instant(at: datetime, seat: ZoneInfo, language: str = Language.ENGLISH) -> str:
    """Write an instant at the seat: ``3 March 2027, 14:05 (Europe/Vienna)``."""
    local = at.astimezone(seat)
    hour = format_datetime(local, "HH:mm", locale=language)
    return f"{long_date(local.date(), language)}, {hour} ({seat.key})"


def sentence(complaint: Complaint, translate: Translate) -> str:
    """Give a complaint's sentence in the reader's language, its places filled."""
    message = translate(complaint.message)
    return message % complaint.parameters if complaint.parameters else message

"""What a reader asks of the list of notifications, and the number in an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.kernel.errors import NotFound
from app.treaties.values.notifications import NotificationNumber, NotificationSelection

SLUG = re.compile(r"(\d{4})-([1-9]\d{0,8})", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
PAGE = re.compile(r"[1-9]\d{0,5}", re.ASCII)
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, as far as it could be read; what could not be counts as not asked."""

    selection: NotificationSelection
    given: Mapping[str, str]
    """The words of the address that could be read, for the form and for links."""

    def query(self, **changed: str | int | None) -> str:
        """Write the query string that asks the same with other words changed or left out."""
        words = {name: word for name, word in ({**self.given, **changed}).items() if word}
        return f"?{urlencode(words)}" if words else ""


def asked(query: Mapping[str, str]) -> Asked:
    """Read ``treaty``, ``year`` and ``page``."""
    treaty = query.get("treaty", "").strip()[:LONGEST]
    year, page = query.get("year", ""), query.get("page", "")
    year = year if YEAR.fullmatch(year) else ""
    page = page if PAGE.fullmatch(page) else ""
    wanted = NotificationSelection(treaty, int(year) if year else None, int(page or 1))
    words = {"treaty": treaty, "year": year, "page": page}
    return Asked(wanted, {name: word for name, word in words.items() if word})


def notification_number(slug: str) -> NotificationNumber:
    """Read a notification's number from an address.

    Raises:
        NotFound: nothing could have it.

    """
    found = SLUG.fullmatch(slug)
    if found is None:
        raise NotFound.because("There is no notification of this number.")
    return NotificationNumber(int(found[1]), int(found[2]))

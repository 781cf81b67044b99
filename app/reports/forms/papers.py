"""What a reader asks of a paper: of which year or period, as known on which day."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.kernel import days
from app.kernel.errors import NotFound
from app.reports.values import Among

Given = Mapping[str, str]


def year(given: Given, years: Sequence[int]) -> int:
    """Read a year among those that have a paper; without one it is the first.

    Raises:
        NotFound: there is no paper of it.

    """
    wanted = given.get("year", "").strip() or str(years[0])
    found = next((each for each in years if str(each) == wanted), None)
    if found is None:
        raise NotFound.because("There is no paper of this year. Choose one from the list.")
    return found


def period(given: Given, periods: Sequence[str], *, usual: str | None) -> str:
    """Read a period among those that have a paper; without one it is the usual.

    Raises:
        NotFound: there is no paper of it, or of any.

    """
    wanted = given.get("period", "").strip() or usual
    if wanted is None:
        raise NotFound.because("Nothing is owed yet: there is no paper of any period.")
    if wanted not in periods:
        raise NotFound.because("There is no paper of this period. Choose one from the list.")
    return wanted


def among(given: Given) -> Among:
    """Read which treaties are wanted; what is none of the choices is the Agency's own."""
    wanted = given.get("among", "").strip()
    return Among(wanted) if wanted in set(Among) else Among.OWN


def known_on(given: Given, *, today: date) -> date:
    """Read the day on which the register is to have been known, today unless another is given.

    Raises:
        NotFound: it is no day, or one that has not come.

    """
    wanted = given.get("known_on", "").strip()
    found = days.read(wanted) if wanted else today
    if found is None or found > today:
        raise NotFound.because(
            "“%(text)s” is no day that has come. Write it as 2027-03-14.", text=wanted
        )
    return found

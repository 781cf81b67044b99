"""What an event calls for: from when its period runs, and which of the obligations is met."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.declarations.rules.kinds import instant
from app.declarations.rules.opening import HEADER, staged
from app.declarations.rules.reading import held
from app.declarations.values.context import Outcome
from app.declarations.values.figures import figure
from app.declarations.values.forms import Content, Form
from app.declarations.values.problems import Problem
from app.kernel import days
from app.kernel.clock import end_of_day
from app.kernel.errors import Complaint
from app.kernel.sentences import Sentence
from app.obligations.values import Obligation

NOTICES: Mapping[bool, str] = {False: "f5-notice", True: "f5-danger"}
"""Under which obligation a first notice falls: whether danger to life is imminent (article 9)."""

LATER = ("f5-update", "f5-final")
"""What a first notice calls for after it, counted from the same awareness."""

BEFORE_START = "f3-a"
"""What a run of which much was expected calls for before it starts."""

ABOVE = ("F3", "B")
"""The form and stage at which a run is told of that has not been declared before its start."""

COUNTED: Mapping[tuple[str, str | None], tuple[str, str]] = {
    ("F3", "A"): ("compute", "start"),
    ("F3", "B"): ("compute", "known_on"),
    ("F3", "C"): ("compute", "actual_end"),
    ("F3", "D"): ("weights", "released_on"),
    ("F5", "first"): ("notice", "authority_aware"),
    ("F5", "update"): ("notice", "authority_aware"),
    ("F5", "final"): ("notice", "authority_aware"),
}
"""Which answer a period runs from, by form and stage; of a change on form F1 it is its period."""

YEARS = range(2000, 2200)
"""In which an event lies that anybody can mean."""


def told(law: Obligation, content: Content, *, period: str, seat: ZoneInfo) -> datetime | None:
    """Give what an obligation's period runs from, or None where nothing calls for it or says it.

    A day begins at midnight at the seat.
    """
    if not law.is_eventful:
        return None
    section, question = _counted(law)
    answer = held(content, section).get(question) if section != HEADER else period[:10]
    begins = _midnight(answer, seat)
    return (instant(answer) or begins) if begins else None


def fitting(code: str, content: Content) -> str:
    """Give the obligation that a content meets: a first notice is due in 24 hours, not 72, where
    danger to life is imminent, whatever it was begun as.
    """
    if code not in NOTICES.values():
        return code
    return NOTICES[held(content, "notice").get("imminent") is True]


def alternatives(code: str) -> tuple[str, ...]:
    """Give the obligations of which one event calls for one alone, beginning with this one."""
    others = tuple(each for each in NOTICES.values() if each != code)
    return (code, *others) if code in NOTICES.values() else (code,)


def also_called_for(
    law: Obligation, form: Form, content: Content, *, told: datetime | None, seat: ZoneInfo
) -> tuple[tuple[str, datetime], ...]:
    """Give what else the same event calls for, and from when the period of each runs.

    An update and a final report follow a first notice. A run that is expected to be so large was to
    be declared before its start: missed, that declaration is late, and this one is not.
    """
    if told is not None and law.code in NOTICES.values():
        return tuple((code, told) for code in LATER)
    start = _midnight(held(content, "compute").get("start"), seat)
    if (law.form, law.stage) == ABOVE and start is not None and _is_very_large(form, content):
        return ((BEFORE_START, start),)
    return ()


def _is_very_large(form: Form, content: Content) -> bool:
    planned = figure(held(content, "compute").get("planned"))
    return planned is not None and planned.value >= form.thresholds["stage_a"]


def wrong_outcome(law: Obligation, outcome: Outcome) -> Iterator[Complaint]:
    """An event that happened is neither nothing nor no change."""
    if law.is_eventful and outcome is not Outcome.FILED:
        yield Complaint("What an event calls for is filed with its content.", field="outcome")


def problems(
    law: Obligation, form: Form, content: Content, *, period: str, at: datetime, seat: ZoneInfo
) -> Iterator[Problem]:
    """Give what is wrong with a declaration by the obligation it is filed under: another stage than
    that, or an event that lies ahead where it has to lie behind.
    """
    found = told(law, content, period=period, seat=seat)
    counted, question = _counted(law)
    if found and found > at and law.has_happened:
        yield Problem(counted, question, question, Sentence.of("This lies in the future."))
    if law.is_eventful and not found and held(content, counted).get(question):
        yield Problem(counted, question, question, Sentence.of("No event lies on such a day."))
    section = staged(form)
    if law.stage is None or section is None:
        return
    if held(content, section).get("stage") not in (None, law.stage):
        message = Sentence.of(
            "This declaration is about another stage. Choose that one here, or begin a declaration "
            "of this stage."
        )
        yield Problem(section, "stage", "stage", message)


def _midnight(answer: object, seat: ZoneInfo) -> datetime | None:
    """Give when the day of an answer begins at the seat; None where no event lies on such a day."""
    on = days.read(answer[:10]) if isinstance(answer, str) else None
    return end_of_day(on - timedelta(days=1), seat) if on and on.year in YEARS else None


def _counted(law: Obligation) -> tuple[str, str]:
    return COUNTED.get((law.form, law.stage), (HEADER, "period"))

"""Where one participant stands toward a treaty, and everything it did under it."""

from dataclasses import dataclass
from datetime import date

from app.treaties.rules.competence import Competence, competences
from app.treaties.rules.course import Course
from app.treaties.rules.table import Row, rows
from app.treaties.values.acts import Act
from app.treaties.values.clauses import Definition


@dataclass(frozen=True, slots=True)
class Involvement:
    """A participant and a treaty on one day."""

    definition: Definition
    row: Row | None
    """Where it stands; None if it did nothing and may not join, or does not exist."""
    acts: tuple[Act, ...]
    """What it had done by then, the latest first."""
    competences: tuple[Competence, ...] = ()
    """What it declared, as a regional organisation, to be competent for; the latest first."""


def involvement(course: Course, code: str, *, as_of: date, language: str) -> Involvement:
    """Give a participant's part in a treaty on a day, by what had been deposited up to it."""
    standing = course.of(code, as_of)
    laid_out = rows([standing] if standing else [], roll=course.roll, language=language)
    done = [act for act in course.acts if act.participant == code and act.deposited_on <= as_of]
    latest = sorted(done, key=lambda act: (act.deposited_on, act.number), reverse=True)
    row = next(iter(laid_out), None)
    return Involvement(course.definition, row, tuple(latest), competences(done, as_of))

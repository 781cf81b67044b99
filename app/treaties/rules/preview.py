"""What recording an act would change: looked at before it is prepared, and before it counts."""

from datetime import date

from app.participants.values import Roll
from app.treaties.rules.acceptance import examined
from app.treaties.rules.course import course_of
from app.treaties.rules.scenario import comparison, supposed
from app.treaties.values.acts import Act
from app.treaties.values.dossier import Dossier
from app.treaties.values.intake import Consequences
from app.treaties.values.status import TreatyStatus


def consequences(dossier: Dossier, act: Act, *, roll: Roll, today: date) -> Consequences:
    """Give what the treaty would be today with the act, beside what it is.

    An act that replaces another is looked at in its place.
    """
    would_be = supposed(dossier, [act], on=today)
    fresh = would_be.acts[len(dossier.acts) :]
    examination = examined(dossier, fresh, roll=roll, today=today)
    warnings = tuple(finding.complaint for finding in examination.warnings)
    if examination.refusals:
        refusals = tuple(finding.complaint for finding in examination.refusals)
        return Consequences(None, refusals, warnings, ())
    before, after = course_of(dossier, roll).on(today), course_of(would_be, roll).on(today)
    return Consequences(comparison(before, after), (), warnings, notified(after))


def notified(status: TreatyStatus) -> tuple[str, ...]:
    """Give who is told: the parties and those entitled to become parties (VCLT, art. 77(1)(e))."""
    return tuple(each.code for each in status.participants if not each.historical)

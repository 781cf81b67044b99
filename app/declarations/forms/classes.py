"""The class that a state sets for a section, as its page posts it."""

from collections.abc import Mapping

from app.declarations.values.classes import Class
from app.declarations.values.filing import Classes
from app.declarations.values.forms import Section
from app.kernel.errors import Invalid

FIELD = "section-class"


def classes(section: Section, posted: Mapping[str, str], *, kept: Classes) -> Classes:
    """Give the classes that hold in a section: what was chosen for it, and what its answers have.

    Raises:
        Invalid: what was posted is no class.

    """
    chosen = posted.get(FIELD, "")
    if chosen not in set(Class):
        raise Invalid.because("Choose a class for this section.", field=FIELD)
    within = {place: grade for place, grade in kept.items() if place != section.name}
    if Class(chosen) is section.grade:
        return within
    return {section.name: Class(chosen), **within}

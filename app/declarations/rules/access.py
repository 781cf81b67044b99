"""Who may read a declaration, and which parts of it. Its twin in SQL is ``queries.access``.

A draft is the state's alone. What was submitted, the secretariat's declarations officers and the
director know of, the auditor too, who never reads content. A portion is read by its class
(Statute, article 8): unclassified and restricted ones by those officers; a protected one by the
state alone, until somebody has a grant for it. Unclassified portions are published once the
version of record is in good order, where the obligation's policy says so.
"""

from collections.abc import Iterator

from app.declarations.values.classes import Class
from app.declarations.values.filing import Classes, Status, Whose
from app.declarations.values.forms import Form, Question, Section, Table
from app.kernel.actor import DELEGATES, Actor, Role
from app.kernel.errors import Complaint
from app.obligations.values import Publication

OFFICERS = frozenset({Role.DECLARATIONS_OFFICER, Role.DIRECTOR})
"""Who reads what is unclassified or restricted, of every state."""

KNOWING = OFFICERS | {Role.AUDITOR}
"""Who may know of every version that was submitted."""

READ_BY_OFFICERS = frozenset({Class.UNCLASSIFIED, Class.RESTRICTED})

ORDER = tuple(Class)
"""From the lowest to the highest."""

SETTABLE = (Class.UNCLASSIFIED, Class.RESTRICTED, Class.PROTECTED)
"""What a state sets for what it enters: highly protected content is never entered."""


LONGEST_PLACE = 120
"""Characters that are told again of a part that there is not."""


def is_own(actor: Actor, whose: Whose) -> bool:
    """Say whether somebody speaks for the state that declares."""
    return actor.role in DELEGATES and actor.participant == whose.participant


def is_published(whose: Whose) -> bool:
    """Say whether everybody may know of a version."""
    return (
        whose.of_record
        and whose.status is Status.IN_GOOD_ORDER
        and whose.publication is Publication.PUBLIC
    )


def may_know(actor: Actor, whose: Whose) -> bool:
    """Say whether somebody may know that there is such a version."""
    if is_own(actor, whose) or actor.role is Role.SYSTEM:
        return True
    if whose.status is Status.DRAFT:
        return False
    return actor.role in KNOWING or is_published(whose)


def follows(actor: Actor, participant: str) -> bool:
    """Say whether somebody sees every step with a state's declarations, and who took it.

    Of what is published everybody sees that it was filed and what it says, and no more.
    """
    own = actor.role in DELEGATES and actor.participant == participant
    return own or actor.role in KNOWING or actor.role is Role.SYSTEM


def may_read(actor: Actor, whose: Whose, grade: Class) -> bool:
    """Say whether somebody may read a portion of a version that has this class."""
    if not may_know(actor, whose):
        return False
    if is_own(actor, whose) or actor.role is Role.SYSTEM:
        return True
    if actor.role in OFFICERS and grade in READ_BY_OFFICERS:
        return True
    return is_published(whose) and grade is Class.UNCLASSIFIED


def readable_classes(actor: Actor, whose: Whose) -> frozenset[Class]:
    """Give the classes of which somebody may read the portions of a version."""
    return frozenset(grade for grade in Class if may_read(actor, whose, grade))


def class_of(section: Section, table: Table | None, question: Question, given: Classes) -> Class:
    """Give the class of one answer: what the state has set, else the form's.

    A section that its state has raised takes every answer in it along.
    """
    whole = given.get(section.name, section.grade)
    own = given.get(f"{section.name}.{question.name}")
    if own is not None:
        return own
    usual = question.grade or (table.grade if table else None)
    if usual is None:
        return whole
    return max(usual, whole, key=ORDER.index) if whole != section.grade else usual


def wrong_classes(form: Form, given: Classes) -> Iterator[Complaint]:
    """Say what is wrong with the classes that a state sets."""
    known = {section.name for section in form.sections} | {
        f"{section.name}.{question.name}"
        for section in form.sections
        for _table, question in section.everything()
    }
    for place, grade in given.items():
        if place not in known:
            named = {"place": place[:LONGEST_PLACE]}
            yield Complaint("The form has no part “%(place)s”.", named, field="class")
        elif grade not in SETTABLE:
            yield Complaint(
                "What is highly protected is never entered here. Deliver it on paper or on a "
                "sealed medium; only where it is kept is recorded.",
                field="class",
            )

"""Recording who read what is classified, for the state whose it is."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.declarations.models import (
    Declaration,
    DeclarationPortion,
    DeclarationReading,
    DeclarationVersion,
)
from app.declarations.queries import versions
from app.declarations.rules.portions import names_file
from app.declarations.values.classes import Class
from app.declarations.values.filing import Hand

ONE_READING = timedelta(minutes=10)
"""Within which the same person who looks at the same sections again is not noted again."""


def note_reading(
    session: Session,
    version: DeclarationVersion,
    portions: Sequence[DeclarationPortion],
    *,
    hand: Hand,
) -> None:
    """Record that somebody was shown sections of a version, if any of them is classified.

    A page that is loaded again, or goes on to another page of the same version, is one reading.
    """
    sections = sorted({each.section for each in portions if each.grade is not Class.UNCLASSIFIED})
    since = hand.at - ONE_READING
    if sections and sections not in versions.noted(session, version, by=hand.by, since=since):
        session.add(
            DeclarationReading(
                declaration_id=version.declaration_id,
                number=version.number,
                account=hand.by.account,
                role=hand.by.role,
                at=hand.at,
                sections=sections,
            )
        )
        session.flush()


def note_file(session: Session, declaration: Declaration, file: UUID, *, hand: Hand) -> None:
    """Record that somebody was given a file that a classified section of a version names.

    It is the latest version that does, of those that they may read.
    """
    for version in versions.versions(session, declaration, by=hand.by):
        portions = versions.portions(session, version, by=hand.by)
        naming = [each for each in portions if names_file(each.content, file)]
        if naming:
            note_reading(session, version, naming, hand=hand)
            return

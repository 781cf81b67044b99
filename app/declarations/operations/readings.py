"""Recording who read what is classified, for the state whose it is."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.declarations.models import DeclarationPortion, DeclarationReading, DeclarationVersion
from app.declarations.values.classes import Class
from app.declarations.values.filing import Hand


def note_reading(
    session: Session,
    version: DeclarationVersion,
    portions: Sequence[DeclarationPortion],
    *,
    hand: Hand,
) -> None:
    """Record that somebody was shown sections of a version, if any of them is classified."""
    sections = sorted({each.section for each in portions if each.grade is not Class.UNCLASSIFIED})
    if sections:
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

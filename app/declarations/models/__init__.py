"""The tables of declarations: what is drafted, what was submitted, and what became of it."""

from app.declarations.models.drafts import Declaration, DeclarationDraft, DeclarationSection
from app.declarations.models.versions import (
    DeclarationPortion,
    DeclarationReading,
    DeclarationStep,
    DeclarationVersion,
)

__all__ = [
    "Declaration",
    "DeclarationDraft",
    "DeclarationPortion",
    "DeclarationReading",
    "DeclarationSection",
    "DeclarationStep",
    "DeclarationVersion",
]

"""Every question about treaties: the register, the desk, the notifications."""

from app.treaties.queries.intake import openings as desk_openings
from app.treaties.queries.notifications import openings as notification_openings
from app.treaties.queries.register import (
    ACT,
    action,
    content,
    course,
    courses,
    dependents,
    dossier,
    ids,
    last_entry,
    listing,
    mark,
    openings,
    ours,
    titles,
)
from app.treaties.queries.text_corrections import openings as text_correction_openings

__all__ = [
    "ACT",
    "action",
    "content",
    "course",
    "courses",
    "dependents",
    "desk_openings",
    "dossier",
    "ids",
    "last_entry",
    "listing",
    "mark",
    "notification_openings",
    "openings",
    "ours",
    "text_correction_openings",
    "titles",
]

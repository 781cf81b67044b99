"""The pages of declarations: a state's desk and its drafts, the secretariat's review, receipts."""

from app.declarations.views import (
    comparing,
    desk,
    drafting,
    entering,
    files,
    published,
    receipts,
    sections,
    tables,
    verifying,
    versions,
    workbooks,
)
from app.declarations.views.blueprint import pages

__all__ = [
    "comparing",
    "desk",
    "drafting",
    "entering",
    "files",
    "pages",
    "published",
    "receipts",
    "sections",
    "tables",
    "verifying",
    "versions",
    "workbooks",
]

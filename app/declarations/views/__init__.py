"""The pages of declarations: a state's desk and its drafts, the secretariat's review, receipts."""

from app.declarations.views import desk, drafting, files, receipts, sections, versions
from app.declarations.views.blueprint import pages

__all__ = ["desk", "drafting", "files", "pages", "receipts", "sections", "versions"]

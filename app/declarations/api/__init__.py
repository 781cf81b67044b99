"""Declarations for programs: the forms' schemas, drafts, submissions and receipts."""

from app.declarations.api import drafting, files, filing, reading, receipts, workbooks
from app.declarations.api.blueprint import api

__all__ = ["api", "drafting", "files", "filing", "reading", "receipts", "workbooks"]

"""Declarations for programs: the forms' schemas, drafts, submissions and receipts."""

from app.declarations.api import drafting, filing, reading, receipts
from app.declarations.api.blueprint import api

__all__ = ["api", "drafting", "filing", "reading", "receipts"]

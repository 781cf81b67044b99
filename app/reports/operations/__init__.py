"""Asking for prints: their facts are gathered now, and a worker prints them later."""

from app.reports.operations.prints import (
    notification_facts,
    owe_notifications,
    owe_receipts,
    published_by,
    receipt_facts,
    request_declaration,
    request_reporting,
    request_status,
    requested_status,
    status_facts,
)

__all__ = [
    "notification_facts",
    "owe_notifications",
    "owe_receipts",
    "published_by",
    "receipt_facts",
    "request_declaration",
    "request_reporting",
    "request_status",
    "requested_status",
    "status_facts",
]

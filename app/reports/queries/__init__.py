"""What reports look up that no slice below looks up for itself."""

from app.reports.queries.prints import (
    house,
    print_of,
    print_of_receipt,
    seal,
    sealed,
    unprinted,
    unreceipted,
)

__all__ = [
    "house",
    "print_of",
    "print_of_receipt",
    "seal",
    "sealed",
    "unprinted",
    "unreceipted",
]

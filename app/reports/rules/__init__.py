"""What prints say, as facts: everything their pages show, ready to print.

Sentences are said, names are chosen and figures are counted here; the press only sets them.
"""

from app.reports.rules.declaration import Shown, declaration
from app.reports.rules.freezing import LANGUAGE, Facts
from app.reports.rules.notification import depositary_notification
from app.reports.rules.receipt import declaration_receipt
from app.reports.rules.reporting import reporting_status
from app.reports.rules.status import ratification_status, touched

__all__ = [
    "LANGUAGE",
    "Facts",
    "Shown",
    "declaration",
    "declaration_receipt",
    "depositary_notification",
    "ratification_status",
    "reporting_status",
    "touched",
]

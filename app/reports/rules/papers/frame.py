"""What every paper of the governing body begins with: what it is, for whom, of which class."""

from datetime import date

from app.declarations.values.classes import Class
from app.documents.values import Audience
from app.obligations.values import Obligation, Publication
from app.reports.rules.freezing import Facts
from app.reports.values import Publisher


def frame(
    title: str,
    *,
    file_name: str,
    subject: str,
    on: date,
    audience: Audience,
    publisher: Publisher,
) -> Facts:
    """Give what stands on every page of a paper that was made on a day.

    A paper holds nothing that anybody has declared, only whether and when something was received:
    its class is the lowest, whoever its readers are.
    """
    return {
        "title": title,
        "file_name": file_name,
        "subject": subject,
        "agency": publisher.agency,
        "demonstration": publisher.demonstration,
        "rehearsal": publisher.rehearsal,
        "known_on": on,
        "readers": audience.readers.value,
        "grade": Class.UNCLASSIFIED.value,
    }


def is_counted(obligation: Obligation) -> bool:
    """Say whether papers speak of an obligation: of what is reserved they say nothing at all.

    That an incident was filed is itself not public, and whoever stated that there was none would
    tell of those who did not.
    """
    return obligation.publication is Publication.PUBLIC

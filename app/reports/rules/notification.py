"""What the print of a depositary notification says."""

from datetime import date

from app.participants.values import Roll
from app.reports.rules.freezing import LANGUAGE, Facts, frozen
from app.reports.values import Publisher, Seal
from app.treaties.rules import notification_words as words
from app.treaties.rules.document import short_name
from app.treaties.rules.notification_sheet import particulars, passages
from app.treaties.values.clauses import Definition
from app.treaties.values.notifications import NotificationNumber, Occasion


def depositary_notification(
    number: NotificationNumber,
    occasion: Occasion,
    definition: Definition,
    *,
    issued_on: date,
    addressed: int,
    roll: Roll,
    seal: Seal,
    publisher: Publisher,
) -> Facts:
    """Give the facts of a notification's print; ``addressed`` counts those it goes to."""

    def name(code: str) -> str:
        return short_name(code, roll=roll, language=LANGUAGE)

    headline: str = frozen(words.headline(occasion, name=name))
    facts = occasion.facts
    return {
        "title": f"{number}: {headline}",
        "file_name": str(number).replace("/", "-"),
        "subject": number.address,
        "agency": publisher.agency,
        "demonstration": publisher.demonstration,
        "rehearsal": publisher.rehearsal,
        "known_on": issued_on,
        "number": str(number),
        "issued_on": issued_on,
        "headline": headline,
        "treaty": {
            "title": definition.title,
            "adopted_on": definition.adopted_on,
            "adopted_at": definition.adopted_at,
        },
        "corrects": str(occasion.corrects) if occasion.corrects else None,
        "paragraphs": [frozen(each) for each in words.paragraphs(occasion, name=name)],
        "particulars": [
            [frozen(label), frozen(value)]
            for label, value in particulars(occasion, issued_on=issued_on, name=name)
        ],
        "text": facts.get("text", ""),
        "texts": list(passages(occasion)),
        "proposed": occasion.kind.value == "text_correction_proposed",
        "addressed": addressed,
        "ledger": {"index": seal.index, "commitment": seal.commitment},
    }

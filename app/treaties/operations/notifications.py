"""Notifying those entitled, where the Agency is the depositary: numbered, sealed, owed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from gettext import NullTranslations
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.accounts.queries.missions import reached
from app.correspondence import operations as correspondence
from app.correspondence.values import Owed, Recipient
from app.kernel import numbering
from app.kernel.actor import Actor
from app.kernel.languages import said
from app.ledger import operations as ledger
from app.ledger.rules.canonical import canonical
from app.ledger.values import Deed
from app.participants.values import Roll
from app.treaties import queries
from app.treaties.models import Notification
from app.treaties.rules import notification_words as words
from app.treaties.rules.document import short_name
from app.treaties.rules.intake import is_mirror
from app.treaties.rules.notifications import notification_content, standing_facts
from app.treaties.rules.preview import notified
from app.treaties.values.notifications import NotificationNumber, Occasion
from app.treaties.values.status import TreatyStatus

ISSUED = "notification.issued"
TEMPLATE = "depositary_notification"

Reached = Mapping[str, Sequence[Recipient]]


def notify(
    session: Session,
    occasions: Sequence[Occasion],
    *,
    by: Actor,
    at: datetime,
    today: date,
    roll: Roll,
) -> list[NotificationNumber]:
    """Notify the parties and those entitled to become parties of each occasion, in order.

    In one transaction with what is notified: numbers, records and letters are owed together; the
    print follows. Where another is the depositary nobody is notified, and no number is given. It
    appends to the ledger; the caller's own entries come before or after, and no other series of
    numbers is taken after it.

    Raises:
        NotFound: there is no such treaty.

    """
    ours = [each for each in occasions if not _is_mirror(session, each.treaty)]
    if not ours:
        return []
    standings = {
        each.treaty: queries.course(session, each.treaty, roll=roll).on(today) for each in ours
    }
    entitled = {treaty: notified(status) for treaty, status in standings.items()}
    found = reached(session, {code for codes in entitled.values() for code in codes}, on=today)
    sealed = [_sealed(each, standings[each.treaty]) for each in ours]
    numbers = _numbers(session, len(sealed), today=today)
    issued = [
        _row(number, each, addressed_to=entitled[each.treaty], reached=found, on=today)
        for number, each in zip(numbers, sealed, strict=True)
    ]
    _record(session, issued, by=by, at=at)
    _owe(session, sealed, issued, reached=found, roll=roll, at=at)
    return numbers


def _is_mirror(session: Session, treaty: str) -> bool:
    return is_mirror(queries.dossier(session, treaty).definition)


def _sealed(occasion: Occasion, status: TreatyStatus) -> Occasion:
    """Give an occasion with its facts as they are sealed, and how its treaty stands."""
    facts = {**occasion.facts, "standing": standing_facts(status)}
    return replace(occasion, facts=json.loads(canonical(facts)))


def _numbers(session: Session, count: int, *, today: date) -> list[NotificationNumber]:
    """Take numbers of this year, under the ledger's lock: whoever takes any holds that first.

    So two writers cannot wait for each other, whatever each of them has appended before.
    """
    ledger.lock(session)
    first = numbering.take(session, f"notification/{today.year}", count=count)
    return [NotificationNumber(today.year, serial) for serial in range(first, first + count)]


def _row(
    number: NotificationNumber,
    occasion: Occasion,
    *,
    addressed_to: Sequence[str],
    reached: Reached,
    on: date,
) -> dict[str, Any]:
    return {
        "year": number.year,
        "serial": number.serial,
        "kind": occasion.kind,
        "treaty_id": occasion.treaty,
        "participant": occasion.participant,
        "subject": occasion.subject,
        "facts": occasion.facts,
        "corrects_year": occasion.corrects and occasion.corrects.year,
        "corrects_serial": occasion.corrects and occasion.corrects.serial,
        "issued_on": on,
        "addressed_to": list(addressed_to),
        "on_paper": [code for code in addressed_to if code not in reached],
    }


def _record(session: Session, rows: Sequence[dict[str, Any]], *, by: Actor, at: datetime) -> None:
    """Seal notifications in the ledger, and write them down."""
    made = [Notification(**row) for row in rows]
    deeds = [_deed(each) for each in made]
    for row, seal in zip(rows, ledger.append(session, deeds, by=by, at=at), strict=True):
        row |= {"issued_at": at, "ledger_index": seal.index, "salt": seal.salt}
    session.execute(insert(Notification), rows)


def _deed(issued: Notification) -> Deed:
    content = notification_content(
        issued.number,
        issued.occasion,
        issued_on=issued.issued_on,
        addressed_to=issued.addressed_to,
        on_paper=issued.on_paper,
    )
    return Deed(ISSUED, issued.number.subject, content, on_behalf_of=issued.participant)


def _owe(
    session: Session,
    occasions: Sequence[Occasion],
    rows: Sequence[Mapping[str, Any]],
    *,
    reached: Reached,
    roll: Roll,
    at: datetime,
) -> None:
    """Owe everybody who can be reached each notification's letter, all in one statement."""
    owed = [
        letter
        for occasion, row in zip(occasions, rows, strict=True)
        for letter in _letters(session, occasion, row, reached=reached, roll=roll)
    ]
    correspondence.owe(session, owed, at=at)


def _letters(
    session: Session,
    occasion: Occasion,
    row: Mapping[str, Any],
    *,
    reached: Reached,
    roll: Roll,
) -> list[Owed]:
    number = NotificationNumber(row["year"], row["serial"])
    treaty = queries.dossier(session, occasion.treaty).definition

    def name(code: str) -> str:
        return short_name(code, roll=roll, language="en")

    plain = NullTranslations()
    facts = {
        "number": str(number),
        "treaty": treaty.title,
        "issued_on": row["issued_on"],
        "headline": said(words.headline(occasion, name=name), plain),
        "corrects": str(occasion.corrects) if occasion.corrects else "",
        "paragraphs": [said(each, plain) for each in words.paragraphs(occasion, name=name)],
    }
    return [
        Owed(
            occasion=f"notification/{number}/{to.person}",
            to=to,
            template=TEMPLATE,
            facts=facts,
            about=number.address,
            reference=str(number),
        )
        for code in row["addressed_to"]
        for to in reached.get(code, ())
    ]

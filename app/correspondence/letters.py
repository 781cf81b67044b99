"""Writing letters: one template, set twice, as text and as HTML, in the recipient's language.

``templates/mail/NAME.jinja`` holds a letter's subject and body, ``NAME.json`` facts with which it
can be looked at before there is one. It speaks through the pens ``p``, ``facts``, ``items`` and
``link``, which each medium has in its own way. Beside its own facts every letter has
``addressee``, ``link_to`` (the page it is about), ``agency`` and ``reference``; ``|day`` writes a
date, and of an instant the day at the seat. A fact that is not there is a fault, never a blank.

A letter about a meeting has a fact ``event`` (``id``, ``sequence``, ``starts_at``, ``ends_at``,
``changed_at``, ``place``, ``is_off``, ``is_private``) and a block ``event`` for its title: then a
third part goes with it, which calendar programs read (RFC 6047).
"""

import gettext
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import jinja2

from app.correspondence.models import Letter
from app.correspondence.rules import is_line
from app.correspondence.values import Composed, Recipient, Sender
from app.kernel import calendars
from app.kernel.clock import date_at
from app.kernel.errors import DomainError
from app.kernel.languages import Language, chosen, filters, long_date, long_instant
from app.kernel.runtime import Runtime

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "mail"
CATALOGUES = ROOT / "config" / "languages"

ENDING = ".jinja"
MINUTE = timedelta(minutes=1)

BLANKS = re.compile(r"\n{3,}")
"""More than the one blank line that stands between two paragraphs of plain text."""

SHOWN = ("From", "To", "Subject", "Date", "Message-ID")
"""The headers that a letter's page shows."""


class Unwritable(DomainError):
    """A letter cannot be written from its facts; the sentence says why."""


class Medium(StrEnum):
    """A way in which a letter is set; the value names its pens and its layout."""

    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a letter is written from."""

    key: UUID
    to: Recipient
    template: str
    facts: Mapping[str, Any]
    about: str
    reference: str = ""


def sender(runtime: Runtime) -> Sender:
    """Give who this installation's letters come from."""
    return Sender(
        runtime.seat_name,
        runtime.mail_from,
        runtime.public_url,
        runtime.demonstration,
        runtime.seat,
        runtime.rehearsal,
    )


def drafted(letter: Letter) -> Draft:
    """Give what an owed letter is written from."""
    to = Recipient(letter.person, letter.name, letter.address, letter.language)
    return Draft(letter.id, to, letter.template, letter.facts, letter.about, letter.reference)


@dataclass(frozen=True, slots=True)
class Kept:
    """What people look at of a message: its headers and its two parts."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


def kept(message: bytes) -> Kept:
    """Read a message of ours as it was sent."""
    read = message_from_bytes(message, _class=EmailMessage, policy=SMTP)
    parts = {part.get_content_subtype(): part.get_content() for part in read.iter_parts()}
    headers = tuple((name, str(read[name])) for name in SHOWN if name in read)
    return Kept(headers, parts["plain"], parts["html"])


def templates() -> list[str]:
    """List the names of the letters that can be written."""
    return sorted(path.stem for path in TEMPLATES.glob(f"*{ENDING}"))


def specimen(template: str) -> dict[str, Any]:
    """Give the facts with which a letter can be looked at before there is one."""
    facts: dict[str, Any] = json.loads((TEMPLATES / f"{template}.json").read_text())
    return facts


def compose(draft: Draft, *, sender: Sender, at: datetime) -> Composed:
    """Write a letter. The same draft at the same instant gives the same bytes.

    Raises:
        Unwritable: its template does not fit its facts, or a header would not be one line.

    """
    language = _language(draft.to.language)
    facts = dict(draft.facts) | {
        "addressee": draft.to.name,
        "link_to": f"{sender.public_url}{draft.about}",
        "reference": draft.reference,
    }
    try:
        subject = _subject(draft.template, language, facts, sender)
        entry = _entry(draft.template, language, facts, sender) if "event" in facts else None
        text, html = (
            _environment(medium, language, sender.seat)
            .get_template(f"{draft.template}{ENDING}")
            .render(
                facts,
                agency=sender.agency,
                demonstration=sender.demonstration,
                rehearsal=sender.rehearsal,
                subject=subject,
            )
            for medium in Medium
        )
    except (jinja2.TemplateError, ValueError) as fault:
        raise Unwritable.because(
            "The letter's template “%(template)s” does not fit its facts: %(fault)s. "
            "Whoever looks after this program must mend it.",
            template=draft.template,
            fault=str(fault),
        ) from fault
    text = BLANKS.sub("\n\n", text).strip() + "\n"
    message = _message(draft, subject, sender=sender, at=at)
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    if entry:
        _add_calendar(message, entry, draft.to, sender)
    message.set_boundary(f"=_{draft.key.hex}")
    return Composed(subject, text, html, message.as_bytes())


def _block(
    name: str, template: str, language: Language, facts: Mapping[str, Any], sender: Sender
) -> str:
    """Write one block of a letter's template by itself."""
    written = _environment(Medium.TEXT, language, sender.seat).get_template(f"{template}{ENDING}")
    context = written.new_context({**facts, "agency": sender.agency})
    return "".join(written.blocks[name](context)).strip()


def _subject(template: str, language: Language, facts: Mapping[str, Any], sender: Sender) -> str:
    subject = _block("subject", template, language, facts, sender)
    if not subject or not is_line(subject):
        raise Unwritable.because(
            "The letter's subject must be one line of characters that can be seen, "
            "and of no more than 300 of them."
        )
    return subject


def _entry(
    template: str, language: Language, facts: Mapping[str, Any], sender: Sender
) -> calendars.Entry:
    """Give the calendar's entry that goes with a letter."""
    event = facts["event"]
    return calendars.Entry(
        uid=f"{event['id']}@{urlsplit(sender.public_url).hostname or ''}",
        sequence=event["sequence"],
        starts_at=datetime.fromisoformat(event["starts_at"]),
        ends_at=datetime.fromisoformat(event["ends_at"]),
        changed_at=datetime.fromisoformat(event["changed_at"]),
        title=_block("event", template, language, facts, sender),
        place=event["place"],
        link=facts["link_to"],
        is_off=event["is_off"],
        is_private=event["is_private"],
    )


def _add_calendar(
    message: EmailMessage, entry: calendars.Entry, to: Recipient, sender: Sender
) -> None:
    """Add the part that calendar programs read, as the last of the alternatives."""
    organizer = calendars.Mailbox(sender.agency, sender.address)
    content = calendars.sent(
        entry, organizer=organizer, attendee=calendars.Mailbox(to.name, to.address)
    )
    method = {"method": calendars.method_of(entry)}
    message.add_alternative(content.decode(), subtype="calendar", params=method)


def _message(draft: Draft, subject: str, *, sender: Sender, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(sender.agency, addr_spec=sender.address)
        message["To"] = Address(draft.to.name, addr_spec=draft.to.address)
        message["Subject"] = subject
    except (ValueError, IndexError) as wrong:
        raise Unwritable.because(
            "The letter's name, address or subject cannot stand in a header: %(wrong)s.",
            wrong=str(wrong),
        ) from wrong
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{draft.key}@{sender.address.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def _language(tag: str) -> Language:
    """Give the language a letter is written in: the recipient's, where there is a catalogue."""
    spoken = [
        each for each in Language if (CATALOGUES / each / "LC_MESSAGES/messages.mo").is_file()
    ]
    return chosen([tag], among=spoken)


def _day(text: str, seat: ZoneInfo) -> date:
    """Give the day that a fact names: a date itself, an instant by its date at the seat."""
    return date_at(datetime.fromisoformat(text), seat) if "T" in text else date.fromisoformat(text)


def _last(text: str) -> datetime:
    """Give the last minute in which something is in time, of the first instant when it is late."""
    return datetime.fromisoformat(text) - MINUTE


@cache
def _environment(medium: Medium, language: Language, seat: ZoneInfo) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=medium is Medium.HTML,  # noqa: S701 (plain text is no markup)
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = gettext.translation("messages", CATALOGUES, [language], fallback=True)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= filters(lambda: language, lambda: catalogue)
    environment.filters["day"] = lambda text: long_date(_day(f"{text}", seat), language)
    environment.filters["moment"] = lambda text: long_instant(_last(f"{text}"), seat, language)
    environment.filters["instant"] = lambda text: long_instant(
        datetime.fromisoformat(text), seat, language
    )
    environment.filters["last_day"] = lambda text: long_date(
        date_at(_last(f"{text}"), seat), language
    )
    environment.globals |= {
        "pens": f"pens/{medium}{ENDING}",
        "layout": f"layouts/{medium}{ENDING}",
        "language": language.value,
        "direction": language.direction,
    }
    return environment

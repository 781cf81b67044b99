"""A letter says the same as text and as HTML, leads to its task, and has headers of one line."""

import email
from dataclasses import replace
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest

from app.correspondence import letters
from app.correspondence.letters import Draft, Unwritable, compose
from app.correspondence.values import Recipient, Sender
from tests.conftest import NOON, SEAT
from tests.correspondence.conftest import AMIRA, FACTS

SENDER = Sender(
    "Global AI Monitoring Agency",
    "register@gaima.example.org",
    "https://r.example.org",
    demonstration=False,
    seat=SEAT,
)
KEY = UUID("0f9f0f9f-0000-4000-8000-000000000001")


def draft(template: str = "note", to: Recipient = AMIRA, **facts: Any) -> Draft:
    return Draft(KEY, to, template, FACTS | facts, "/treaties/gaima-statute", "GAIMA/OUT/2027/1")


def message(wanted: Draft, sender: Sender = SENDER) -> EmailMessage:
    written = compose(wanted, sender=sender, at=NOON)
    read = email.message_from_bytes(written.message, policy=policy.SMTP)
    assert isinstance(read, EmailMessage)
    return read


def parts(read: EmailMessage) -> tuple[str, str]:
    text, html = read.get_body(["plain"]), read.get_body(["html"])
    assert text
    assert html
    return text.get_content(), html.get_content()


def test_its_headers_say_from_whom_to_whom_and_which() -> None:
    read = message(draft())
    assert read["From"] == "Global AI Monitoring Agency <register@gaima.example.org>"
    assert read["To"] == "Amira Haddad <amira.haddad@example.org>"
    assert read["Subject"] == FACTS["given_subject"]
    assert read["Message-ID"] == f"<{KEY}@gaima.example.org>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"].datetime == NOON


@pytest.mark.parametrize("template", letters.templates())
def test_every_template_is_written_from_its_specimen_in_both_media(template: str) -> None:
    wanted = Draft(KEY, AMIRA, template, letters.specimen(template), "/treaties/gaima-statute")
    text, html = parts(message(wanted))
    for medium in (text, html):
        assert "https://r.example.org/treaties/gaima-statute" in medium
        assert "{{" not in medium
        assert "None" not in medium
    assert "\n\n\n" not in text
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= 78
    assert not {"src=", "<img", "<link", "<script", "url("} & set(html.split())
    assert "http" not in html.replace("https://r.example.org/", "")


@pytest.mark.parametrize("template", letters.templates())
def test_facts_that_are_missing_are_a_fault_and_never_a_blank(template: str) -> None:
    bare = Draft(KEY, AMIRA, template, {}, "/")
    if letters.specimen(template):
        with pytest.raises(Unwritable, match="does not fit its facts"):
            compose(bare, sender=SENDER, at=NOON)


@pytest.mark.parametrize(
    ("fact", "day"),
    [
        ("2027-03-14", "14 March 2027"),
        ("2027-03-14T22:59:59.999999Z", "14 March 2027"),
        ("2027-03-14T23:00:00.000000Z", "15 March 2027"),
        ("2027-07-01T22:00:00.000000Z", "2 July 2027"),
    ],
)
def test_an_instant_is_told_as_the_seats_day(fact: str, day: str) -> None:
    changed = letters.specimen("account_changed") | {"on": fact}
    text, html = parts(message(Draft(KEY, AMIRA, "account_changed", changed, "/account")))
    assert day in text
    assert day in html


def test_the_same_letter_is_the_same_bytes() -> None:
    once, again = (compose(draft(), sender=SENDER, at=NOON).message for _ in range(2))
    later = compose(draft(), sender=SENDER, at=NOON + timedelta(minutes=1)).message
    assert once == again != later


def test_markup_in_facts_is_text() -> None:
    text, html = parts(message(draft(paragraphs=["<script>alert(1)</script> & more"])))
    assert "<script>alert(1)</script> & more" in text
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


def test_names_in_every_script_arrive_as_they_are() -> None:
    to = Recipient("account/8", "Ōkubo 久保, “Haddad” (أميرة)", "k@example.org", "ja")
    read = message(draft(to=to, given_subject="Réception – 批准書"))
    assert read["To"].addresses[0].display_name == to.name
    assert read["Subject"] == "Réception – 批准書"


def test_a_right_to_left_reader_gets_a_letter_with_a_language_and_a_direction() -> None:
    _, html = parts(message(draft()))
    assert '<html lang="en" dir="ltr">' in html


def test_a_demonstration_says_so() -> None:
    sender = replace(SENDER, demonstration=True)
    for medium in parts(message(draft(), sender)):
        assert "This is a demonstration" in medium
    for medium in parts(message(draft())):
        assert "demonstration" not in medium


@pytest.mark.parametrize(
    "subject",
    ["A\r\nBcc: all@example.org", "A\nB", "A\x00B", "A\u2028B", "A\u202eB", "  ", "A" * 301],
)
def test_a_subject_that_would_be_more_than_a_line_is_refused_with_a_sentence(subject: str) -> None:
    with pytest.raises(Unwritable, match="must be one line"):
        compose(draft(given_subject=subject), sender=SENDER, at=NOON)


@pytest.mark.parametrize(
    "to",
    [
        Recipient("a", "Amira\r\nBcc: all@example.org", "a@example.org", "en"),
        Recipient("a", "Amira", "a@example.org\r\nBcc: all@example.org", "en"),
        Recipient("a", "Amira", "a@example.org, b@example.org", "en"),
    ],
)
def test_a_name_or_an_address_that_came_past_every_check_still_writes_no_header(
    to: Recipient,
) -> None:
    with pytest.raises(Unwritable, match="cannot stand in a header"):
        compose(draft(to=to), sender=SENDER, at=NOON)

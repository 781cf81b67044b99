"""Letters that come back: read whatever is in the mailbox, believed as far as it proves itself."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app import routine
from app.correspondence import operations, queries
from app.correspondence.forms.returned import MOST_BYTES, MOST_NAMED, returned
from app.correspondence.models import Bounce, FailingAddress, Letter
from app.correspondence.operations.returned import HELD
from app.correspondence.rules import failing_as
from app.correspondence.values import FEW_RETURNED, Failing, LetterState, Returned, Sent
from app.kernel.actor import SYSTEM
from app.kernel.errors import NotFound
from app.kernel.mail import Nowhere
from app.kernel.runtime import Runtime
from app.processes.relay import Relay
from tests.conftest import NOON, StoppedClock
from tests.correspondence.conftest import AMIRA, owe, owed, to
from workers import correspondence

KEY = UUID("11111111-2222-4333-8444-555555555555")

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: register@gaima.example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b1
Content-Type: message/rfc822

From: register@gaima.example.org
To: {address}
Message-ID: <{key}@gaima.example.org>
Subject: Your instrument

The Agency has received your instrument.
--b1--
"""

PLAIN = """\
From: {sender}
To: register@gaima.example.org
In-Reply-To: <{headed}@gaima.example.org>
Subject: failure notice

Hi. This is the mail program at mx.example.net. I could not deliver your message.
<{address}>: 550 no such user here

--- Below this line is a copy of the message.
Message-ID: <{key}@gaima.example.org>
"""


def report(
    key: object = KEY,
    *,
    address: str = AMIRA.address,
    action: str = "failed",
    status: str = "5.1.1",
    words: str = "550 5.1.1 unknown user",
) -> bytes:
    """Write what a mail server reports as RFC 3464 has it."""
    return REPORT.format(
        key=key, address=address, action=action, status=status, words=words
    ).encode()


def plain(key: object, *, headed: object = "", sender: str = "MAILER-DAEMON@mx.test") -> bytes:
    """Write what an old mail server reports."""
    return PLAIN.format(key=key, headed=headed, sender=sender, address=AMIRA.address).encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (report(), Returned((KEY,), AMIRA.address, "5.1.1", "550 5.1.1 unknown user")),
        (
            report(status="", words="452 mailbox full"),
            Returned((KEY,), AMIRA.address, "4.0.0", "452 mailbox full"),
        ),
        (report(key="none"), Returned((), AMIRA.address, "5.1.1", "550 5.1.1 unknown user")),
        (report(action="delayed", status="4.4.1"), None),
        (report(action="delivered", status="2.1.5"), None),
        (report(key="none", address="no address"), None),
        (plain("none"), None),
        (plain("none", headed=KEY), None),
        (plain(KEY, sender="Amira Haddad <amira.haddad@example.org>"), None),
        (b"From: a@example.org\n\nThank you for your letter.\n", None),
        (b"", None),
        (plain(KEY).replace(b"550", b"450"), None),
        (report().replace(b"\n", b"\r\n"), returned(report())),
        (b"Content-Type: message/rfc822\n\n" * 8_000, None),
        (report() + b"x" * MOST_BYTES, returned(report())),
    ],
)
def test_only_a_failure_that_a_mail_server_reports_is_one(
    content: bytes, expected: Returned | None
) -> None:
    assert returned(content[:MOST_BYTES]) == expected


def test_a_plain_report_is_read_by_what_it_sends_back() -> None:
    found = returned(plain(KEY))
    assert found is not None
    assert (found.letters, found.address, found.status) == ((KEY,), "", "5.0.0")
    assert "550 no such user here" in found.words


def test_of_many_letters_that_a_report_names_few_are_looked_for() -> None:
    named = "\n".join(f"<{uuid4()}@gaima.example.org>" for _ in range(1_000))
    found = returned(plain(KEY) + named.encode())
    assert found is not None
    assert len(found.letters) == MOST_NAMED


SPOILT = st.sampled_from(
    [
        b"boundary*0*=\"x'y'z\"; boundary*1=q",
        b"charset*=utf-99''%ff",
        b"\xff\xfe\x00",
        b"\x00",
        b"Content-Transfer-Encoding: base64\n\n====",
        b"Content-Type: message/delivery-status\n\n",
        b"\n\n",
        b"--b1\n",
        b"Status: " + b"5" * 900,
    ]
)


@given(st.lists(st.one_of(SPOILT, st.binary(max_size=40)), max_size=6), st.integers(0, 900))
def test_nothing_that_is_in_a_message_raises(pieces: list[bytes], at: int) -> None:
    content = report()
    for piece in pieces:
        content = content[:at] + piece + content[at:]
    found = returned(content)
    assert found is None or "\0" not in found.words + found.address


@pytest.mark.parametrize(
    ("for_good", "proven", "lately", "expected"),
    [
        (True, True, 1, Failing.FOR_GOOD),
        (True, False, 1, None),
        (True, False, FEW_RETURNED, Failing.AT_TIMES),
        (False, True, FEW_RETURNED - 1, None),
        (False, True, FEW_RETURNED, Failing.AT_TIMES),
    ],
)
def test_what_proves_nothing_never_stops_letters(
    *, for_good: bool, proven: bool, lately: int, expected: Failing | None
) -> None:
    assert failing_as(for_good=for_good, proven=proven, lately=lately) is expected


@pytest.fixture
def house(runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """Give an installation with a mailbox; its letters are only laid into the spool."""
    mailbox = tmp_path / "mailbox"
    (mailbox / "new").mkdir(parents=True)
    house = replace(runtime, bounces=mailbox, post=Nowhere())
    monkeypatch.setattr(correspondence, "runtime", lambda: house)
    return house


def arrive(house: Runtime, *messages: bytes) -> None:
    assert house.bounces is not None
    for message in messages:
        (house.bounces / "new" / uuid4().hex).write_bytes(message)


def lying(house: Runtime, folder: str) -> list[str]:
    assert house.bounces is not None
    return sorted(each.name for each in (house.bounces / folder).iterdir())


def went(house: Runtime, occasion: str = "n/1", *, at: datetime = NOON) -> Letter:
    """Owe a letter, and record that it went out."""
    owe(house.database, [owed(occasion)], at=at)
    correspondence.hand_over()
    letter = named(house, occasion)
    with house.database.write(by=SYSTEM) as session:
        operations.sent(session, [Sent(letter.id, at, b"a message")])
    return letter


def named(house: Runtime, occasion: str) -> Letter:
    with house.database.read(by=SYSTEM) as session:
        return session.scalars(select(Letter).where(Letter.occasion == occasion)).one()


def marks(house: Runtime) -> list[tuple[str, Failing]]:
    with house.database.read(by=SYSTEM) as session:
        return [(each.address, each.failing) for each in queries.failing(session)]


def test_a_letter_that_came_back_has_failed_and_its_address_is_marked_once(
    house: Runtime, clock: StoppedClock
) -> None:
    letter = went(house)
    arrive(house, report(letter.id), report(letter.id))
    assert routine.take_back(house, clock.at) == 1
    back = named(house, "n/1")
    assert (back.state, back.sent_at) == (LetterState.FAILED, None)
    assert "550 5.1.1 unknown user" in str(back.failure)
    assert marks(house) == [(AMIRA.address, Failing.FOR_GOOD)]
    assert lying(house, "new") == []
    assert [name[-4:] for name in lying(house, "cur")] == [":2,S", ":2,S"]
    assert routine.take_back(house, clock.at) == 0


def test_nothing_goes_to_an_address_that_failed_until_somebody_decides(
    house: Runtime, clock: StoppedClock
) -> None:
    arrive(house, report(went(house).id))
    routine.take_back(house, clock.at)
    owe(house.database, [owed("n/2"), owed("n/3"), owed("n/4", to(4))], at=clock.at)
    correspondence.hand_over()
    Relay(house).look()
    assert named(house, "n/4").state is LetterState.HANDED_OVER
    held = [named(house, name) for name in ("n/2", "n/3")]
    assert [(each.state, each.failure) for each in held] == [(LetterState.FAILED, HELD)] * 2
    with house.database.write(by=SYSTEM) as session:
        operations.try_again(session, held[0].id, by=SYSTEM, at=clock.at)
    correspondence.hand_over()
    Relay(house).look()
    assert named(house, "n/2").state is LetterState.HANDED_OVER
    with house.database.write(by=SYSTEM) as session:
        [mark] = queries.failing(session)
        for _ in range(2):
            operations.confirm(session, mark.id, reason="Asked.", by=SYSTEM, at=clock.at)
    assert marks(house) == []
    assert named(house, "n/3").state is LetterState.OWED


def test_several_that_came_back_for_what_may_pass_mark_an_address_and_letters_still_go(
    house: Runtime, clock: StoppedClock
) -> None:
    for number in range(FEW_RETURNED):
        assert marks(house) == []
        letter = went(house, f"n/{number}", at=clock.at)
        arrive(house, report(letter.id, status="4.2.2", words="452 mailbox full"))
        clock.at += timedelta(hours=1)
        routine.take_back(house, clock.at)
    assert marks(house) == [(AMIRA.address, Failing.AT_TIMES)]
    owe(house.database, [owed("after")], at=clock.at)
    correspondence.hand_over()
    Relay(house).look()
    assert named(house, "after").state is LetterState.HANDED_OVER
    arrive(house, report(went(house, "last", at=clock.at).id))
    routine.take_back(house, clock.at)
    assert marks(house) == [(AMIRA.address, Failing.FOR_GOOD)]


def test_what_was_forged_stops_no_letter_and_fills_no_table(
    house: Runtime, clock: StoppedClock
) -> None:
    went(house)
    waiting = owed("waits", to(5))
    owe(house.database, [waiting])
    unknown = [report(uuid4(), address="stranger@example.org") for _ in range(40)]
    arrive(house, *unknown, *(report("none") for _ in range(40)))
    arrive(house, report(named(house, "waits").id, address=waiting.to.address))
    routine.take_back(house, clock.at)
    with house.database.read(by=SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(Bounce)) == 1
    assert marks(house) == []
    assert {named(house, name).state for name in ("n/1", "waits")} == {
        LetterState.SENT,
        LetterState.OWED,
    }


def test_a_flood_is_read_in_turns_and_what_people_write_is_left_for_them(
    house: Runtime, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routine, "MOST_RETURNED", 10)
    arrive(house, *(b"From: amira@example.org\n\nThank you.\n" for _ in range(25)))
    assert house.bounces is not None
    os.mkfifo(house.bounces / "new" / "pipe")
    (house.bounces / "new" / "link").symlink_to("/dev/zero")
    for left in (15, 5, 0, 0):
        routine.take_back(house, clock.at)
        assert len(lying(house, "new")) == left + 2
    assert {name[-3:] for name in lying(house, "cur")} == {":2,"}


def test_an_address_that_is_used_no_more_is_no_longer_marked(
    house: Runtime, clock: StoppedClock
) -> None:
    arrive(house, report(went(house).id))
    routine.take_back(house, clock.at)
    with house.database.write(by=SYSTEM) as session:
        operations.replaced(session, AMIRA.address, by=SYSTEM, at=clock.at)
    assert marks(house) == []
    with house.database.read(by=SYSTEM) as session:
        assert session.scalars(select(FailingAddress.ended_why)).one()


def test_a_mark_that_is_not_there_cannot_be_confirmed(house: Runtime) -> None:
    with pytest.raises(NotFound), house.database.write(by=SYSTEM) as session:
        operations.confirm(session, uuid4(), reason="Asked.", by=SYSTEM, at=NOON)


def test_without_a_mailbox_nothing_is_read(runtime: Runtime, clock: StoppedClock) -> None:
    assert routine.take_back(runtime, clock.at) == 0

"""Whatever lies in a mailbox is read, and only what a mail server reports of a failure is one."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.correspondence.forms.returned import MOST_BYTES, MOST_NAMED, returned
from app.correspondence.rules import failing_as
from app.correspondence.values import FEW_RETURNED, Failing, Returned
from tests.correspondence.conftest import AMIRA
from tests.correspondence.reports import KEY, plain, report


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

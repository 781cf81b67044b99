"""A mail server is reached as its address says; a demonstration's letters stay on the machine."""

import socket
from pathlib import Path

import pytest

from app.kernel.mail import Nowhere, Outcome, Sink, Smtp, Unreachable
from tests.mail_server import Box, mail_server

MESSAGE = b"Message-ID: <1@gaima.example.org>\r\n\r\nHello.\r\n"
SENDER, TO = "register@gaima.example.org", "amira@example.org"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("smtp://mail.example.org", ("smtp", "mail.example.org", 25, "", "")),
        ("smtps://u:p%40s@mail.example.org", ("smtps", "mail.example.org", 465, "u", "p@s")),
        ("smtp+starttls://u:p@[::1]:2525", ("smtp+starttls", "::1", 2525, "u", "p")),
    ],
)
def test_an_address_says_which_server_and_as_whom(url: str, found: tuple[object, ...]) -> None:
    post = Smtp(url)
    assert (post._scheme, post._host, post._port, post._user, post._password) == found


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("250 thank you", Outcome.ACCEPTED),
        ("451 later", Outcome.PUT_OFF),
        ("421 closing down", Outcome.PUT_OFF),
        ("552 too large", Outcome.REFUSED),
        ("554 spam", Outcome.REFUSED),
    ],
)
def test_the_servers_answer_to_a_message_is_told_in_its_words(reply: str, outcome: Outcome) -> None:
    box = Box()
    box.to_data = reply
    with mail_server(box) as url:
        post = Smtp(url)
        answer = post.send(MESSAGE, key="1", sender=SENDER, to=TO)
        post.close()
    assert answer.outcome is outcome
    assert answer.words == ("" if outcome is Outcome.ACCEPTED else reply)


def test_a_kept_connection_that_the_server_closed_is_opened_again() -> None:
    box = Box()
    with mail_server(box) as url:
        post = Smtp(url)
        post.check()
        assert post._kept
        assert post._kept.sock
        post._kept.sock.shutdown(socket.SHUT_RDWR)
        post.check()
        post.check()
        assert post.send(MESSAGE, key="1", sender=SENDER, to=TO).outcome is Outcome.ACCEPTED
        post.close()
    assert box.connections == 2


def test_a_server_that_does_not_know_our_password_is_out_of_reach() -> None:
    with mail_server(Box()) as url:
        post = Smtp(url.replace("//", "//user:wrong@"))
        with pytest.raises(Unreachable):
            post.check()


def test_a_sink_keeps_each_letter_once_under_its_key(tmp_path: Path) -> None:
    sink = Sink(tmp_path / "sink")
    sink.check()
    for _ in range(2):
        assert sink.send(MESSAGE, key="k", sender=SENDER, to=TO).outcome is Outcome.ACCEPTED
    sink.close()
    assert {file.name: file.read_bytes() for file in (tmp_path / "sink").iterdir()} == {
        "k.eml": MESSAGE
    }


def test_without_a_server_nothing_is_taken() -> None:
    nowhere = Nowhere()
    with pytest.raises(Unreachable, match="SECRETARIAT_SMTP_URL"):
        nowhere.send(MESSAGE, key="k", sender=SENDER, to=TO)
    with pytest.raises(Unreachable, match="SECRETARIAT_SMTP_URL"):
        nowhere.check()
    nowhere.close()

"""Mail's edge of the kernel: one connection to the mail server, kept while it is of use.

Nothing here tries again: whoever sends decides from the answer.
"""

import os
import smtplib
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import uuid4

SECONDS = 30
"""How long the mail server may take over one answer."""

TRUSTED_SECONDS = 5
"""How long after its last use the kept connection is used again without asking the server."""

PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
"""The schemes of a mail server's address, and the port each means unless one is given."""

TOO_LARGE = 552
TEMPORARY, PERMANENT = 400, 500
"""SMTP's answers from here on put off, and refuse for good (RFC 5321, 4.2.1)."""


class Outcome(StrEnum):
    """What the mail server did with a message."""

    ACCEPTED = "accepted"
    PUT_OFF = "put_off"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the mail server did with a message, and the words in which it said so."""

    outcome: Outcome
    words: str


class Unreachable(Exception):
    """The mail server cannot be talked to, which says nothing about the message at hand."""


class Post(Protocol):
    """Takes messages for delivery."""

    def send(self, message: bytes, *, key: str, sender: str, to: str) -> Answer:
        """Hand one message over, known by its key, and give what became of it.

        Raises:
            Unreachable: the server cannot be talked to.

        """
        ...

    def check(self) -> None:
        """Make sure that the server can be talked to.

        Raises:
            Unreachable: it cannot.

        """
        ...

    def close(self) -> None:
        """Take leave; the next message opens a connection again."""
        ...


class Smtp:
    """A mail server, by its address: ``smtp://``, ``smtps://`` or ``smtp+starttls://``."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._scheme, self._host = parts.scheme, parts.hostname or ""
        self._port = parts.port or PORTS[parts.scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._kept: smtplib.SMTP | None = None
        self._used = 0.0

    def send(self, message: bytes, *, key: str, sender: str, to: str) -> Answer:
        """Send over the kept connection. One that breaks in the middle puts the message off."""
        del key  # the Message-ID says it
        connection = self._connection()
        try:
            connection.sendmail(sender, [to], message)
        except smtplib.SMTPRecipientsRefused as refused:
            return _answer(*refused.recipients[to])
        except smtplib.SMTPSenderRefused as refused:
            if refused.smtp_code == TOO_LARGE:
                return _answer(refused.smtp_code, refused.smtp_error)
            self.close()
            raise Unreachable(_words(refused.smtp_code, refused.smtp_error)) from refused
        except smtplib.SMTPResponseException as refused:
            return _answer(refused.smtp_code, refused.smtp_error)
        except (smtplib.SMTPException, OSError) as broken:
            self._drop()
            return Answer(Outcome.PUT_OFF, f"The connection broke: {broken}")
        self._used = time.monotonic()
        return Answer(Outcome.ACCEPTED, "")

    def check(self) -> None:
        """Ask the server whether it is still there, over the kept connection or a new one."""
        self._used = 0.0
        self._connection()

    def close(self) -> None:
        """Say goodbye to the server."""
        if self._kept is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._kept.quit()
        self._drop()

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.close()
        self._kept = None

    def _connection(self) -> smtplib.SMTP:
        """Give the kept connection if the server still holds it, else open one."""
        if self._kept is not None:
            if self._is_there(self._kept):
                return self._kept
            self._drop()
        try:
            self._kept = self._opened()
        except smtplib.SMTPResponseException as refused:
            raise Unreachable(_words(refused.smtp_code, refused.smtp_error)) from refused
        except (smtplib.SMTPException, OSError) as refused:
            raise Unreachable(str(refused)) from refused
        return self._kept

    def _is_there(self, connection: smtplib.SMTP) -> bool:
        if time.monotonic() - self._used < TRUSTED_SECONDS and connection.sock is not None:
            return True
        with suppress(smtplib.SMTPException, OSError):
            return connection.noop()[0] < TEMPORARY
        return False

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Give what checks the server's certificate; loading it takes longer than a connection."""
        return ssl.create_default_context()

    def _opened(self) -> smtplib.SMTP:
        """Open a connection; where TLS is asked for there is TLS, or no connection."""
        if self._scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=SECONDS, context=self._tls
            )
        else:
            connection = smtplib.SMTP(self._host, self._port, timeout=SECONDS)
        try:
            if self._scheme == "smtp+starttls":
                connection.starttls(context=self._tls)
            if self._user:
                connection.login(self._user, self._password)
            else:
                connection.ehlo_or_helo_if_needed()
        except BaseException:
            connection.close()
            raise
        return connection


class Sink:
    """A folder that keeps every message, for a demonstration: nothing leaves the machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: bytes, *, key: str, sender: str, to: str) -> Answer:
        """Keep the message under its key; the same one twice is one file."""
        del sender, to
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = self._folder / f".{uuid4().hex}.partial"
        partial.write_bytes(message)
        partial.replace(self._folder / f"{key}.eml")
        return Answer(Outcome.ACCEPTED, "kept on this machine")

    def check(self) -> None:
        """Say whether the folder can be written to.

        Raises:
            Unreachable: it cannot.

        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(self._folder, os.W_OK):
            raise Unreachable("The folder for letters cannot be written to.")

    def close(self) -> None:
        """Do nothing: there is no connection."""


class Nowhere:
    """Stands where there is no mail server: letters wait."""

    def __init__(self, why: str = "No mail server is set. Set SECRETARIAT_SMTP_URL.") -> None:
        self._why = why

    def send(self, message: bytes, *, key: str, sender: str, to: str) -> Answer:
        """Refuse to.

        Raises:
            Unreachable: always.

        """
        del message, key, sender, to
        raise Unreachable(self._why)

    def check(self) -> None:
        """Say that there is none.

        Raises:
            Unreachable: always.

        """
        raise Unreachable(self._why)

    def close(self) -> None:
        """Do nothing: there is no connection."""


def _answer(code: int, said: bytes | str) -> Answer:
    return Answer(Outcome.REFUSED if code >= PERMANENT else Outcome.PUT_OFF, _words(code, said))


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:1000]

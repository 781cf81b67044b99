"""A real mail server of the tests' own: it keeps what it takes, and answers as it is told to.

``python -m tests.mail_server PORT`` runs it in a process of its own; with ``--keep FOLDER`` each
message is kept in a folder, with ``--answer WORDS`` each recipient gets that answer, and with
``--certificate FILE`` every connection is encrypted.
"""

import argparse
import asyncio
import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services import free_port

TAKEN = "250 taken"
Reply = Callable[[str], str]


def take(_address: str) -> str:
    """Take a letter for anybody."""
    return TAKEN


class Box:
    """Keeps letters, in the order in which they came, by their Message-ID."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.connections = 0
        self.to_recipient: Reply = take
        self.to_sender = "250 go on"
        self.to_data = TAKEN

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802 (aiosmtpd's name)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.to_sender.startswith("2"):
            envelope.mail_from = address
        return self.to_sender

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        reply = self.to_recipient(address)
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.to_data == "hang up":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        elif self.to_data.startswith("2"):
            content = envelope.original_content
            assert content
            self.taken.append(str(message_from_bytes(content)["Message-ID"]))
        return self.to_data


@contextmanager
def mail_server(box: Box, port: int = 0) -> Iterator[str]:
    """Run a mail server in a thread, and give its address."""
    controller = Controller(box, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


class Folder:
    """Keeps each letter durably, every time it comes, before it says that it has it."""

    def __init__(self, folder: Path, answer: str = TAKEN) -> None:
        self._folder, self._answer = folder, answer

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self._answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self._answer

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content
        assert content
        name = str(message_from_bytes(content)["Message-ID"]).strip("<>")
        partial = self._folder / f".{uuid4().hex}"
        with partial.open("xb") as file:
            file.write(content)
            os.fsync(file.fileno())
        partial.rename(self._folder / f"{name}.{uuid4().hex}")
        return TAKEN


async def serve(port: int, box: Box | Folder, tls: ssl.SSLContext | None) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box), "127.0.0.1", port, ssl=tls)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--answer", default=TAKEN, metavar="WORDS")
    parser.add_argument("--certificate", type=Path, metavar="FILE")
    words = parser.parse_args()
    tls = None
    if words.certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(words.certificate)
    box = Folder(words.keep, words.answer) if words.keep else Box()
    asyncio.run(serve(words.port, box, tls))


if __name__ == "__main__":
    main()

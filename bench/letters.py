"""Letters a second over a kept connection, beside a connection each: ``python -m bench.letters``.

Both send the same letters to the same mail server, which runs in a process of its own, speaks TLS
as any must that is not on the same machine, and takes them without keeping them: what keeping costs
it is not ours to weigh. Ours is the whole relay: it reads each letter from the spool, journals what
became of it, enters it in the database and takes it away. Beside it stand our relay made to open a
connection for each letter, and a loop that does so and keeps no record at all. The medians of runs
that take turns are compared.
"""

import os
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import delete, event

from app.correspondence import letters, operations
from app.correspondence.models import Letter
from app.correspondence.spool import Spool
from app.correspondence.values import CHUNK
from app.kernel.actor import SYSTEM
from app.kernel.clock import SystemClock
from app.kernel.database import INTRODUCTION, Database
from app.kernel.mail import Answer, Smtp
from app.kernel.runtime import Runtime
from app.migration import migrate
from app.processes.relay import Relay
from tests.conftest import ROOT, runtime_on
from tests.correspondence.conftest import owed, to
from tests.services import eventually, free_port

LEAST = 2.0
"""How many times as many letters a second are promised as with a connection each."""

COUNT = 100
ADDRESSEES = 195
RUNS = 7


class OneEach(Smtp):
    """A mail server to which each letter goes over a connection of its own."""

    def send(self, message: bytes, *, key: str, sender: str, to: str) -> Answer:
        """Send, and take leave."""
        answer = super().send(message, key=key, sender=sender, to=to)
        self.close()
        return answer


def main() -> int:
    """Measure, print the figures, and give the exit status: 1 where a promise is broken."""
    with tempfile.TemporaryDirectory() as made, mail_server(Path(made)) as url:
        migrate(f"sqlite:///{made}/register.db")
        database = Database(f"sqlite:///{made}/register.db")
        house = runtime_on(database, Path(made), SystemClock())
        ways: dict[str, Callable[[], float]] = {
            "kept": partial(relayed, replace(house, post=Smtp(url))),
            "each": partial(relayed, replace(house, post=OneEach(url))),
            "bare": partial(bare, house, url),
        }
        spent: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(RUNS):
            for way, send in ways.items():
                spent[way].append(send())
        statements = bulk(database)
        database.engine.dispose()
    return told({way: COUNT / median(seconds) for way, seconds in spent.items()}, statements)


def told(rates: dict[str, float], statements: int) -> int:
    """Print the figures, and say by the exit status whether they are kept."""
    ratio = rates["kept"] / rates["each"]
    print(f"the relay, connection kept      {rates['kept']:6.0f} letters a second")
    print(f"the relay, a connection each    {rates['each']:6.0f} letters a second")
    print(f"a bare loop, a connection each  {rates['bare']:6.0f} letters a second")
    print(f"ratio {ratio:.2f}, at least {LEAST}")
    print(f"to the bare loop, which keeps no record: {rates['kept'] / rates['bare']:.2f}")
    print(f"a notification to {ADDRESSEES} addressees is {statements} statement")
    return int(ratio < LEAST or statements != 1)


def relayed(house: Runtime) -> float:
    """Give the seconds in which the relay empties a full spool."""
    fill(house)
    relay = Relay(house)
    began = time.perf_counter()
    while relay.look() == 0.0:
        pass
    spent = time.perf_counter() - began
    relay.leave()
    return spent


def bare(house: Runtime, url: str) -> float:
    """Give the seconds in which a loop sends the same letters, a connection each."""
    spool = Spool(house.spool)
    fill(house)
    keys = list(spool.keys())
    written = [content for key in keys if (content := spool.read(key))]
    server, tls = urlsplit(url), ssl.create_default_context()
    began = time.perf_counter()
    for content in written:
        with smtplib.SMTP_SSL(server.hostname or "", server.port or 0, context=tls) as connection:
            recipient = str(message_from_bytes(content)["To"]).partition("<")[2].rstrip(">")
            connection.sendmail(house.mail_from, [recipient], content)
    spent = time.perf_counter() - began
    for key in keys:
        spool.remove(key)
    return spent


def fill(house: Runtime) -> None:
    """Owe letters anew, and hand them over."""
    at = datetime.now(UTC)
    with house.database.write(by=SYSTEM) as session:
        session.execute(delete(Letter))
        operations.owe(session, [owed(f"b/{n}", to(n)) for n in range(COUNT)], at=at)
    for _ in range(COUNT // CHUNK):
        with house.database.write(by=SYSTEM) as session:
            claimed = operations.claim(session, at=at)
            sender = letters.sender(house)
            operations.lay_down(claimed, Spool(house.spool), sender=sender, at=at)
            operations.handed_over(session, claimed, {}, at=at)


def bulk(database: Database) -> int:
    """Count the statements by which a notification to everybody is owed."""
    statements: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *given: statements.append(given[2])
    )
    with database.write(by=SYSTEM) as session:
        owing = [owed(f"dn/{number}", to(number)) for number in range(ADDRESSEES)]
        operations.owe(session, owing, at=datetime.now(UTC))
    return sum(not each.startswith(("BEGIN", "PRAGMA", INTRODUCTION)) for each in statements)


@contextmanager
def mail_server(folder: Path) -> Iterator[str]:
    """Run a mail server in a process of its own, and give its address."""
    port, certificate = free_port(), folder / "certificate.pem"
    certificate.write_bytes(certified())
    os.environ["SSL_CERT_FILE"] = str(certificate)  # whom OpenSSL trusts, here and nowhere else
    words = [sys.executable, "-m", "tests.mail_server", str(port), "--certificate", certificate]
    with subprocess.Popen(list(map(str, words)), cwd=ROOT) as process:  # noqa: S603 (ours)
        try:
            eventually(partial(answers, port))
            yield f"smtps://localhost:{port}"
        finally:
            process.terminate()


def certified() -> bytes:
    """Give a key and a certificate of localhost that it has signed itself, in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + signed.public_bytes(Encoding.PEM)


def answers(port: int) -> bool:
    """Say whether the mail server listens."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())

"""What mail servers report of letters that they could not deliver."""

from uuid import UUID

from tests.correspondence.conftest import AMIRA

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

"""What stops a set-up, told in one sentence that says what to do."""

import errno
import re

FULL = "The disk is full: free some space (a gigabyte is enough), then run the same command again."
AWAY = (
    "The {what} cannot be reached: check this machine's network and its settings for {whose}, "
    "then run the same command again."
)
UNTRUSTED = (
    "The {what} shows a certificate that this machine does not trust: give {whose} the certificate "
    "of your network's proxy, then run the same command again."
)
CHANGED = (
    "A downloaded {what} is not the one that was locked with its hash, and nothing of it was "
    "used: see that nobody stands between this machine and its registry, then run the same "
    "command again."
)

SIGNS_OF_FULL = re.compile(
    r"No space left on device|ENOSPC|Disk quota exceeded|Errno 28", re.IGNORECASE
)
SIGNS_OF_AWAY = re.compile(
    r"name resolution|NewConnectionError|Connection (refused|reset|timed out)|ConnectTimeout|"
    r"Network is unreachable|Max retries exceeded|ProxyError|ReadTimeout|No matching distribution|"
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|"
    r"Could not resolve|Could not connect|Unable to connect|Temporary failure|Failed to fetch|"
    r"Unable to locate package",
    re.IGNORECASE,
)
SIGNS_OF_UNTRUSTED = re.compile(
    r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|certificate verification",
    re.IGNORECASE,
)
SIGNS_OF_CHANGED = re.compile(r"DO NOT MATCH THE HASHES|EINTEGRITY", re.IGNORECASE)


class Trouble(Exception):
    """The set-up cannot go on; the message is the sentence for whoever started it."""


def diagnosed(output: str, *, what: str, whose: str, otherwise: str) -> Trouble:
    """Give the sentence that a failed program's output calls for.

    ``what`` is what it was to fetch from and ``whose`` settings say how; ``otherwise`` is the
    sentence for a failure of another kind.
    """
    if SIGNS_OF_FULL.search(output):
        return Trouble(FULL)
    if SIGNS_OF_CHANGED.search(output):
        return Trouble(CHANGED.format(what="package"))
    if SIGNS_OF_UNTRUSTED.search(output):
        return Trouble(UNTRUSTED.format(what=what, whose=whose))
    if SIGNS_OF_AWAY.search(output):
        return Trouble(AWAY.format(what=what, whose=whose))
    return Trouble(otherwise)


def refused(error: OSError) -> Trouble:
    """Give the sentence for what the machine itself refused."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Trouble(FULL)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble(
            f"{error.filename} cannot be written: make a checkout of your own, "
            "or start as the user this one belongs to."
        )
    return Trouble(
        f"The machine refused: {error.strerror} ({error.filename}). "
        "Put that right, then run the same command again."
    )

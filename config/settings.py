"""Everything a deployment may set. Nothing else in the program reads the environment."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "SECRETARIAT_"
SEAT = ZoneInfo("Europe/Vienna")
SHORTEST_SECRET = 32
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LEVELS = ("debug", "info", "warning", "error")
DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
BROKERS = ("redis://", "rediss://", "redis+socket://", "sentinel://")
MAIL_SERVERS = ("smtp", "smtps", "smtp+starttls")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ANSWERS = {"yes": True, "no": False, "as-stored": None}


class SettingsError(Exception):
    """A setting is missing, unknown or wrong; the sentence names it and never shows its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One deployment's settings, checked. Each is ``SECRETARIAT_`` and its name in capitals."""

    database_url: str = field(repr=False)
    """``sqlite:///FILE`` or ``postgresql://…``."""
    redis_url: str = field(repr=False)
    """The queue: ``redis://…``, ``rediss://…`` or ``redis+socket:///FILE``."""
    secret_key: str = field(repr=False)
    """Signs what browsers hold; at least 32 characters, the same for every web process."""
    storage: Path
    """The folder of files and prints, shared by every process."""
    public_url: str
    """Where the outside world finds this installation."""
    signing_key: Path | None = None
    """The file of the Ed25519 key that signs the ledger's checkpoints."""
    seat: ZoneInfo = SEAT
    """Where the secretariat sits; a day ends there at midnight."""
    agency: str = "Global AI Monitoring Agency"
    """The Agency's name as the pages' header has it."""
    demonstration: bool | None = False
    """Whether the store must hold a demonstration (``yes``), must not (``no``, unless set), or
    None (``as-stored``): may be either, as its own mark says."""
    log_level: str = "info"
    """debug, info, warning or error."""
    metrics_token: str | None = field(default=None, repr=False)
    """What a bearer shows to read /metrics; without it only this machine reads them."""
    smtp_url: str | None = field(default=None, repr=False)
    """The mail server: ``smtp+starttls://USER:PASSWORD@HOST:PORT``, ``smtps://…`` or ``smtp://…``;
    without it letters wait. A demonstration's letters never leave the machine."""
    mail_from: str = "register@gaima.example.org"
    """The address that letters come from."""
    spool: Path | None = None
    """The folder where letters wait to be sent, shared by every host; beside ``storage``."""
    bounces: Path | None = None
    """The Maildir of ``mail_from``, into which reports of letters that came back are delivered;
    without it nothing is read."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read ``SECRETARIAT_*``; a setting that is empty counts as not given.

        Raises:
            SettingsError: one is missing, unknown or wrong.

        """
        given = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in environment.items()
            if name.startswith(PREFIX) and value
        }
        known = {each.name: each for each in fields(cls)}
        _refuse("There is no setting called", given.keys() - known.keys(), "Correct its name")
        needed = {n for n, f in known.items() if f.default is MISSING}
        _refuse("A setting is missing:", needed - given.keys(), "Give it a value")
        return cls(**{name: _value(name, text) for name, text in given.items()})

    @property
    def spool_folder(self) -> Path:
        """Give the folder where letters wait to be sent."""
        return self.spool or self.storage.with_name("spool")

    def environment(self) -> dict[str, str]:
        """Give the variables from which ``read`` makes the same settings again."""
        written = {
            each.name: str(value)
            for each in fields(self)
            if (value := getattr(self, each.name)) is not None
        }
        written["demonstration"] = next(a for a, v in ANSWERS.items() if v is self.demonstration)
        return {PREFIX + name.upper(): text for name, text in written.items()}


def _refuse(complaint: str, names: set[str], advice: str) -> None:
    if names:
        listed = ", ".join(PREFIX + name.upper() for name in sorted(names))
        raise SettingsError(f"{complaint} {listed}. {advice} and start again.")


def _value(name: str, text: str) -> Any:
    try:
        return READERS.get(name, str)(text)
    except ValueError as wrong:
        raise SettingsError(f"{PREFIX}{name.upper()} {wrong}.") from None


def _beginning(*beginnings: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.startswith(beginnings):
            raise ValueError(f"must begin with {' or '.join(beginnings)}")
        return text

    return read


def _secret(text: str) -> str:
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"must have at least {SHORTEST_SECRET} characters")
    return text


def _seat(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            "must be the name of a time zone such as Europe/Vienna, which this machine knows"
        ) from None


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be a web address such as https://register.example.org")
    return text.rstrip("/")


def _mail_server(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in MAIL_SERVERS or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError("must be a mail server such as smtp+starttls://user:password@host:587")
    if not (parts.port or 1) > 0:
        raise ValueError("names a port that is none")
    if parts.username and parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
        raise ValueError("would send its password in the clear: use smtps or smtp+starttls")
    return text


def _mail_address(text: str) -> str:
    if not MAIL_ADDRESS.fullmatch(text):
        raise ValueError("must be a plain e-mail address such as register@example.org")
    return text


def _answer(text: str) -> bool | None:
    if text not in ANSWERS:
        raise ValueError("must be yes, no or as-stored")
    return ANSWERS[text]


def _level(text: str) -> str:
    if text not in LEVELS:
        raise ValueError(f"must be one of {', '.join(LEVELS)}")
    return text


def _path(text: str) -> Path:
    path = Path(text)
    if not path.is_absolute():
        raise ValueError("must be an absolute path, so that every process finds the same place")
    return path


READERS: dict[str, Callable[[str], Any]] = {
    "database_url": _beginning(*DATABASES),
    "redis_url": _beginning(*BROKERS),
    "secret_key": _secret,
    "storage": _path,
    "public_url": _address,
    "signing_key": _path,
    "seat": _seat,
    "demonstration": _answer,
    "log_level": _level,
    "metrics_token": _secret,
    "smtp_url": _mail_server,
    "mail_from": _mail_address,
    "spool": _path,
    "bounces": _path,
}

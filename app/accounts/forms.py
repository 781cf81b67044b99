"""What is posted about accounts, as typed commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict

from app.accounts.values import MissionAddress, Newcomer, Telling
from app.kernel.actor import Role, Scope
from app.kernel.errors import Invalid
from app.kernel.languages import Language

Posted = Mapping[str, str]

HOME = "/"
LONGEST_CODE = 100
LONGEST_PASSWORD = 1_000
"""What is longer is cut: it is refused by the rules, or wrong, either way."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody signs in with, first."""

    email: str
    password: str


def credentials(posted: Posted) -> Credentials:
    """Read an address and a password."""
    return Credentials(email(posted), posted.get("password", "")[:LONGEST_PASSWORD])


def email(posted: Posted) -> str:
    """Read an address, as accounts keep it."""
    return posted.get("email", "").strip().lower()[:LONGEST_PASSWORD]


def code(posted: Posted, field: str = "code") -> str:
    """Read a code."""
    return posted.get(field, "")[:LONGEST_CODE]


def onward(given: Posted) -> str:
    """Read where to go afterwards: an address of our own, else home."""
    wanted = given.get("next", HOME)
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if local and wanted.isprintable() else HOME


def newcomer(posted: Posted, *, participant: str | None) -> Newcomer:
    """Read whom to invite; ``participant`` is the inviter's own, which then goes without saying.

    Raises:
        Invalid: a choice is none of those offered, or the day is no day.

    """
    role = _role(posted.get("role", ""))
    return Newcomer(
        email=email(posted),
        name=" ".join(posted.get("name", "").split()),
        role=role,
        participant=participant or posted.get("participant") or None,
        note_verbale=reference(posted),
        until=_day(posted.get("until", "")),
    )


def mission(posted: Posted, *, today: date) -> MissionAddress:
    """Read where a permanent mission is reached; without a day, from today on.

    Raises:
        Invalid: a choice is none of those offered, or the day is no day.

    """
    language = posted.get("language", "")
    if language not in set(Language):
        raise Invalid.because("Choose a language.", field="language")
    return MissionAddress(
        participant=posted.get("participant", ""),
        name=label(posted),
        address=posted.get("address", "").strip()[:LONGEST_PASSWORD],
        language=language,
        since=_day(posted.get("since", ""), "since") or today,
    )


def letters(posted: Posted) -> Telling:
    """Read how somebody wants to be told.

    Raises:
        Invalid: a choice is none of those offered.

    """
    language, reminders = posted.get("language", ""), posted.get("reminders", "")
    if language not in set(Language) or reminders not in {"single", "daily"}:
        raise Invalid.because("Choose among what the page offers.", field="reminders")
    return Telling(language, daily=reminders == "daily")


def reference(posted: Posted) -> str:
    """Read a note verbale's reference."""
    return " ".join(posted.get("note_verbale", "").split())


@dataclass(frozen=True, slots=True)
class TokenWanted:
    """The token that somebody asks for."""

    name: str
    scopes: frozenset[Scope]
    lasts: timedelta


def token(posted: "MultiDict[str, str]") -> TokenWanted:
    """Read which token is wanted.

    Raises:
        Invalid: a choice is none of those offered.

    """
    try:
        scopes = frozenset(map(Scope, posted.getlist("scopes")))
        lasts = timedelta(hours=int(posted.get("lasts", "")))
    except (ValueError, OverflowError) as wrong:
        raise Invalid.because("Choose among what the page offers.", field="scopes") from wrong
    return TokenWanted(" ".join(posted.get("name", "").split()), scopes, lasts)


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as wrong:
        raise Invalid.because("Choose a capacity.", field="role") from wrong


def _day(text: str, field: str = "until") -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Invalid.because("Write a day as 2027-03-14.", field=field) from wrong


def label(posted: Posted) -> str:
    """Read the name that somebody gives a thing of theirs."""
    return " ".join(posted.get("name", "").split())


def password(posted: Posted, field: str = "password") -> str:
    """Read a password, exactly as typed."""
    return posted.get(field, "")[:LONGEST_PASSWORD]

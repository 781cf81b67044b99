"""The words for people: accounts, capacities, and what proves who somebody is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.kernel.actor import Role

INVITATION_LASTS = timedelta(days=7)
"""How long an invitation, or a granted reset, may be used."""

PASSWORD_STEP_LASTS = timedelta(minutes=10)
"""How long somebody has for the second factor after the password."""

NO_SUBMISSION_AFTER_RESET = timedelta(hours=24)
"""How long an account that was reset cannot submit (the roles table of the domain)."""

SEEN_EVERY = timedelta(minutes=1)
"""How often at most it is noted that a session was used."""

RECOVERY_CODES = 10
"""How many recovery codes somebody gets at once."""

MOST_WRONG_CODES = 5
"""How often the code of an invitation may be wrong before the invitation is void."""

SUBMITTING_TOKEN_LASTS = timedelta(hours=24)
TOKEN_LASTS = timedelta(days=365)
"""How long at most a token may be used."""

GATHERED_AT = time(9)
"""When a daily letter goes out, at the seat: an hour after the reminders of the day."""

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_REFERENCE = 200
LONGEST_BROWSER = 200


class InvitationKind(StrEnum):
    """What an invitation is for; both set the password and the second factor anew."""

    JOIN = "join"
    RESET = "reset"


class AttemptKind(StrEnum):
    """What was guessed at."""

    PASSWORD = "password"  # noqa: S105 (a word, not a secret)
    CODE = "code"
    RECOVERY_CODE = "recovery_code"


class AttemptOutcome(StrEnum):
    """How a guess ended. Wrong ones count until a whole sign-in forgives them."""

    WRONG = "wrong"
    PASSED = "passed"
    FORGIVEN = "forgiven"


class DeedKind(StrEnum):
    """The acts on accounts that the ledger holds."""

    INVITED = "account.invited"
    JOINED = "account.joined"
    HANDED_OVER = "representation.handed_over"
    APPOINTMENT_ENDED = "appointment.ended"
    DISABLED = "account.disabled"
    ENABLED = "account.enabled"
    SESSION_ENDED = "session.ended_by_other"
    FACTOR_CHANGED = "factor.changed"
    RESET_ASKED = "reset.asked"
    RESET_GRANTED = "reset.granted"
    RESET_REFUSED = "reset.refused"
    TOKEN_MADE = "token.made"  # noqa: S105 (a word, not a secret)
    TOKEN_REVOKED = "token.revoked"  # noqa: S105 (a word, not a secret)
    CALENDAR_MADE = "calendar.made"
    CALENDAR_REVOKED = "calendar.revoked"
    MISSION_ENTERED = "mission.entered"
    MISSION_ENDED = "mission.ended"


class Power(StrEnum):
    """What somebody may do to another's account."""

    INVITE = "invite"
    HAND_OVER = "hand_over"
    REMOVE = "remove"
    DISABLE = "disable"
    ENABLE = "enable"
    SIGN_OUT = "sign_out"
    ASK_RESET = "ask_reset"
    GRANT_RESET = "grant_reset"
    READ = "read"


class Factor(StrEnum):
    """What proves who somebody is."""

    PASSWORD = "password"  # noqa: S105 (a word, not a secret)
    AUTHENTICATOR = "authenticator"
    RECOVERY_CODES = "recovery_codes"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"


@dataclass(frozen=True, slots=True)
class Appointee:
    """Somebody as the roles table sees them: an account in a capacity."""

    account: int
    role: Role
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name, as papers and pages show them; the ledger has the number alone."""

    account: int
    name: str
    email: str
    language: str
    role: Role | None
    participant: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody to be invited, and the capacity meant for them."""

    email: str
    name: str
    role: Role
    participant: str | None = None
    note_verbale: str = ""
    """The reference of the note that designates them, where one does."""
    language: str = "en"
    until: date | None = None
    """The last day of the appointment, if it has one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How somebody is told: in which language, and whether reminders come in one letter a day."""

    language: str
    daily: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionAddress:
    """Where a participant's permanent mission is reached, and from which day."""

    participant: str
    name: str
    address: str
    """One e-mail address."""
    language: str
    since: date


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts without use, and at all."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True, slots=True)
class Ticket:
    """What lets somebody in who was invited: the link goes by letter, the code by another way."""

    link: str
    code: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is alive, and whose it is."""

    id: str
    person: Person
    proven_at: datetime
    """When the second factor was last shown in it."""
    seen_at: datetime

"""Tables of accounts. What the ledger commits to is kept in rows that never change."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.values import (
    LONGEST_BROWSER,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_REFERENCE,
    AttemptKind,
    AttemptOutcome,
    DeedKind,
    InvitationKind,
    MissionAddress,
)
from app.kernel.actor import Role
from app.kernel.database import Base, Key

STILL_RUNNING = text("ended_on IS NULL")
UNDECIDED = text("decided_at IS NULL")


class Account(Base):
    """One person who may sign in. Accounts are never removed: the ledger names them by number."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "joined_at IS NULL OR (password IS NOT NULL AND totp IS NOT NULL)",
            name="joined_with_two_factors",
        ),
        CheckConstraint("email = lower(email)", name="email_in_small_letters"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    language: Mapped[str] = mapped_column(String(10))
    password: Mapped[str | None] = mapped_column(String(200))
    """Its argon2id hash."""
    totp: Mapped[bytes | None]
    """The authenticator's secret, sealed."""
    totp_step: Mapped[int | None]
    """The last time step whose code was used: no code is good twice."""
    invited_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    submits_from: Mapped[datetime | None]
    """Until then it cannot submit, because it was reset."""
    daily_letters: Mapped[bool] = mapped_column(server_default=false())
    """Whether reminders come in one letter a day, as far as they can wait."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class Appointment(Base):
    """One capacity in which a person acts, from a day to a day; a person has one at a time."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="days_in_order"),
        CheckConstraint(
            "(role IN ('drafter', 'accredited_representative')) = (participant IS NOT NULL)",
            name="delegates_speak_for_a_participant",
        ),
        Index(
            "uq_appointment_running",
            "account",
            unique=True,
            sqlite_where=STILL_RUNNING,
            postgresql_where=STILL_RUNNING,
        ),
        Index(None, "participant"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    role: Mapped[Role]
    participant: Mapped[str | None] = mapped_column(String(10))
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day it holds, if it was made for a time."""
    note_verbale: Mapped[str] = mapped_column(String(LONGEST_REFERENCE))
    ended_on: Mapped[date | None]
    """The day somebody ended it; it counts no more from that moment on."""


class AccountRecord(Base):
    """What one entry of the ledger says about an account. Rows are added, never changed."""

    __tablename__ = "account_record"
    __table_args__ = (Index(None, "account"), Index(None, "participant"))

    ledger_index: Mapped[int] = mapped_column(
        ForeignKey("ledger_entry.index"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str] = mapped_column(String(64))
    kind: Mapped[DeedKind]
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    participant: Mapped[str | None] = mapped_column(String(10))
    """For which it was done or who spoke for it then: its people see the record."""
    by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]]


class Session(Base):
    """One signing-in of one browser, checked at each request and ended at once."""

    __tablename__ = "signed_in"
    __table_args__ = (Index(None, "account"),)

    id: Mapped[Key]
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    """When the second factor was last shown; before the first time the session gives no right."""
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(LONGEST_BROWSER))


class Attempt(Base):
    """One guess at a secret, written down before it is looked at."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "subject"), Index(None, "at"))

    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(64))
    """A keyed digest of the address that was given, whether it has an account or not."""
    account: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    kind: Mapped[AttemptKind]
    at: Mapped[datetime]
    outcome: Mapped[AttemptOutcome]


class Invitation(Base):
    """What lets somebody set both factors, once; its code comes by another way than its link."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "account"),)

    id: Mapped[Key]
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    kind: Mapped[InvitationKind]
    link_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    wrong_codes: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """When it was used, or made void by another."""


class Reset(Base):
    """One reset of an account: an officer asks with a note verbale, a second one decides."""

    __tablename__ = "account_reset"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_officers"),
        CheckConstraint("note_verbale <> ''", name="note_verbale_given"),
        Index(
            "uq_account_reset_undecided",
            "account",
            unique=True,
            sqlite_where=UNDECIDED,
            postgresql_where=UNDECIDED,
        ),
    )

    id: Mapped[Key]
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    note_verbale: Mapped[str] = mapped_column(String(LONGEST_REFERENCE))
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.number"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.number"))
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool | None]


class RecoveryCode(Base):
    """One code that stands in for the authenticator, once."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index(None, "account"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """One passkey of a person: the public half, by which its answers are checked."""

    __tablename__ = "passkey"
    __table_args__ = (Index(None, "account"),)

    id: Mapped[Key]
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    credential: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class UsedChallenge(Base):
    """A passkey's challenge that was answered; kept as long as it could be answered again."""

    __tablename__ = "used_challenge"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Token(Base):
    """One token of the programming interface; only its digest is kept."""

    __tablename__ = "api_token"
    __table_args__ = (Index(None, "account"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.number"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[Any]]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_on: Mapped[date | None]


class CalendarFeed(Base):
    """The digest of the address of a person's calendar; made anew, it replaces the one before."""

    __tablename__ = "calendar_feed"

    account: Mapped[int] = mapped_column(ForeignKey("account.number"), primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_on: Mapped[date | None]


class Mission(Base):
    """The address of a participant's permanent mission, from a day to a day.

    What was entered is never changed: an address that is wrong or old is
    ended, and another one is entered.
    """

    __tablename__ = "mission"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= since", name="days_in_order"),
        CheckConstraint(
            "(ended_on IS NULL) = (ended_index IS NULL) AND "
            "(ended_on IS NULL) = (ended_salt IS NULL)",
            name="end_sealed",
        ),
        Index(None, "participant"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    participant: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    address: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    """One e-mail address."""
    language: Mapped[str] = mapped_column(String(10))
    since: Mapped[date]
    ended_on: Mapped[date | None]
    """From this day on nothing goes there."""
    entered_at: Mapped[datetime]
    entered_by: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
    ledger_index: Mapped[int] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    salt: Mapped[str] = mapped_column(String(64))
    ended_index: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.index"), unique=True)
    ended_salt: Mapped[str | None] = mapped_column(String(64))

    @property
    def entered(self) -> MissionAddress:
        """Give what was entered."""
        return MissionAddress(
            participant=self.participant,
            name=self.name,
            address=self.address,
            language=self.language,
            since=self.since,
        )

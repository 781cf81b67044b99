"""The tables of accounts: people, their appointments, and what proves who they are."""

import sqlalchemy as sa
from alembic import op

from migrations import triggers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(40)
RUNNING = sa.text("ended_on IS NULL")
UNDECIDED = sa.text("decided_at IS NULL")

TABLES = (
    "account",
    "appointment",
    "account_record",
    "signed_in",
    "sign_in_attempt",
    "invitation",
    "account_reset",
    "recovery_code",
    "passkey",
    "used_challenge",
    "api_token",
)
"""In the order in which they are made."""


def upgrade() -> None:
    """Make the tables; what the ledger commits to never changes."""
    _account()
    _appointment()
    _account_record()
    _signed_in()
    _sign_in_attempt()
    _invitation()
    _account_reset()
    _recovery_code()
    _passkey()
    _used_challenge()
    _api_token()
    triggers.append_only("account_record")


def downgrade() -> None:
    """Remove them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("password", sa.String(200), nullable=True),
        sa.Column("totp", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", WHOLE, nullable=True),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=True),
        sa.Column("disabled_at", INSTANT, nullable=True),
        sa.Column("submits_from", INSTANT, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.CheckConstraint(
            "joined_at IS NULL OR (password IS NOT NULL AND totp IS NOT NULL)",
            name=op.f("ck_account_ck_account_joined_with_two_factors"),
        ),
        sa.CheckConstraint(
            "email = lower(email)", name=op.f("ck_account_ck_account_email_in_small_letters")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("participant", sa.String(10), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note_verbale", sa.String(200), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(role IN ('drafter', 'accredited_representative')) = (participant IS NOT NULL)",
            name=op.f("ck_appointment_ck_appointment_delegates_speak_for_a_participant"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR until >= since",
            name=op.f("ck_appointment_ck_appointment_days_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_appointment_account")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_participant"), "appointment", ["participant"])
    op.create_index(
        "uq_appointment_running",
        "appointment",
        ["account"],
        unique=True,
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )


def _account_record() -> None:
    op.create_table(
        "account_record",
        sa.Column("ledger_index", WHOLE, autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("participant", sa.String(10), nullable=True),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.number"], name=op.f("fk_account_record_by")),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name=op.f("fk_account_record_ledger_index")
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_account_record_account")
        ),
        sa.PrimaryKeyConstraint("ledger_index", name=op.f("pk_account_record")),
    )
    op.create_index(op.f("ix_account_record_account"), "account_record", ["account"])
    op.create_index(op.f("ix_account_record_participant"), "account_record", ["participant"])


def _signed_in() -> None:
    op.create_table(
        "signed_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("proven_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("browser", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.number"], name=op.f("fk_signed_in_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_in")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_signed_in_token_sha256")),
    )
    op.create_index(op.f("ix_signed_in_account"), "signed_in", ["account"])


def _sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("account", WHOLE, nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_sign_in_attempt_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index(op.f("ix_sign_in_attempt_at"), "sign_in_attempt", ["at"])
    op.create_index(op.f("ix_sign_in_attempt_subject"), "sign_in_attempt", ["subject"])


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("link_sha256", sa.String(64), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("wrong_codes", WHOLE, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_invitation_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("link_sha256", name=op.f("uq_invitation_link_sha256")),
    )
    op.create_index(op.f("ix_invitation_account"), "invitation", ["account"])


def _account_reset() -> None:
    op.create_table(
        "account_reset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("note_verbale", sa.String(200), nullable=False),
        sa.Column("asked_by", WHOLE, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("decided_by", WHOLE, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> asked_by",
            name=op.f("ck_account_reset_ck_account_reset_two_officers"),
        ),
        sa.CheckConstraint(
            "note_verbale <> ''", name=op.f("ck_account_reset_ck_account_reset_note_verbale_given")
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_account_reset_account")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.number"], name=op.f("fk_account_reset_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.number"], name=op.f("fk_account_reset_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_reset")),
    )
    op.create_index(
        "uq_account_reset_undecided",
        "account_reset",
        ["account"],
        unique=True,
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    )


def _recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_recovery_code_account")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_account"), "recovery_code", ["account"])


def _passkey() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", WHOLE, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.number"], name=op.f("fk_passkey_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_index(op.f("ix_passkey_account"), "passkey", ["account"])


def _used_challenge() -> None:
    op.create_table(
        "used_challenge",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_used_challenge")),
    )
    op.create_index(op.f("ix_used_challenge_at"), "used_challenge", ["at"])


def _api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.number"], name=op.f("fk_api_token_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_api_token_token_sha256")),
    )
    op.create_index(op.f("ix_api_token_account"), "api_token", ["account"])

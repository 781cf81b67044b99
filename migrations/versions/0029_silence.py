"""Silence procedures: opened, broken, adopted, annulled."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only, frozen

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHANNEL = sa.Enum(
    "product", "note_verbale", "letter", "email", "in_person",
    name="breakchannel", native_enum=False, length=40,
)  # fmt: skip
RUNS = sa.text("adopted_at IS NULL AND broken_at IS NULL AND withdrawn_at IS NULL")
UNTOLD = sa.text("letters_at IS NOT NULL AND told_at IS NULL")
ENDS_ONCE = (
    "CASE WHEN adopted_at IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN broken_at IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END <= 1"
)

COURSE = (
    "expires_at", "adopted_at", "broken_at", "withdrawn_at", "annulled_at", "letters_at", "told_at",
    "version",
)  # fmt: skip
"""What of a procedure changes; the rest stands from the instant at which it was opened."""


def upgrade() -> None:
    """Make the tables."""
    _silence_procedure()
    _silence_break()
    _silence_extension()
    _silence_watch()
    append_only("silence_break")
    append_only("silence_extension")
    frozen("silence_procedure", but=COURSE)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("silence_watch")
    op.drop_table("silence_extension")
    op.drop_table("silence_break")
    op.drop_table("silence_procedure")


def _silence_procedure() -> None:
    op.create_table(
        "silence_procedure",
        *_opened(),
        *(sa.Column(name, INSTANT, nullable=True) for name in COURSE[1:-1]),
        sa.Column("version", WHOLE, nullable=False),
        *_sound(),
    )
    op.create_index(
        op.f("ix_silence_procedure_body_id_opened_at"),
        "silence_procedure",
        ["body_id", "opened_at"],
    )
    for column, where in (("expires_at", RUNS), ("letters_at", UNTOLD)):
        op.create_index(
            f"ix_silence_procedure_{column}", "silence_procedure", [column],
            postgresql_where=where, sqlite_where=where,
        )  # fmt: skip


def _opened() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("entitled", sa.JSON(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("opened_by", WHOLE, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("original_expires_at", INSTANT, nullable=False),
    )


def _sound() -> tuple[sa.Constraint, ...]:
    named = "ck_silence_procedure_{}".format
    return (
        sa.CheckConstraint("expires_at > opened_at", name=op.f(named("runs_for_a_time"))),
        sa.CheckConstraint("expires_at >= original_expires_at", name=op.f(named("never_shorter"))),
        sa.CheckConstraint(ENDS_ONCE, name=op.f(named("ends_once"))),
        sa.CheckConstraint(
            "annulled_at IS NULL OR adopted_at IS NOT NULL", name=op.f(named("annuls_adoptions"))
        ),
        sa.CheckConstraint(
            "letters_at IS NULL OR adopted_at IS NOT NULL", name=op.f(named("tells_of_adoptions"))
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["body.id"], name=op.f("fk_silence_procedure_body_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["body_decision.id"], name=op.f("fk_silence_procedure_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence_procedure")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_silence_procedure_decision_id")),
    )


def _silence_break() -> None:
    op.create_table(
        "silence_break",
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("channel", CHANNEL, nullable=False),
        sa.Column("proof", sa.String(length=2000), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "channel = 'product' OR proof <> ''", name=op.f("ck_silence_break_paper_is_proven")
        ),
        sa.CheckConstraint(
            "received_at <= entered_at", name=op.f("ck_silence_break_entered_once_received")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["silence_procedure.id"], name=op.f("fk_silence_break_procedure_id")
        ),
        sa.PrimaryKeyConstraint("procedure_id", name=op.f("pk_silence_break")),
    )


def _silence_extension() -> None:
    op.create_table(
        "silence_extension",
        sa.Column("procedure_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("outage", WHOLE, nullable=True),
        sa.Column("expired_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_silence_extension_number_positive")),
        sa.CheckConstraint("since < until", name=op.f("ck_silence_extension_lasted")),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["silence_procedure.id"],
            name=op.f("fk_silence_extension_procedure_id"),
        ),
        sa.PrimaryKeyConstraint("procedure_id", "number", name=op.f("pk_silence_extension")),
    )


def _silence_watch() -> None:
    op.create_table(
        "silence_watch",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_silence_watch_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence_watch")),
    )

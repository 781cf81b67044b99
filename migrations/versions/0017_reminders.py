"""Reminders: what deadlines need for their ladders, what was done, and pauses."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = ("participant", "person", "ladder", "step", "round", "quiet_until")
SOME = sa.text("next_step_at IS NOT NULL")


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.drop_index("ix_deadline_next_step_at", "deadline")
    with op.batch_alter_table("deadline") as deadline:
        deadline.add_column(sa.Column("participant", sa.String(10), nullable=True))
        deadline.add_column(sa.Column("person", WHOLE, nullable=True))
        deadline.add_column(sa.Column("ladder", sa.String(40), nullable=True))
        deadline.add_column(sa.Column("step", sa.String(40), nullable=True))
        deadline.add_column(sa.Column("round", WHOLE, nullable=False, server_default=sa.text("0")))
        deadline.add_column(sa.Column("quiet_until", INSTANT, nullable=True))
        deadline.create_foreign_key("fk_deadline_person", "account", ["person"], ["number"])
    op.create_index(
        "ix_deadline_next_step_at",
        "deadline",
        ["next_step_at"],
        postgresql_where=SOME,
        sqlite_where=SOME,
    )
    _pause()
    _reminder()
    append_only("reminder")


def downgrade() -> None:
    """Remove them."""
    op.drop_table("reminder")
    op.drop_table("reminder_pause")
    op.drop_index("ix_deadline_next_step_at", "deadline")
    with op.batch_alter_table("deadline") as deadline:
        deadline.drop_constraint("fk_deadline_person", type_="foreignkey")
        for column in COLUMNS:
            deadline.drop_column(column)
    op.create_index("ix_deadline_next_step_at", "deadline", ["next_step_at"])


def _pause() -> None:
    op.create_table(
        "reminder_pause",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("entered_by", WHOLE, nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", WHOLE, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_reminder_pause"),
        sa.CheckConstraint("since <= until", name=op.f("ck_reminder_pause_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["account.number"], name="fk_reminder_pause_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["account.number"], name="fk_reminder_pause_ended_by"
        ),
    )
    op.create_index("ix_reminder_pause_participant", "reminder_pause", ["participant"])


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("round", WHOLE, autoincrement=False, nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("swept_at", INSTANT, nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("letters", WHOLE, nullable=False),
        sa.Column("missed", sa.JSON(), nullable=False),
        sa.Column("pause", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("deadline_id", "round", "step", name="pk_reminder"),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name="fk_reminder_deadline_id"),
        sa.ForeignKeyConstraint(["pause"], ["reminder_pause.number"], name="fk_reminder_pause"),
    )
    op.create_index("ix_reminder_swept_at", "reminder", ["swept_at"])

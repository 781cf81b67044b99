"""Depositary notifications, and the permanent missions that they reach."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(40)


def upgrade() -> None:
    """Make the tables, and let the database keep notifications as they were issued."""
    _mission()
    _notification()
    _print()
    append_only("notification")


def downgrade() -> None:
    """Remove them."""
    op.drop_table("notification_print")
    op.drop_table("notification")
    op.drop_table("mission")


def _mission() -> None:
    op.create_table(
        "mission",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("entered_by", WHOLE, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", WHOLE, nullable=True),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("ended_index", WHOLE, nullable=True),
        sa.Column("ended_salt", sa.String(64), nullable=True),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= since", name="ck_mission_days_in_order"
        ),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (ended_index IS NULL) AND "
            "(ended_on IS NULL) = (ended_salt IS NULL)",
            name="ck_mission_end_sealed",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_mission"),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name="fk_mission_ledger_index"
        ),
        sa.ForeignKeyConstraint(
            ["ended_index"], ["ledger_entry.index"], name="fk_mission_ended_index"
        ),
        sa.UniqueConstraint("ledger_index", name="uq_mission_ledger_index"),
        sa.UniqueConstraint("ended_index", name="uq_mission_ended_index"),
    )
    op.create_index("ix_mission_participant", "mission", ["participant"])


def _notification() -> None:
    op.create_table(
        "notification",
        sa.Column("year", WHOLE, autoincrement=False, nullable=False),
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("treaty_id", sa.String(60), nullable=False),
        sa.Column("participant", sa.String(10), nullable=True),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("corrects_year", WHOLE, nullable=True),
        sa.Column("corrects_serial", WHOLE, nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("addressed_to", sa.JSON(), nullable=False),
        sa.Column("on_paper", sa.JSON(), nullable=False),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.CheckConstraint("serial > 0", name="ck_notification_serial_positive"),
        sa.CheckConstraint(
            "(corrects_year IS NULL) = (corrects_serial IS NULL)",
            name="ck_notification_corrects_whole",
        ),
        sa.PrimaryKeyConstraint("year", "serial", name="pk_notification"),
        sa.ForeignKeyConstraint(["treaty_id"], ["treaty.id"], name="fk_notification_treaty_id"),
        sa.ForeignKeyConstraint(
            ["corrects_year", "corrects_serial"],
            ["notification.year", "notification.serial"],
            name="fk_notification_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name="fk_notification_ledger_index"
        ),
        sa.UniqueConstraint("ledger_index", name="uq_notification_ledger_index"),
    )
    op.create_index("ix_notification_treaty_id_subject", "notification", ["treaty_id", "subject"])


def _print() -> None:
    op.create_table(
        "notification_print",
        sa.Column("ledger_index", WHOLE, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("ledger_index", name="pk_notification_print"),
        sa.ForeignKeyConstraint(
            ["ledger_index"],
            ["notification.ledger_index"],
            name="fk_notification_print_ledger_index",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_notification_print_document_id"
        ),
        sa.UniqueConstraint("document_id", name="uq_notification_print_document_id"),
    )

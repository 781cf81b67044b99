"""The depositary's desk: files handed in, instruments, proposed corrections, every step of each."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(40)


def upgrade() -> None:
    """Make the tables, and let the database keep files and steps as they were recorded."""
    _upload()
    _instrument()
    _correction()
    _step()
    append_only("upload")
    append_only("desk_step")


def downgrade() -> None:
    """Remove the desk."""
    for table in ("desk_step", "proposed_correction", "instrument", "upload"):
        op.drop_table(table)


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(60), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("handed_in_at", INSTANT, nullable=False),
        sa.Column("handed_in_by", WHOLE, nullable=True),
        sa.CheckConstraint("size > 0", name="ck_upload_size_positive"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.UniqueConstraint("owner", "sha256", name="uq_upload_owner_sha256"),
    )


def _file_columns() -> list[sa.Column[object]]:
    """Give the columns that everything on the desk has."""
    return [
        sa.Column("year", WHOLE, autoincrement=False, nullable=False),
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("treaty_id", sa.String(60), nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("territory", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("prepared_by", WHOLE, nullable=True),
        sa.Column("action_number", WHOLE, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
    ]


def _file_constraints(table: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("year", "serial", name=f"pk_{table}"),
        sa.CheckConstraint("serial > 0", name=f"ck_{table}_serial_positive"),
        sa.CheckConstraint(
            "(state = 'recorded') = (action_number IS NOT NULL)",
            name=f"ck_{table}_recorded_has_action",
        ),
        sa.ForeignKeyConstraint(["treaty_id"], ["treaty.id"], name=f"fk_{table}_treaty_id"),
        sa.ForeignKeyConstraint(
            ["treaty_id", "action_number"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name=f"fk_{table}_action",
        ),
        sa.UniqueConstraint(
            "treaty_id", "action_number", name=f"uq_{table}_treaty_id_action_number"
        ),
    ]


def _instrument() -> None:
    op.create_table(
        "instrument",
        *_file_columns(),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("wording", sa.String(500), nullable=False),
        sa.Column("powers", WORD, nullable=False),
        sa.Column("signatory", sa.String(500), nullable=False),
        sa.Column("office", sa.String(500), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("notification", sa.String(500), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        *_file_constraints("instrument"),
        sa.CheckConstraint(
            "(notification = '') = (notified_on IS NULL)", name="ck_instrument_notification_whole"
        ),
    )
    op.create_index("ix_instrument_state", "instrument", ["state"])
    op.create_index("ix_instrument_treaty_id", "instrument", ["treaty_id", "participant"])


def _correction() -> None:
    op.create_table(
        "proposed_correction",
        *_file_columns(),
        sa.Column("replaces", WHOLE, nullable=False),
        sa.Column("deposited_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(500), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_file_constraints("proposed_correction"),
        sa.ForeignKeyConstraint(
            ["treaty_id", "replaces"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name="fk_proposed_correction_replaces",
        ),
        sa.CheckConstraint(
            "authority <> '' AND reason <> ''", name="ck_proposed_correction_reasons_given"
        ),
    )
    op.create_index("ix_proposed_correction_state", "proposed_correction", ["state"])


def _step() -> None:
    op.create_table(
        "desk_step",
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("version", WHOLE, autoincrement=False, nullable=False),
        sa.Column("step", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_desk_step_version_positive"),
        sa.PrimaryKeyConstraint("subject", "version", name="pk_desk_step"),
        sa.UniqueConstraint("key", name="uq_desk_step_key"),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name="fk_desk_step_ledger_index"
        ),
        sa.UniqueConstraint("ledger_index", name="uq_desk_step_ledger_index"),
    )

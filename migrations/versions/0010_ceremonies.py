"""Signing ceremonies; what corrects a piece of correspondence, and its scans."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(40)
PIECE = "correspondence_piece"
KEYS = ("direction", "year", "serial")
DIRECTION = sa.Enum("IN", "OUT", name="direction", native_enum=False, length=40)


def upgrade() -> None:
    """Make the tables, and let a piece say which one it corrects."""
    _ceremony()
    _corrects()
    _scan()
    append_only("correspondence_scan")


def downgrade() -> None:
    """Remove them."""
    op.drop_table("correspondence_scan")
    with op.batch_alter_table(PIECE) as piece:
        piece.drop_constraint(f"uq_{PIECE}_corrects", type_="unique")
        piece.drop_constraint(f"fk_{PIECE}_corrects", type_="foreignkey")
        piece.drop_constraint(op.f(f"ck_{PIECE}_corrects_whole"), type_="check")
        piece.drop_column("corrects_serial")
        piece.drop_column("corrects_year")
    _keep_triggers()
    op.drop_table("ceremony")


def _ceremony() -> None:
    op.create_table(
        "ceremony",
        sa.Column("year", WHOLE, autoincrement=False, nullable=False),
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("treaty_id", sa.String(60), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(500), nullable=False),
        sa.Column("signatories", sa.JSON(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("prepared_by", WHOLE, nullable=True),
        sa.Column("action_number", WHOLE, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("year", "serial", name="pk_ceremony"),
        sa.CheckConstraint("serial > 0", name=op.f("ck_ceremony_serial_positive")),
        sa.CheckConstraint(
            "(state = 'recorded') = (action_number IS NOT NULL)",
            name=op.f("ck_ceremony_recorded_has_action"),
        ),
        sa.ForeignKeyConstraint(["treaty_id"], ["treaty.id"], name="fk_ceremony_treaty_id"),
        sa.ForeignKeyConstraint(
            ["treaty_id", "action_number"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name="fk_ceremony_action",
        ),
        sa.UniqueConstraint(
            "treaty_id", "action_number", name="uq_ceremony_treaty_id_action_number"
        ),
    )
    op.create_index("ix_ceremony_state", "ceremony", ["state"])


def _corrects() -> None:
    with op.batch_alter_table(PIECE) as piece:
        piece.add_column(sa.Column("corrects_year", WHOLE, nullable=True))
        piece.add_column(sa.Column("corrects_serial", WHOLE, nullable=True))
        piece.create_check_constraint(
            op.f(f"ck_{PIECE}_corrects_whole"),
            "(corrects_year IS NULL) = (corrects_serial IS NULL)",
        )
        piece.create_foreign_key(
            f"fk_{PIECE}_corrects",
            PIECE,
            ["direction", "corrects_year", "corrects_serial"],
            list(KEYS),
        )
        piece.create_unique_constraint(
            f"uq_{PIECE}_corrects", ["direction", "corrects_year", "corrects_serial"]
        )
    _keep_triggers()


def _keep_triggers() -> None:
    """Give the rebuilt table its triggers again, where rebuilding has dropped them."""
    if op.get_bind().dialect.name == "sqlite":
        append_only(PIECE)


def _scan() -> None:
    op.create_table(
        "correspondence_scan",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("direction", DIRECTION, nullable=False),
        sa.Column("year", WHOLE, nullable=False),
        sa.Column("serial", WHOLE, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("attached_at", INSTANT, nullable=False),
        sa.Column("attached_by", WHOLE, nullable=True),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_correspondence_scan"),
        sa.ForeignKeyConstraint(
            list(KEYS),
            [f"{PIECE}.{key}" for key in KEYS],
            name="fk_correspondence_scan_piece",
        ),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name="fk_correspondence_scan_ledger_index"
        ),
        sa.UniqueConstraint("ledger_index", name="uq_correspondence_scan_ledger_index"),
    )
    op.create_index("ix_correspondence_scan_piece", "correspondence_scan", list(KEYS))

"""Declarations: drafts, and what was submitted, of which nothing but its status ever changes."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only, frozen

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(40)
VERSION = ["declaration_version.declaration_id", "declaration_version.number"]
MOVING = ("status", "superseded_from", "lock")
"""What of a version changes after its submission."""


def upgrade() -> None:
    """Make the tables, and let the database keep what was submitted as it is."""
    _declaration()
    _draft()
    _version()
    _portion()
    _step()
    _reading()
    frozen("declaration_version", but=MOVING)
    for table in ("declaration_portion", "declaration_step", "declaration_reading"):
        append_only(table)


def downgrade() -> None:
    """Remove them."""
    for table in ("reading", "step", "portion", "version", "section", "draft"):
        op.drop_table(f"declaration_{table}")
    op.drop_table("declaration")


def _declaration() -> None:
    op.create_table(
        "declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("year", WHOLE, nullable=False),
        sa.Column("serial", WHOLE, nullable=False),
        sa.Column("obligation", sa.String(40), nullable=False),
        sa.Column("period", sa.String(60), nullable=False),
        sa.Column("form", sa.String(10), nullable=False),
        sa.Column("publication", WORD, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("record", WHOLE, nullable=True),
        sa.CheckConstraint("serial > 0", name="ck_declaration_serial_positive"),
        sa.PrimaryKeyConstraint("id", name="pk_declaration"),
        sa.UniqueConstraint(
            "participant", "year", "serial", name="uq_declaration_participant_year_serial"
        ),
        sa.UniqueConstraint(
            "participant",
            "obligation",
            "period",
            name="uq_declaration_participant_obligation_period",
        ),
    )


def _draft() -> None:
    op.create_table(
        "declaration_draft",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("form_version", WHOLE, nullable=False),
        sa.Column("basis", WORD, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("amends", WHOLE, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begun_by", WHOLE, nullable=True),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("asked_by", WHOLE, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.CheckConstraint(
            "(asked_by IS NULL) = (asked_at IS NULL)", name="ck_declaration_draft_asked_by_somebody"
        ),
        sa.PrimaryKeyConstraint("declaration_id", name="pk_declaration_draft"),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name="fk_declaration_draft_declaration_id"
        ),
    )
    op.create_table(
        "declaration_section",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(60), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("edited_by", WHOLE, nullable=True),
        sa.Column("edited_at", INSTANT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("declaration_id", "section", name="pk_declaration_section"),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration_draft.declaration_id"],
            name="fk_declaration_section_declaration_id",
        ),
    )


def _version() -> None:
    op.create_table(
        "declaration_version",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("major", WHOLE, nullable=False),
        sa.Column("minor", WHOLE, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("superseded_from", WORD, nullable=True),
        sa.Column("form_version", WHOLE, nullable=False),
        sa.Column("basis", WORD, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hands", WORD, nullable=False),
        sa.Column("channel", WORD, nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("their_reference", sa.String(300), nullable=False),
        sa.Column("asked_by", WHOLE, nullable=True),
        sa.Column("submitted_by", WHOLE, nullable=True),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("content_salt", sa.String(64), nullable=False),
        sa.Column("lock", WHOLE, nullable=False),
        *_coherent(),
        sa.PrimaryKeyConstraint("declaration_id", "number", name="pk_declaration_version"),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name="fk_declaration_version_declaration_id"
        ),
        *_sealed("declaration_version"),
    )
    op.create_index("ix_declaration_version_status", "declaration_version", ["status"])


def _coherent() -> tuple[sa.Constraint, ...]:
    return (
        sa.CheckConstraint("number > 0", name="ck_declaration_version_number_positive"),
        sa.CheckConstraint("status <> 'draft'", name="ck_declaration_version_no_draft"),
        sa.CheckConstraint(
            "(status = 'superseded') = (superseded_from IS NOT NULL)",
            name="ck_declaration_version_superseded_from",
        ),
        sa.CheckConstraint(
            "(channel IS NULL) = (received_on IS NULL)",
            name="ck_declaration_version_channel_with_receipt",
        ),
    )


def _portion() -> None:
    op.create_table(
        "declaration_portion",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("section", sa.String(60), nullable=False),
        sa.Column("grade", WORD, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "declaration_id", "number", "section", "grade", name="pk_declaration_portion"
        ),
        _of_a_version("declaration_portion"),
    )


def _step() -> None:
    op.create_table(
        "declaration_step",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        sa.Column("step", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("declaration_id", "number", "place", name="pk_declaration_step"),
        _of_a_version("declaration_step"),
        *_sealed("declaration_step"),
    )


def _reading() -> None:
    op.create_table(
        "declaration_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("account", WHOLE, nullable=True),
        sa.Column("role", WORD, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_declaration_reading"),
        _of_a_version("declaration_reading"),
    )
    op.create_index(
        "ix_declaration_reading_declaration_id", "declaration_reading", ["declaration_id"]
    )


def _of_a_version(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["declaration_id", "number"], VERSION, name=f"fk_{table}_version"
    )


def _sealed(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.UniqueConstraint("key", name=f"uq_{table}_key"),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name=f"fk_{table}_ledger_index"
        ),
        sa.UniqueConstraint("ledger_index", name=f"uq_{table}_ledger_index"),
    )

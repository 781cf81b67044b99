"""Batches of compliance summaries, and prints that a participant shares with its overseers."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COPY = sa.Enum("state", "public", name="copy", native_enum=False, length=40)
SOMEBODY = "ck_document_readers_are_somebody"
PARTIAL = {
    "owed": ("next_attempt_at", sa.text("ready_at IS NULL AND failed_at IS NULL")),
    "failed": ("failed_at", sa.text("failed_at IS NOT NULL")),
}
UNOWED = sa.text("document_id IS NULL")


def upgrade() -> None:
    """Let a print be shared, and make the tables of batches."""
    _somebody("'participant', 'shared', 'account'")
    _batch()
    _item()


def _batch() -> None:
    op.create_table(
        "summary_batch",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("occasion", sa.String(length=80), nullable=False),
        sa.Column("year", WHOLE, nullable=False),
        sa.Column("copy", COPY, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by", WHOLE, nullable=True),
        sa.Column("gathered_at", INSTANT, nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column("paused_at", INSTANT, nullable=True),
        sa.Column("resumed_at", INSTANT, nullable=True),
        sa.Column("packed_at", INSTANT, nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", WHOLE, nullable=True),
        sa.CheckConstraint(
            "(gathered_at IS NULL) = (mark IS NULL)",
            name=op.f("ck_summary_batch_gathered_has_mark"),
        ),
        sa.CheckConstraint(
            "(packed_at IS NULL) = (sha256 IS NULL) AND (packed_at IS NULL) = (size IS NULL)",
            name=op.f("ck_summary_batch_packed_has_content"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.number"], name=op.f("fk_summary_batch_asked_by")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_summary_batch")),
        sa.UniqueConstraint("occasion", name=op.f("uq_summary_batch_occasion")),
    )
    op.create_index("ix_summary_batch_mark", "summary_batch", ["mark"])


def _item() -> None:
    op.create_table(
        "summary_item",
        sa.Column("batch", WHOLE, autoincrement=False, nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("reused", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(facts IS NULL) = (document_id IS NOT NULL)",
            name=op.f("ck_summary_item_facts_or_print"),
        ),
        sa.ForeignKeyConstraint(
            ["batch"], ["summary_batch.number"], name=op.f("fk_summary_item_batch")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_summary_item_document_id")
        ),
        sa.PrimaryKeyConstraint("batch", "participant", name=op.f("pk_summary_item")),
    )
    op.create_index(
        "ix_summary_item_unowed",
        "summary_item",
        ["batch"],
        sqlite_where=UNOWED,
        postgresql_where=UNOWED,
    )
    op.create_index("ix_summary_item_document_id", "summary_item", ["document_id"])


def downgrade() -> None:
    """Remove them, and what was printed of them: it is printed anew when it is asked for."""
    op.drop_table("summary_item")
    op.drop_table("summary_batch")
    op.execute(
        "DELETE FROM print_deed WHERE document_id IN (SELECT id FROM document "
        "WHERE kind = 'compliance_summary')"
    )
    op.execute("DELETE FROM document WHERE kind = 'compliance_summary'")
    _somebody("'participant', 'account'")


def _somebody(readers: str) -> None:
    """Say which readers are somebody. A table that is rebuilt loses what its indexes leave out."""
    for name in PARTIAL:
        op.drop_index(f"ix_document_{name}", "document")
    with op.batch_alter_table("document") as table:
        table.drop_constraint(op.f(SOMEBODY), type_="check")
        table.create_check_constraint(op.f(SOMEBODY), f"(readers IN ({readers})) = (whose <> '')")
    for name, (column, where) in PARTIAL.items():
        op.create_index(
            f"ix_document_{name}",
            "document",
            [column],
            sqlite_where=where,
            postgresql_where=where,
        )

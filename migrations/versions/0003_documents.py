"""The tables of documents."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OWED = sa.text("ready_at IS NULL AND failed_at IS NULL")

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KIND = sa.Enum("ratification_status", name="documentkind", native_enum=False, length=40)


def upgrade() -> None:
    """Make the table of prints."""
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("press", sa.String(length=16), nullable=False),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("next_attempt_at", INSTANT, nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("ready_at", INSTANT, nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", WHOLE, nullable=True),
        sa.Column("failed_at", INSTANT, nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(ready_at IS NULL) = (sha256 IS NULL) AND (ready_at IS NULL) = (size IS NULL)",
            name=op.f("ck_document_ready_has_content"),
        ),
        sa.CheckConstraint(
            "(failed_at IS NULL) = (failure IS NULL)", name=op.f("ck_document_failed_has_reason")
        ),
        sa.CheckConstraint(
            "ready_at IS NULL OR failed_at IS NULL", name=op.f("ck_document_ready_or_failed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "kind", "facts_sha256", "press", name=op.f("uq_document_kind_facts_sha256_press")
        ),
    )
    op.create_index(
        "ix_document_owed",
        "document",
        ["next_attempt_at"],
        sqlite_where=OWED,
        postgresql_where=OWED,
    )
    op.create_index("ix_document_requested_at", "document", ["requested_at"])


def downgrade() -> None:
    """Remove it."""
    op.drop_index("ix_document_requested_at", table_name="document")
    op.drop_index("ix_document_owed", table_name="document")
    op.drop_table("document")

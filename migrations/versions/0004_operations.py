"""The tables of operations: what this store is, and which processes are alive."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the store's mark and the heartbeats."""
    instant = sa.DateTime(timezone=True)
    whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "installation",
        sa.Column("id", whole, autoincrement=False, nullable=False),
        sa.Column("demonstration_since", instant, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    op.create_index(op.f("ix_heartbeat_kind"), "heartbeat", ["kind"])


def downgrade() -> None:
    """Remove them."""
    op.drop_table("heartbeat")
    op.drop_table("installation")

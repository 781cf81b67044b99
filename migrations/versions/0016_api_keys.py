"""Requests of the programming interface that are sent twice: what was answered to each."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "answered_request",
        sa.Column("account", WHOLE, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("status", WHOLE, nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "status BETWEEN 200 AND 299 OR status = 0",
            name="ck_answered_request_status_of_a_deed",
        ),
        sa.PrimaryKeyConstraint("account", "key", name="pk_answered_request"),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("answered_request")

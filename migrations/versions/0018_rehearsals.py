"""Rehearsals: a store that was restored to try things in says so, for ever."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the mark's table."""
    op.create_table(
        "rehearsal",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_rehearsal_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
    )
    append_only("rehearsal")


def downgrade() -> None:
    """Keep the mark as a demonstration's: what sends nothing never becomes what does."""
    op.execute(
        "INSERT INTO installation (id, demonstration_since) SELECT id, since FROM rehearsal "
        "WHERE NOT EXISTS (SELECT 1 FROM installation)"
    )
    op.drop_table("rehearsal")

"""What troubles an installation, what its sweeps did, and who looks after what waits."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STANDING = sa.text("over_at IS NULL")


def upgrade() -> None:
    """Make the tables."""
    _alarm()
    _sweep()
    _assignment()
    append_only("assignment")


def downgrade() -> None:
    """Remove them."""
    for table in ("assignment", "sweep", "alarm"):
        op.drop_table(table)


def _alarm() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trouble", sa.String(40), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("told", WHOLE, nullable=False),
        sa.Column("over_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    op.create_index("ix_alarm_raised_at", "alarm", ["raised_at"])
    op.create_index(
        "uq_alarm_trouble",
        "alarm",
        ["trouble"],
        unique=True,
        postgresql_where=STANDING,
        sqlite_where=STANDING,
    )


def _sweep() -> None:
    op.create_table(
        "sweep",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("work", sa.String(40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sweep"),
    )
    op.create_index("ix_sweep_at", "sweep", ["at"])


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        sa.Column("to", WHOLE, nullable=True),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("place > 0", name=op.f("ck_assignment_place_positive")),
        sa.PrimaryKeyConstraint("subject", "place", name="pk_assignment"),
        sa.ForeignKeyConstraint(["to"], ["account.number"], name="fk_assignment_to"),
        sa.ForeignKeyConstraint(["by"], ["account.number"], name="fk_assignment_by"),
    )

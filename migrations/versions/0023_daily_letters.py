"""What waits for a daily letter, calendar feeds, and deadlines that hang on another's."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITS = sa.text("gathered_at IS NULL")


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.add_column("deadline", sa.Column("hangs_on", sa.String(40), nullable=True))
    op.add_column(
        "account",
        sa.Column("daily_letters", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _daily_line()
    _calendar_feed()


def downgrade() -> None:
    """Remove them."""
    op.drop_table("calendar_feed")
    op.drop_table("daily_line")
    op.drop_column("account", "daily_letters")
    op.drop_column("deadline", "hangs_on")


def _daily_line() -> None:
    op.create_table(
        "daily_line",
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("round", WHOLE, autoincrement=False, nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("account", WHOLE, autoincrement=False, nullable=False),
        sa.Column("template", sa.String(80), nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("gathered_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("deadline_id", "round", "step", "account", name="pk_daily_line"),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name="fk_daily_line_deadline_id"),
        sa.ForeignKeyConstraint(["account"], ["account.number"], name="fk_daily_line_account"),
    )
    op.create_index(
        "ix_daily_line_noted_at",
        "daily_line",
        ["noted_at"],
        postgresql_where=WAITS,
        sqlite_where=WAITS,
    )


def _calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("account", WHOLE, autoincrement=False, nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("account", name="pk_calendar_feed"),
        sa.UniqueConstraint("token_sha256", name="uq_calendar_feed_token_sha256"),
        sa.ForeignKeyConstraint(["account"], ["account.number"], name="fk_calendar_feed_account"),
    )

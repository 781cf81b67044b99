"""Who of the secretariat read what states keep in the register of things."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
READING = "registry_reading"

ROLE = "(SELECT current_setting('app.role', true))"
PARTICIPANT = "(SELECT current_setting('app.participant', true))"
ACCOUNT = "(SELECT nullif(current_setting('app.account', true), '')::bigint)"
DELEGATE = f"{ROLE} IN ('drafter', 'accredited_representative')"
OFFICERS = f"{ROLE} IN ('declarations_officer', 'director')"
IN_ONES_OWN_NAME = f"role = {ROLE} AND account IS NOT DISTINCT FROM {ACCOUNT}"
POLICIES = {
    "select": f"{ROLE} IN ('system', 'auditor') OR account = {ACCOUNT}"
    f" OR ({DELEGATE} AND participant = {PARTICIPANT})",
    "insert": f"{ROLE} = 'system' OR ({OFFICERS} AND {IN_ONES_OWN_NAME})",
}
"""By what is done with a row; what is not named here, nobody does."""


def upgrade() -> None:
    """Make the table, keep it append-only, and raise the wall before it."""
    op.create_table(
        READING,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("thing", sa.String(20), nullable=True),
        sa.Column("count", WHOLE, nullable=False),
        sa.Column("account", WHOLE, nullable=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("count > 0", name="ck_registry_reading_count_positive"),
        sa.ForeignKeyConstraint(
            ["thing"], ["registry_thing.id"], name="fk_registry_reading_thing_registry_thing"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_registry_reading"),
    )
    op.create_index("ix_registry_reading_participant_at", READING, ["participant", "at"])
    append_only(READING)
    if op.get_bind().dialect.name == "postgresql":
        for deed, condition in POLICIES.items():
            word = "WITH CHECK" if deed == "insert" else "USING"
            op.execute(
                f"CREATE POLICY {READING}_{deed} ON {READING} FOR {deed.upper()} {word}"
                f" ({condition})"
            )
        op.execute(f"ALTER TABLE {READING} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Remove it; its policies go with it."""
    op.drop_table(READING)

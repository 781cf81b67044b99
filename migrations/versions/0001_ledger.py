"""The gap-free counter, and the ledger: entries, complete subtrees, cursors."""

import sqlalchemy as sa
from alembic import op

from migrations import triggers

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and let the database keep entries and subtrees as they were written."""
    _counter()
    _entry()
    _node()
    op.create_table(
        "ledger_cursor",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_ledger_cursor"),
    )
    triggers.prepare()
    triggers.append_only("ledger_entry")
    triggers.append_only("ledger_node")


def downgrade() -> None:
    """Remove the ledger and the counter."""
    for table in ("ledger_cursor", "ledger_node", "ledger_entry", "counter"):
        op.drop_table(table)
    triggers.withdraw()


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("series", sa.String(100), nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.CheckConstraint("last > 0", name="ck_counter_last_positive"),
        sa.PrimaryKeyConstraint("series", name="pk_counter"),
    )


def _entry() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("index", WHOLE, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("account", WHOLE, nullable=True),
        sa.Column("on_behalf_of", sa.String(100), nullable=True),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint('"index" >= 0', name="ck_ledger_entry_index_not_negative"),
        sa.CheckConstraint("length(commitment) = 64", name="ck_ledger_entry_commitment_whole"),
        sa.CheckConstraint("length(leaf_hash) = 32", name="ck_ledger_entry_leaf_hash_whole"),
        sa.PrimaryKeyConstraint("index", name="pk_ledger_entry"),
    )
    op.create_index("ix_ledger_entry_kind_index", "ledger_entry", ["kind", "index"])


def _node() -> None:
    op.create_table(
        "ledger_node",
        sa.Column("level", WHOLE, autoincrement=False, nullable=False),
        sa.Column("position", WHOLE, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("level > 0 AND position >= 0", name="ck_ledger_node_above_the_leaves"),
        sa.CheckConstraint("length(hash) = 32", name="ck_ledger_node_hash_whole"),
        sa.PrimaryKeyConstraint("level", "position", name="pk_ledger_node"),
    )

"""A load is one change: its versions share a number and an entry of the ledger."""

from alembic import op

from migrations.triggers import append_only

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

VERSION = "registry_version"
CHANGE, ENTRY = f"uq_{VERSION}_participant_change", f"uq_{VERSION}_ledger_index"


def upgrade() -> None:
    """Let several versions belong to one change."""
    with op.batch_alter_table(VERSION) as table:
        table.drop_constraint(CHANGE, type_="unique")
        table.drop_constraint(ENTRY, type_="unique")
        table.create_unique_constraint(f"{CHANGE}_thing", ["participant", "change", "thing"])
    _keep_triggers()


def downgrade() -> None:
    """Give the constraints their old names, and let stand what a load has brought meanwhile.

    Versions that share an entry cannot be parted again: what the ledger holds is never rewritten.
    """
    with op.batch_alter_table(VERSION) as table:
        table.drop_constraint(f"{CHANGE}_thing", type_="unique")
        table.create_unique_constraint(ENTRY, ["ledger_index", "thing"])
        table.create_unique_constraint(CHANGE, ["participant", "change", "thing"])
    _keep_triggers()


def _keep_triggers() -> None:
    """SQLite rebuilt the table, and dropped its triggers with the old one."""
    if op.get_bind().dialect.name == "sqlite":
        append_only(VERSION)

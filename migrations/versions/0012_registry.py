"""The registry: facilities, operators, developers, models and runs, with their histories."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
THING, VERSION = "registry_thing", "registry_version"
KIND = sa.Enum(
    "facility", "operator", "developer", "model", "run",
    name="kind", native_enum=False, length=40,
)  # fmt: skip


def upgrade() -> None:
    """Make the tables, and let the database keep them append-only."""
    _things()
    _versions()
    append_only(THING)
    append_only(VERSION)


def downgrade() -> None:
    """Remove them."""
    op.drop_table(VERSION)
    op.drop_table(THING)


def _things() -> None:
    op.create_table(
        THING,
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("serial", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{THING}"),
        sa.CheckConstraint("serial > 0", name=op.f(f"ck_{THING}_serial_positive")),
        sa.UniqueConstraint(
            "participant", "kind", "serial", name=f"uq_{THING}_participant_kind_serial"
        ),
    )


def _versions() -> None:
    op.create_table(
        VERSION,
        sa.Column("thing", sa.String(20), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("change", WHOLE, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("written", sa.JSON(), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", WHOLE, nullable=True),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("thing", "number", name=f"pk_{VERSION}"),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{VERSION}_number_positive")),
        sa.CheckConstraint(
            "number = 1 OR reason <> ''", name=op.f(f"ck_{VERSION}_change_has_reason")
        ),
        sa.ForeignKeyConstraint(["thing"], [f"{THING}.id"], name=f"fk_{VERSION}_thing"),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name=f"fk_{VERSION}_ledger_index"
        ),
        sa.UniqueConstraint("ledger_index", name=f"uq_{VERSION}_ledger_index"),
        sa.UniqueConstraint("participant", "change", name=f"uq_{VERSION}_participant_change"),
    )
    op.create_index(f"ix_{VERSION}_key", VERSION, ["key"])

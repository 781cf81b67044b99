"""The depositary's register: treaties, their indicators and revisions, the acts."""

import sqlalchemy as sa
from alembic import op

from migrations import triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
KINDS = (
    "signature",
    "definitive_signature",
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "formal_confirmation",
    "succession",
    "succession_to_signature",
    "provisional_application",
    "reservation",
    "declaration",
    "objection",
    "withdrawal_of_reservation",
    "territorial_application",
    "withdrawal",
    "rescission_of_withdrawal",
    "withdrawal_of_consent",
    "communication",
)


def upgrade() -> None:
    """Make the tables, and let the database keep definitions, indicators and acts as recorded."""
    _revision()
    _treaty()
    _indicator()
    _action()
    for table in ("treaty", "treaty_indicator", "treaty_action"):
        triggers.append_only(table)


def downgrade() -> None:
    """Remove the register."""
    for table in ("treaty_action", "treaty_indicator", "treaty", "treaty_revision"):
        op.drop_table(table)


def _revision() -> None:
    op.create_table(
        "treaty_revision",
        sa.Column("treaty_id", sa.String(60), nullable=False),
        sa.Column("revision", WHOLE, nullable=False),
        sa.Column("mark", sa.Uuid(), nullable=False),
        sa.CheckConstraint("revision > 0", name="ck_treaty_revision_revision_positive"),
        sa.PrimaryKeyConstraint("treaty_id", name="pk_treaty_revision"),
    )


def _treaty() -> None:
    op.create_table(
        "treaty",
        sa.Column("id", sa.String(60), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("short_title", sa.String(500), nullable=False),
        sa.Column("precedent", sa.Boolean(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("loaded_at", INSTANT, nullable=False),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_treaty"),
        sa.ForeignKeyConstraint(["id"], ["treaty_revision.treaty_id"], name="fk_treaty_id"),
        _entry("treaty"),
        sa.UniqueConstraint("ledger_index", name="uq_treaty_ledger_index"),
    )


def _indicator() -> None:
    op.create_table(
        "treaty_indicator",
        sa.Column("treaty_id", sa.String(60), nullable=False),
        sa.Column("id", sa.String(60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("treaty_id", "id", name="pk_treaty_indicator"),
        _of_treaty("treaty_indicator"),
    )


def _action() -> None:
    known = ", ".join(f"'{kind}'" for kind in KINDS)
    op.create_table(
        "treaty_action",
        *_action_columns(),
        sa.PrimaryKeyConstraint("treaty_id", "number", name="pk_treaty_action"),
        sa.CheckConstraint("number > 0", name="ck_treaty_action_number_positive"),
        sa.CheckConstraint(
            "recorded_on >= deposited_on", name="ck_treaty_action_recorded_after_deposit"
        ),
        sa.CheckConstraint("replaces < number", name="ck_treaty_action_replaces_an_earlier_one"),
        sa.CheckConstraint(
            "(replaces IS NULL) = (reason = '')",
            name="ck_treaty_action_reason_for_each_correction",
        ),
        sa.CheckConstraint(f"kind IN ({known})", name="ck_treaty_action_kind_known"),
        sa.CheckConstraint("participant <> ''", name="ck_treaty_action_participant_given"),
        _of_treaty("treaty_action"),
        sa.ForeignKeyConstraint(
            ["treaty_id", "replaces"],
            ["treaty_action.treaty_id", "treaty_action.number"],
            name="fk_treaty_action_replaces",
        ),
        _entry("treaty_action"),
        sa.UniqueConstraint("treaty_id", "replaces", name="uq_treaty_action_treaty_id_replaces"),
        sa.UniqueConstraint("ledger_index", name="uq_treaty_action_ledger_index"),
    )
    op.create_index("ix_treaty_action_participant", "treaty_action", ["participant"])


def _action_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("treaty_id", sa.String(60), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("deposited_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("territory", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("replaces", WHOLE, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
    ]


def _of_treaty(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["treaty_id"], ["treaty.id"], name=f"fk_{table}_treaty_id")


def _entry(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["ledger_index"], ["ledger_entry.index"], name=f"fk_{table}_ledger_index"
    )

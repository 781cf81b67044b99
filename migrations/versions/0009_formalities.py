"""Formalities: acts that name what they are about, and corrections of a treaty's text."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(40)

EARLIER_KINDS = (
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
)
KINDS = (
    *EARLIER_KINDS,
    "deferral_of_withdrawal",
    "competence_declaration",
    "communication",
)


def upgrade() -> None:
    """Let acts say what they are about, and make the tables for corrections of a text."""
    _acts(KINDS)
    for table in ("instrument", "proposed_correction"):
        op.add_column(table, sa.Column("concerns", WHOLE, nullable=True))
    _text_correction()
    _step()
    append_only("text_correction_step")


def downgrade() -> None:
    """Remove them; acts of the kinds that are new keep it from being done."""
    op.drop_table("text_correction_step")
    op.drop_table("text_correction")
    for table in ("proposed_correction", "instrument"):
        op.drop_column(table, "concerns")
    _acts((*EARLIER_KINDS, "communication"), about=False)


def _acts(kinds: tuple[str, ...], *, about: bool = True) -> None:
    """Know these kinds; SQLite copies the table, and its triggers are made again."""
    known = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("treaty_action") as table:
        table.drop_constraint("ck_treaty_action_kind_known", type_="check")
        table.create_check_constraint("ck_treaty_action_kind_known", f"kind IN ({known})")
        if about:
            table.add_column(sa.Column("concerns", WHOLE, nullable=True))
            table.create_foreign_key(
                "fk_treaty_action_concerns",
                "treaty_action",
                ["treaty_id", "concerns"],
                ["treaty_id", "number"],
            )
        else:
            table.drop_constraint("fk_treaty_action_concerns", type_="foreignkey")
            table.drop_column("concerns")
    if op.get_bind().dialect.name == "sqlite":
        append_only("treaty_action")


def _text_correction() -> None:
    op.create_table(
        "text_correction",
        sa.Column("year", WHOLE, autoincrement=False, nullable=False),
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("treaty_id", sa.String(60), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("prepared", WORD, nullable=True),
        sa.Column("prepared_by", WHOLE, nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("serial > 0", name="ck_text_correction_serial_positive"),
        sa.PrimaryKeyConstraint("year", "serial", name="pk_text_correction"),
        sa.ForeignKeyConstraint(["treaty_id"], ["treaty.id"], name="fk_text_correction_treaty_id"),
    )
    op.create_index("ix_text_correction_treaty_id", "text_correction", ["treaty_id"])


def _step() -> None:
    op.create_table(
        "text_correction_step",
        sa.Column("year", WHOLE, autoincrement=False, nullable=False),
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("version", WHOLE, autoincrement=False, nullable=False),
        sa.Column("step", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_text_correction_step_version_positive"),
        sa.PrimaryKeyConstraint("year", "serial", "version", name="pk_text_correction_step"),
        sa.ForeignKeyConstraint(
            ["year", "serial"],
            ["text_correction.year", "text_correction.serial"],
            name="fk_text_correction_step_matter",
        ),
        sa.UniqueConstraint("key", name="uq_text_correction_step_key"),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name="fk_text_correction_step_ledger_index"
        ),
        sa.UniqueConstraint("ledger_index", name="uq_text_correction_step_ledger_index"),
    )

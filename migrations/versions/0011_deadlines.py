"""Deadlines, and what obligations ask of each participant and period."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OUTCOMES = ("filed", "nil", "no_change", "waived")
BASES = ("party", "provisionally_applying", "arrangement", "voluntary")
KINDS = (
    "extension.asked",
    "deadline_decision.entered",
    "deadline_decision.confirmed",
    "outage.recorded",
)


def upgrade() -> None:
    """Make the tables."""
    _deadline()
    _outage()
    _duty()
    _record()
    op.create_table(
        "reckoning",
        sa.Column("treaty", sa.String(60), nullable=False),
        sa.Column("reckoned_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("treaty", name="pk_reckoning"),
    )
    append_only("duty_record")
    append_only("outage")


def downgrade() -> None:
    """Remove them."""
    for table in ("reckoning", "duty_record", "duty", "outage", "deadline"):
        op.drop_table(table)


def _deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("original_due_at", INSTANT, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(300), nullable=False),
        sa.Column("met_at", INSTANT, nullable=True),
        sa.Column("outcome", _words(OUTCOMES, "outcome"), nullable=True),
        sa.Column("recalled_at", INSTANT, nullable=True),
        sa.Column("lifted_at", INSTANT, nullable=True),
        sa.Column("next_step_at", INSTANT, nullable=True),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deadline"),
        sa.UniqueConstraint("kind", "subject", name="uq_deadline_kind_subject"),
        sa.CheckConstraint(
            "(met_at IS NULL) = (outcome IS NULL)", name=op.f("ck_deadline_met_with_outcome")
        ),
    )
    op.create_index("ix_deadline_due_at", "deadline", ["due_at"])
    op.create_index("ix_deadline_next_step_at", "deadline", ["next_step_at"])


def _outage() -> None:
    op.create_table(
        "outage",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", WHOLE, nullable=True),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_outage"),
        sa.CheckConstraint("until > since", name=op.f("ck_outage_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name="fk_outage_ledger_index"
        ),
        sa.UniqueConstraint("ledger_index", name="uq_outage_ledger_index"),
    )


def _duty() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("obligation", sa.String(40), nullable=False),
        sa.Column("participant", sa.String(10), nullable=False),
        sa.Column("period", sa.String(60), nullable=False),
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("basis", _words(BASES, "basis"), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("event_at", INSTANT, nullable=True),
        sa.Column("extended_by", sa.String(200), nullable=True),
        sa.Column("waived_by", sa.String(200), nullable=True),
        sa.Column("outage", WHOLE, nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty"),
        sa.UniqueConstraint(
            "obligation", "period", "participant", name="uq_duty_obligation_period_participant"
        ),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name="fk_duty_deadline_id"),
        sa.UniqueConstraint("deadline_id", name="uq_duty_deadline_id"),
        sa.ForeignKeyConstraint(["outage"], ["outage.number"], name="fk_duty_outage"),
    )
    op.create_index("ix_duty_participant", "duty", ["participant"])


def _record() -> None:
    op.create_table(
        "duty_record",
        sa.Column("ledger_index", WHOLE, autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("duty_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _words(KINDS, "recordkind"), nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("ledger_index", name="pk_duty_record"),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name="fk_duty_record_ledger_index"
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_duty_record_duty_id"),
    )
    op.create_index("ix_duty_record_duty_id", "duty_record", ["duty_id"])


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=40)

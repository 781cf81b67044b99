"""The tables of correspondence: letters, who relays them, the numbered register."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWED = sa.text("sent_at IS NULL AND failed_at IS NULL")


def upgrade() -> None:
    """Make them."""
    _make_letters()
    _make_relay()
    _make_register()


def downgrade() -> None:
    """Remove them."""
    op.drop_table("correspondence_piece")
    op.drop_table("relay")
    op.drop_table("letter")


def _make_letters() -> None:
    op.create_table(
        "letter",
        *_letter_columns(),
        sa.CheckConstraint(
            "(failed_at IS NULL) = (failure IS NULL)", name=op.f("ck_letter_failed_has_reason")
        ),
        sa.CheckConstraint(
            "sent_at IS NULL OR failed_at IS NULL", name=op.f("ck_letter_sent_or_failed")
        ),
        sa.CheckConstraint(
            "sent_at IS NULL OR message IS NOT NULL", name=op.f("ck_letter_sent_is_kept")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("occasion", name=op.f("uq_letter_occasion")),
    )
    op.create_index(
        "ix_letter_owed", "letter", ["next_attempt_at"], sqlite_where=OWED, postgresql_where=OWED
    )
    op.create_index("ix_letter_owed_at", "letter", ["owed_at"])
    op.create_index("ix_letter_reference", "letter", ["reference"])


def _letter_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occasion", sa.String(300), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("template", sa.String(80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(60), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("owed_at", INSTANT, nullable=False),
        sa.Column("next_attempt_at", INSTANT, nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("handed_over_at", INSTANT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("failed_at", INSTANT, nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("message", sa.LargeBinary(), nullable=True),
    ]


def _make_relay() -> None:
    op.create_table(
        "relay",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("holder", sa.Uuid(), nullable=True),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("heard_at", INSTANT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_relay_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay")),
    )


def _make_register() -> None:
    direction = sa.Enum("IN", "OUT", name="direction", native_enum=False, length=40)
    op.create_table(
        "correspondence_piece",
        sa.Column("direction", direction, nullable=False),
        sa.Column("year", WHOLE, autoincrement=False, nullable=False),
        sa.Column("serial", WHOLE, autoincrement=False, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("party", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("their_reference", sa.String(300), nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("entered_by", WHOLE, nullable=True),
        sa.Column("ledger_index", WHOLE, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.CheckConstraint("serial > 0", name=op.f("ck_correspondence_piece_serial_positive")),
        sa.PrimaryKeyConstraint("direction", "year", "serial", name="pk_correspondence_piece"),
        sa.ForeignKeyConstraint(
            ["ledger_index"],
            ["ledger_entry.index"],
            name="fk_correspondence_piece_ledger_index",
        ),
        sa.UniqueConstraint("key", name="uq_correspondence_piece_key"),
        sa.UniqueConstraint("ledger_index", name="uq_correspondence_piece_ledger_index"),
    )
    op.create_index("ix_correspondence_piece_on", "correspondence_piece", ["on"])
    append_only("correspondence_piece")

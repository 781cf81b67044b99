"""Circulars of bodies; calls for comments on texts, comments, and what became of each."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CLASS = sa.Enum(
    "unclassified", "restricted", "protected",
    name="class", native_enum=False, length=40,
)  # fmt: skip
STANDING = sa.Enum(
    "member", "expert", "observer",
    name="standing", native_enum=False, length=40,
)  # fmt: skip
LANGUAGE = sa.Enum(
    "ar", "zh", "en", "fr", "ru", "es",
    name="language", native_enum=False, length=40,
)  # fmt: skip
CHANNEL = sa.Enum(
    "note_verbale", "letter", "email", "in_person", "courier", "fax",
    name="channel", native_enum=False, length=40,
)  # fmt: skip
DISPOSITION = sa.Enum(
    "accepted", "accepted_in_part", "not_accepted", "noted",
    name="disposition", native_enum=False, length=40,
)  # fmt: skip
KEPT = (
    "body_circular", "body_circular_addressee",
    "paper_call", "paper_comment", "comment_disposition",
)  # fmt: skip
"""What the database itself keeps append-only."""


def upgrade() -> None:
    """Make the tables."""
    _body_circular()
    _body_circular_addressee()
    _paper_call()
    _paper_comment()
    _comment_disposition()
    for table in KEPT:
        append_only(table)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("comment_disposition")
    op.drop_table("paper_comment")
    op.drop_table("paper_call")
    op.drop_table("body_circular_addressee")
    op.drop_table("body_circular")


def _body_circular() -> None:
    op.create_table(
        "body_circular",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("serial", WHOLE, nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sort", CLASS, nullable=False),
        sa.Column("standings", sa.JSON(), nullable=False),
        sa.Column("to_some", sa.Boolean(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.CheckConstraint("serial > 0", name=op.f("ck_body_circular_serial_positive")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_circular_body_id")),
        sa.ForeignKeyConstraint(["by"], ["account.number"], name=op.f("fk_body_circular_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_circular")),
        sa.UniqueConstraint("body_id", "serial", name=op.f("uq_body_circular_body_id_serial")),
        sa.UniqueConstraint("symbol", name=op.f("uq_body_circular_symbol")),
    )


def _body_circular_addressee() -> None:
    op.create_table(
        "body_circular_addressee",
        sa.Column("circular_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("standing", STANDING, nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("letters", WHOLE, nullable=False),
        sa.CheckConstraint("letters >= 0", name=op.f("ck_body_circular_addressee_letters_counted")),
        sa.ForeignKeyConstraint(
            ["circular_id"],
            ["body_circular.id"],
            name=op.f("fk_body_circular_addressee_circular_id"),
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["body_seat.id"], name=op.f("fk_body_circular_addressee_seat_id")
        ),
        sa.PrimaryKeyConstraint("circular_id", "seat_id", name=op.f("pk_body_circular_addressee")),
    )


def _paper_call() -> None:
    op.create_table(
        "paper_call",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("language", LANGUAGE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("observers", sa.Boolean(), nullable=False),
        sa.Column("told", WHOLE, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_paper_call_number_positive")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_paper_call_paper_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.number"], name=op.f("fk_paper_call_by")),
        sa.PrimaryKeyConstraint("paper_id", "number", name=op.f("pk_paper_call")),
    )
    op.create_index(op.f("ix_paper_call_until"), "paper_call", ["until"], unique=False)


def _paper_comment() -> None:
    op.create_table(
        "paper_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("paragraph", WHOLE, nullable=True),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("channel", CHANNEL, nullable=True),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_paper_comment_number_positive")),
        sa.CheckConstraint("paragraph > 0", name=op.f("ck_paper_comment_paragraph_positive")),
        sa.CheckConstraint(
            "proposal <> '' OR paragraph IS NULL",
            name=op.f("ck_paper_comment_nothing_is_of_the_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_paper_comment_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["body_seat.id"], name=op.f("fk_paper_comment_seat_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.number"], name=op.f("fk_paper_comment_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_comment")),
        sa.UniqueConstraint("paper_id", "number", name=op.f("uq_paper_comment_paper_id_number")),
    )
    op.create_index(op.f("ix_paper_comment_seat_id"), "paper_comment", ["seat_id"], unique=False)


def _comment_disposition() -> None:
    op.create_table(
        "comment_disposition",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("disposition", DISPOSITION, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_comment_disposition_number_positive")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["paper_comment.id"],
            name=op.f("fk_comment_disposition_comment_id"),
        ),
        sa.ForeignKeyConstraint(["by"], ["account.number"], name=op.f("fk_comment_disposition_by")),
        sa.PrimaryKeyConstraint("comment_id", "number", name=op.f("pk_comment_disposition")),
    )

"""Bodies: what each is, its steps, mandates and terms, its seats and its bureau."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BODYKIND = sa.Enum(
    "preparatory_commission", "conference", "council", "committee", "working_group",
    name="bodykind", native_enum=False, length=40,
)  # fmt: skip
BODYSTATE = sa.Enum(
    "proposed", "active", "dormant", "concluded",
    name="bodystate", native_enum=False, length=40,
)  # fmt: skip
STANDING = sa.Enum(
    "member", "expert", "observer",
    name="standing", native_enum=False, length=40,
)  # fmt: skip
OFFICE = sa.Enum(
    "chair", "vice_chair", "rapporteur", "facilitator",
    name="office", native_enum=False, length=40,
)  # fmt: skip
DEEDKIND = sa.Enum(
    "body.proposed", "body.established", "body.moved",
    name="deedkind", native_enum=False, length=40,
)  # fmt: skip
KEPT = ("body_step", "body_mandate", "body_term", "body_record")
"""What the database itself keeps append-only."""


def upgrade() -> None:
    """Make the tables."""
    _body()
    _body_step()
    _body_mandate()
    _body_term()
    _body_seat()
    _body_office()
    _body_record()
    for table in KEPT:
        append_only(table)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("body_record")
    op.drop_table("body_office")
    op.drop_table("body_seat")
    op.drop_table("body_term")
    op.drop_table("body_mandate")
    op.drop_table("body_step")
    op.drop_table("body")


def _body() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("symbol", sa.String(length=60), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            BODYKIND,
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["body.id"], name=op.f("fk_body_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("slug", name=op.f("uq_body_slug")),
        sa.UniqueConstraint("symbol", name=op.f("uq_body_symbol")),
    )
    op.create_index(op.f("ix_body_parent_id"), "body", ["parent_id"], unique=False)


def _body_step() -> None:
    op.create_table(
        "body_step",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column(
            "state",
            BODYSTATE,
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_body_step_number_positive")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_step_body_id")),
        sa.PrimaryKeyConstraint("body_id", "number", name=op.f("pk_body_step")),
    )


def _body_mandate() -> None:
    op.create_table(
        "body_mandate",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_body_mandate_number_positive")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_mandate_body_id")),
        sa.PrimaryKeyConstraint("body_id", "number", name=op.f("pk_body_mandate")),
    )


def _body_term() -> None:
    op.create_table(
        "body_term",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_body_term_number_positive")),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_body_term_days_in_order")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_term_body_id")),
        sa.PrimaryKeyConstraint("body_id", "number", name=op.f("pk_body_term")),
    )


def _body_seat() -> None:
    op.create_table(
        "body_seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column(
            "standing",
            STANDING,
            nullable=False,
        ),
        sa.Column("participant", sa.String(length=10), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("account", WHOLE, nullable=True),
        sa.Column("alternate_to", sa.Uuid(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.CheckConstraint(
            "participant IS NOT NULL OR name <> ''", name=op.f("ck_body_seat_somebody_sits")
        ),
        sa.CheckConstraint(
            "standing <> 'expert' OR name <> ''", name=op.f("ck_body_seat_experts_are_people")
        ),
        sa.CheckConstraint(
            "standing <> 'member' OR participant IS NOT NULL",
            name=op.f("ck_body_seat_members_are_such"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_body_seat_days_in_order")
        ),
        sa.ForeignKeyConstraint(["account"], ["account.number"], name=op.f("fk_body_seat_account")),
        sa.ForeignKeyConstraint(
            ["alternate_to"], ["body_seat.id"], name=op.f("fk_body_seat_alternate_to")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_seat_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_seat")),
    )
    for column in ("body_id", "participant", "account"):
        op.create_index(f"ix_body_seat_{column}", "body_seat", [column])


def _body_office() -> None:
    op.create_table(
        "body_office",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column(
            "office",
            OFFICE,
            nullable=False,
        ),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("account", WHOLE, nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_body_office_days_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_body_office_account")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_office_body_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["body_seat.id"], name=op.f("fk_body_office_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_office")),
    )
    op.create_index(op.f("ix_body_office_body_id"), "body_office", ["body_id"], unique=False)


def _body_record() -> None:
    op.create_table(
        "body_record",
        sa.Column("ledger_index", WHOLE, autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            DEEDKIND,
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=True),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_record_body_id")),
        sa.ForeignKeyConstraint(
            ["ledger_index"], ["ledger_entry.index"], name=op.f("fk_body_record_ledger_index")
        ),
        sa.PrimaryKeyConstraint("ledger_index", name=op.f("pk_body_record")),
    )
    op.create_index(
        op.f("ix_body_record_body_id_subject"), "body_record", ["body_id", "subject"], unique=False
    )
    op.create_index(op.f("ix_body_record_key"), "body_record", ["key"], unique=True)

"""Meetings of bodies: their agendas, whom they invited, who registered, and who was there."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CLASS = sa.Enum(
    "unclassified", "restricted", "protected",
    name="class", native_enum=False, length=40,
)  # fmt: skip
MEETINGSTATE = sa.Enum(
    "planned", "held", "cancelled",
    name="meetingstate", native_enum=False, length=40,
)  # fmt: skip
TELLING = sa.Enum("request", "cancel", name="telling", native_enum=False, length=40)
KEPT = ("meeting_item", "meeting_paper", "meeting_invitation", "meeting_attendance")
"""What the database itself keeps append-only."""


def upgrade() -> None:
    """Make the tables."""
    _body_meeting()
    _meeting_item()
    _meeting_paper()
    _meeting_invitation()
    _meeting_registration()
    _meeting_attendance()
    for table in KEPT:
        append_only(table)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("meeting_attendance")
    op.drop_table("meeting_registration")
    op.drop_table("meeting_invitation")
    op.drop_table("meeting_paper")
    op.drop_table("meeting_item")
    op.drop_table("body_meeting")


def _body_meeting() -> None:
    op.create_table(
        "body_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("opens_at", INSTANT, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("sort", CLASS, nullable=False),
        sa.Column("papers_due_on", sa.Date(), nullable=True),
        sa.Column("state", MEETINGSTATE, nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("edition", WHOLE, nullable=False),
        sa.Column("lists", WHOLE, nullable=False),
        sa.Column("sequence", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        *_conditions_of_meetings(),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_meeting_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_meeting")),
        sa.UniqueConstraint("body_id", "number", name=op.f("uq_body_meeting_body_id_number")),
    )
    op.create_index(op.f("ix_body_meeting_opens_at"), "body_meeting", ["opens_at"], unique=False)


def _conditions_of_meetings() -> list[sa.CheckConstraint]:
    conditions = {
        "number_positive": "number > 0",
        "instants_in_order": "closes_at > opens_at",
        "counted": "sequence >= 0 AND edition > 0 AND lists >= 0",
        "cancelled_has_reason": "(state = 'cancelled') = (reason <> '')",
        "attended_is_held": "state = 'held' OR lists = 0",
        "summed_up_is_held": "state = 'held' OR summary = ''",
    }
    return [
        sa.CheckConstraint(condition, name=op.f(f"ck_body_meeting_{name}"))
        for name, condition in conditions.items()
    ]


def _meeting_item() -> None:
    op.create_table(
        "meeting_item",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("edition", WHOLE, autoincrement=False, nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("minutes", WHOLE, nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes > 0", name=op.f("ck_meeting_item_minutes_positive")
        ),
        sa.CheckConstraint(
            "number > 0 AND edition > 0", name=op.f("ck_meeting_item_numbers_positive")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["body_meeting.id"], name=op.f("fk_meeting_item_meeting_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "edition", "number", name=op.f("pk_meeting_item")),
    )


def _meeting_paper() -> None:
    op.create_table(
        "meeting_paper",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("edition", WHOLE, autoincrement=False, nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id", "edition", "number"],
            ["meeting_item.meeting_id", "meeting_item.edition", "meeting_item.number"],
            name="fk_meeting_paper_item",
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_meeting_paper_paper_id")
        ),
        sa.PrimaryKeyConstraint(
            "meeting_id", "edition", "number", "paper_id", name=op.f("pk_meeting_paper")
        ),
    )
    op.create_index(op.f("ix_meeting_paper_paper_id"), "meeting_paper", ["paper_id"], unique=False)


def _meeting_invitation() -> None:
    op.create_table(
        "meeting_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", WHOLE, nullable=False),
        sa.Column("telling", TELLING, nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("account", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_meeting_invitation_account")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["body_meeting.id"], name=op.f("fk_meeting_invitation_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["body_seat.id"], name=op.f("fk_meeting_invitation_seat_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_invitation")),
    )
    op.create_index(
        op.f("ix_meeting_invitation_meeting_id_sequence"),
        "meeting_invitation",
        ["meeting_id", "sequence"],
        unique=False,
    )


def _meeting_registration() -> None:
    op.create_table(
        "meeting_registration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("head", sa.String(length=200), nullable=False),
        sa.Column("delegates", sa.JSON(), nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["by"], ["account.number"], name=op.f("fk_meeting_registration_by")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["body_meeting.id"], name=op.f("fk_meeting_registration_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["body_seat.id"], name=op.f("fk_meeting_registration_seat_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_registration")),
        sa.UniqueConstraint(
            "meeting_id", "seat_id", name=op.f("uq_meeting_registration_meeting_id_seat_id")
        ),
    )


def _meeting_attendance() -> None:
    op.create_table(
        "meeting_attendance",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("list", WHOLE, autoincrement=False, nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["body_meeting.id"], name=op.f("fk_meeting_attendance_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["body_seat.id"], name=op.f("fk_meeting_attendance_seat_id")
        ),
        sa.PrimaryKeyConstraint(
            "meeting_id", "list", "seat_id", name=op.f("pk_meeting_attendance")
        ),
    )

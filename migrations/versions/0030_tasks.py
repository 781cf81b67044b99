"""Milestones and action items of bodies, who is to do them, and every change to them."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CLASS = sa.Enum(
    "unclassified", "restricted", "protected",
    name="class", native_enum=False, length=40,
)  # fmt: skip
TASKKIND = sa.Enum(
    "milestone", "action",
    name="taskkind", native_enum=False, length=40,
)  # fmt: skip
TASKSTATE = sa.Enum(
    "active", "changed", "done", "dropped",
    name="taskstate", native_enum=False, length=40,
)  # fmt: skip
TASKSTEP = sa.Enum(
    "entered", "changed", "done", "reopened", "dropped",
    name="taskstep", native_enum=False, length=40,
)  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    _body_task()
    _body_task_owner()
    _body_task_change()
    append_only("body_task_change")


def downgrade() -> None:
    """Remove them."""
    op.drop_table("body_task_change")
    op.drop_table("body_task_owner")
    op.drop_table("body_task")


def _body_task() -> None:
    op.create_table(
        "body_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("kind", TASKKIND, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sort", CLASS, nullable=False),
        sa.Column("state", TASKSTATE, nullable=False),
        sa.Column("deliverable", sa.String(length=300), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_body_task_number_positive")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_task_body_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["body_decision.id"], name=op.f("fk_body_task_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["body_meeting.id"], name=op.f("fk_body_task_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_body_task_paper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_task")),
        sa.UniqueConstraint(
            "body_id", "kind", "number", name=op.f("uq_body_task_body_id_kind_number")
        ),
    )
    for column in ("due_on", "meeting_id", "decision_id"):
        op.create_index(f"ix_body_task_{column}", "body_task", [column])


def _body_task_owner() -> None:
    op.create_table(
        "body_task_owner",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("account", WHOLE, nullable=True),
        sa.CheckConstraint(
            "(seat_id IS NULL) <> (account IS NULL)",
            name=op.f("ck_body_task_owner_seat_or_account"),
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_body_task_owner_account")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["body_seat.id"], name=op.f("fk_body_task_owner_seat_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["body_task.id"], name=op.f("fk_body_task_owner_task_id")
        ),
        sa.PrimaryKeyConstraint("task_id", "place", name=op.f("pk_body_task_owner")),
    )
    for column in ("seat_id", "account"):
        op.create_index(f"ix_body_task_owner_{column}", "body_task_owner", [column])


def _body_task_change() -> None:
    op.create_table(
        "body_task_change",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("step", TASKSTEP, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=True),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_body_task_change_number_positive")),
        sa.ForeignKeyConstraint(["by"], ["account.number"], name=op.f("fk_body_task_change_by")),
        sa.ForeignKeyConstraint(
            ["task_id"], ["body_task.id"], name=op.f("fk_body_task_change_task_id")
        ),
        sa.PrimaryKeyConstraint("task_id", "number", name=op.f("pk_body_task_change")),
    )
    op.create_index(op.f("ix_body_task_change_key"), "body_task_change", ["key"], unique=True)

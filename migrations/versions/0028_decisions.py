"""Decisions of bodies: what became of proposals, votes, statements, corrections, editions."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only, frozen_once, never_removed

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CLASS = sa.Enum(
    "unclassified", "restricted", "protected",
    name="class", native_enum=False, length=40,
)  # fmt: skip
MATTER = sa.Enum(
    "text", "mandate", "extension", "waiver", "finding", "election", "budget", "other",
    name="matter", native_enum=False, length=40,
)  # fmt: skip
MANNER = sa.Enum(
    "consensus", "vote", "silence",
    name="manner", native_enum=False, length=40,
)  # fmt: skip
OUTCOME = sa.Enum(
    "adopted", "not_adopted", "no_consensus", "deferred", "withdrawn",
    name="outcome", native_enum=False, length=40,
)  # fmt: skip
CHOICE = sa.Enum(
    "for", "against", "abstain", "absent",
    name="choice", native_enum=False, length=40,
)  # fmt: skip
STATING = sa.Enum(
    "statement", "reservation", "explanation",
    name="stating", native_enum=False, length=40,
)  # fmt: skip

KEPT = ("decision_edition", "decision_vote", "decision_statement", "decision_correction")
"""What the database itself keeps append-only."""

PUT = ("body_id", "title", "text", "sha256", "matter", "participant", "about", "sort")
"""What stands still from the moment at which it is put to the body."""


def upgrade() -> None:
    """Make the tables."""
    _body_decision()
    _decision_edition()
    _decision_print()
    _decision_vote()
    _decision_statement()
    _decision_correction()
    for table in KEPT:
        append_only(table)
    frozen_once("body_decision", name="decided", when="OLD.outcome IS NOT NULL")
    frozen_once("body_decision", name="put", when="OLD.manner IS NOT NULL", columns=PUT)
    never_removed("body_decision")


def downgrade() -> None:
    """Remove them."""
    for table in ("decision_print", *reversed(KEPT), "body_decision"):
        op.drop_table(table)


def _body_decision() -> None:
    op.create_table(
        "body_decision",
        *_said(),
        *_decided(),
        sa.CheckConstraint(
            "(serial IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'adopted')",
            name=op.f("ck_body_decision_adopted_is_numbered"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_body_decision_decided_at_an_instant"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_on IS NULL)",
            name=op.f("ck_body_decision_decided_on_a_day"),
        ),
        sa.CheckConstraint(
            "(serial IS NULL) = (symbol IS NULL)", name=op.f("ck_body_decision_numbered_has_symbol")
        ),
        sa.CheckConstraint(
            "serial IS NULL OR manner IS NOT NULL", name=op.f("ck_body_decision_adopted_somehow")
        ),
        sa.CheckConstraint(
            "serial IS NULL OR serial > 0", name=op.f("ck_body_decision_serial_positive")
        ),
        *_ties(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_decision")),
        sa.UniqueConstraint("body_id", "serial", name=op.f("uq_body_decision_body_id_serial")),
        sa.UniqueConstraint("symbol", name=op.f("uq_body_decision_symbol")),
    )
    for columns in (["body_id", "proposed_at"], ["meeting_id"], ["paper_id"]):
        op.create_index(f"ix_body_decision_{'_'.join(columns)}", "body_decision", columns)


def _said() -> tuple[sa.Column[object], ...]:
    """Give the columns of what is proposed."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sort", CLASS, nullable=False),
        sa.Column("matter", MATTER, nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("proposed_by", WHOLE, nullable=True),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("again_of", sa.Uuid(), nullable=True),
        sa.Column("follow_up", sa.String(length=300), nullable=False),
        sa.Column("follow_up_by", sa.Date(), nullable=True),
    )


def _ties() -> list[sa.ForeignKeyConstraint]:
    """Give what its rows refer to."""
    others = {
        "again_of": "body_decision",
        "body_id": "body",
        "meeting_id": "body_meeting",
        "paper_id": "body_paper",
    }
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_body_decision_{column}")
        for column, table in others.items()
    ]


def _decided() -> tuple[sa.Column[object], ...]:
    """Give the columns of what was decided about it."""
    return (
        sa.Column("manner", MANNER, nullable=True),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("serial", WHOLE, nullable=True),
        sa.Column("symbol", sa.String(length=60), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
    )


def _decision_edition() -> None:
    op.create_table(
        "decision_edition",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("edition", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "number > 0 AND edition > 0", name=op.f("ck_decision_edition_numbers_positive")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["body_decision.id"], name=op.f("fk_decision_edition_decision_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision_edition")),
        sa.UniqueConstraint(
            "decision_id", "edition", name=op.f("uq_decision_edition_decision_id_edition")
        ),
    )


def _decision_print() -> None:
    op.create_table(
        "decision_print",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_decision_print_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["number"], ["decision_edition.number"], name=op.f("fk_decision_print_number")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision_print")),
    )
    op.create_index(op.f("ix_decision_print_document_id"), "decision_print", ["document_id"])


def _decision_vote() -> None:
    op.create_table(
        "decision_vote",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=False),
        sa.Column("choice", CHOICE, nullable=False),
        sa.Column("weight", WHOLE, nullable=False),
        sa.Column("on_behalf_of", sa.JSON(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_decision_vote_weight_positive")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["body_decision.id"], name=op.f("fk_decision_vote_decision_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", "participant", name=op.f("pk_decision_vote")),
    )


def _decision_statement() -> None:
    op.create_table(
        "decision_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=False),
        sa.Column("kind", STATING, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["body_decision.id"], name=op.f("fk_decision_statement_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_statement")),
    )
    op.create_index(
        op.f("ix_decision_statement_decision_id_at"), "decision_statement", ["decision_id", "at"]
    )


def _decision_correction() -> None:
    op.create_table(
        "decision_correction",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=True),
        sa.Column("received_at", INSTANT, nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("proof", sa.String(length=2000), nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["body_decision.id"], name=op.f("fk_decision_correction_decision_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_correction")),
    )

"""What came back: reports, failing addresses, and what is decided about letters and prints."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FAILED = sa.text("failed_at IS NOT NULL")
OWED = {
    "letter": sa.text("sent_at IS NULL AND failed_at IS NULL"),
    "document": sa.text("ready_at IS NULL AND failed_at IS NULL"),
}
FAILING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Add the columns and make the tables."""
    for table in OWED:
        _cancellable(table)
    op.create_index("ix_letter_address", "letter", ["address"])
    _deeds("letter_deed", of="letter", key="letter_id")
    _deeds("print_deed", of="document", key="document_id")
    _bounce()
    _failing_address()
    for table in ("letter_deed", "bounce"):  # what was decided of a print goes with the print
        append_only(table)


def downgrade() -> None:
    """Remove them."""
    for table in ("bounce", "failing_address", "letter_deed", "print_deed"):
        op.drop_table(table)
    op.drop_index("ix_letter_address", "letter")
    for table, still_owed in OWED.items():
        op.drop_index(f"ix_{table}_failed", table)
        op.drop_index(f"ix_{table}_owed", table)
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(op.f(f"ck_{table}_cancelled_failed"), type_="check")
            changed.drop_column("cancelled_at")
        _indexed(table, "owed", ["next_attempt_at"], still_owed)


def _cancellable(table: str) -> None:
    """Let what has failed be cancelled; a table that is rebuilt loses its partial index."""
    op.drop_index(f"ix_{table}_owed", table)
    with op.batch_alter_table(table) as changed:
        changed.add_column(sa.Column("cancelled_at", INSTANT, nullable=True))
        changed.create_check_constraint(
            op.f(f"ck_{table}_cancelled_failed"), "cancelled_at IS NULL OR failed_at IS NOT NULL"
        )
    _indexed(table, "owed", ["next_attempt_at"], OWED[table])
    _indexed(table, "failed", ["failed_at"], FAILED)


def _indexed(table: str, name: str, columns: list[str], some: sa.TextClause) -> None:
    op.create_index(f"ix_{table}_{name}", table, columns, postgresql_where=some, sqlite_where=some)


def _deeds(table: str, *, of: str, key: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(key, sa.Uuid(), nullable=False),
        _words("act", 40),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", WHOLE, nullable=True),
        _words("reason", 500),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint([key], [f"{of}.id"], name=f"fk_{table}_{key}"),
    )
    op.create_index(f"ix_{table}_{key}", table, [key])


def _bounce() -> None:
    op.create_table(
        "bounce",
        _words("occasion", 300),
        sa.Column("found_at", INSTANT, nullable=False),
        _words("address", 254),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        *_said(),
        sa.PrimaryKeyConstraint("occasion", name="pk_bounce"),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_bounce_letter_id"),
    )
    for column in ("address", "found_at"):
        op.create_index(f"ix_bounce_{column}", "bounce", [column])


def _failing_address() -> None:
    op.create_table(
        "failing_address",
        sa.Column("id", sa.Uuid(), nullable=False),
        _words("address", 254),
        _words("name", 300),
        sa.Column("since", INSTANT, nullable=False),
        _words("failing", 40),
        *_said(),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", WHOLE, nullable=True),
        sa.Column("ended_why", sa.String(500), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_failing_address"),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_why IS NULL)",
            name=op.f("ck_failing_address_ended_for_a_reason"),
        ),
    )
    op.create_index(
        "uq_failing_address_address",
        "failing_address",
        ["address"],
        unique=True,
        postgresql_where=FAILING,
        sqlite_where=FAILING,
    )


def _said() -> Iterable[sa.Column[str]]:
    return _words("status", 12), _words("words", 500)


def _words(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)

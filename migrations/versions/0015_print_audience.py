"""Prints for an audience: until now each was public by its address."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BEFORE, SAME = "uq_document_kind_facts_sha256_press", "uq_document_same"
QUESTION = ("kind", "facts_sha256", "press")
SOMEBODY = "ck_document_readers_are_somebody"


def upgrade() -> None:
    """Say of each print for whom it is, and keep which print is whose receipt."""
    with op.batch_alter_table("document") as table:
        for column, before in (("readers", "everybody"), ("whose", "")):
            kept = sa.Column(column, sa.String(40), nullable=False, server_default=before)
            table.add_column(kept)
        table.drop_constraint(BEFORE, type_="unique")
        table.create_unique_constraint(SAME, [*QUESTION, "readers", "whose"])
        table.create_check_constraint(
            op.f(SOMEBODY), "(readers IN ('participant', 'account')) = (whose <> '')"
        )
    with op.batch_alter_table("document") as table:
        for column in ("readers", "whose"):
            table.alter_column(column, server_default=None)
    op.create_table(
        "receipt_print",
        sa.Column("ledger_index", WHOLE, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("ledger_index", name="pk_receipt_print"),
        sa.ForeignKeyConstraint(
            ["ledger_index"],
            ["declaration_version.ledger_index"],
            name="fk_receipt_print_ledger_index",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_receipt_print_document_id"
        ),
        sa.UniqueConstraint("document_id", name="uq_receipt_print_document_id"),
    )


def downgrade() -> None:
    """Keep the prints that are everybody's; what was printed for some is printed anew."""
    op.drop_table("receipt_print")
    op.execute("DELETE FROM document WHERE readers <> 'everybody'")
    with op.batch_alter_table("document") as table:
        table.drop_constraint(op.f(SOMEBODY), type_="check")
        table.drop_constraint(SAME, type_="unique")
        table.create_unique_constraint(BEFORE, list(QUESTION))
        table.drop_column("whose")
        table.drop_column("readers")

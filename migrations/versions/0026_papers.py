"""Papers of bodies: symbols, languages, sponsors, classes, and what members hand in.

On PostgreSQL the texts stand behind a second wall, as declarations do (0014): its policies say
what ``app.bodies.rules.papers`` says of what came out, but know no days. A seat that has ended,
and a day on which a class ends, are the matter of the application's own clauses.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.triggers import append_only, frozen

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PAPERKIND = sa.Enum(
    "general", "working_paper", "room_paper", "information", "limited",
    name="paperkind", native_enum=False, length=40,
)  # fmt: skip
SUFFIXKIND = sa.Enum(
    "Rev", "Add", "Corr",
    name="suffixkind", native_enum=False, length=40,
)  # fmt: skip
CLASS = sa.Enum(
    "unclassified", "restricted", "protected",
    name="class", native_enum=False, length=40,
)  # fmt: skip
LANGUAGE = sa.Enum(
    "ar", "zh", "en", "fr", "ru", "es",
    name="language", native_enum=False, length=40,
)  # fmt: skip
KEPT = ("body_paper_language", "body_paper_sponsor", "body_paper_lowering")
"""What the database itself keeps append-only."""
CHANGING = (
    "title", "sort", "derestricts_on", "issued_at", "given_up_at", "given_up_because",
    "superseded_by", "version",
)  # fmt: skip
"""What may change of a paper. Its symbol never does, and its row never goes."""

ROLE = "(SELECT current_setting('app.role', true))"
PARTICIPANT = "(SELECT nullif(current_setting('app.participant', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('app.account', true), '')::bigint)"
KEEPING = f"{ROLE} IN ('system', 'bodies_officer')"
DIRECTOR = f"{ROLE} = 'director'"
SPEAKING = f"{ROLE} IN ('drafter', 'accredited_representative', 'expert')"
OWN = f"({SPEAKING} AND (account = {ACCOUNT} OR participant = {PARTICIPANT}))"

SEATED = (
    "EXISTS (SELECT FROM body_seat s WHERE s.body_id = b.id AND "
    f"{OWN.replace('account =', 's.account =').replace('participant =', 's.participant =')})"
)
INSIDE = SEATED.replace("s.body_id = b.id", "s.body_id = b.id AND s.standing <> 'observer'")
"""Whoever asks sits in the body, or did; and not as an observer."""

OPEN = f"(p.sort = 'unclassified' OR p.derestricts_on IS NOT NULL) AND (b.public OR {SEATED})"
READ = (
    "EXISTS (SELECT FROM body_paper p JOIN body b ON b.id = p.body_id"
    " WHERE p.id = body_paper_language.paper_id AND "
    f"(({OPEN}) OR ({DIRECTOR} AND (p.sort <> 'protected' OR p.derestricts_on IS NOT NULL))"
    f" OR (p.sort = 'restricted' AND {SEATED}) OR (p.sort = 'protected' AND {INSIDE})))"
)
POLICIES = {
    "body_paper_language": {"select": f"{KEEPING} OR {READ}", "insert": KEEPING},
    "body_paper_offer": {
        "select": f"{KEEPING} OR {OWN}",
        "insert": f"{KEEPING} OR {OWN}",
        "update": KEEPING,
    },
}
"""By table and by what is done with a row; what is not named here, nobody does."""


def upgrade() -> None:
    """Make the tables."""
    _body_paper()
    _body_paper_language()
    _body_paper_sponsor()
    _body_paper_lowering()
    _body_paper_offer()
    for table in KEPT:
        append_only(table)
    frozen("body_paper", but=CHANGING)
    if op.get_bind().dialect.name == "postgresql":
        _raise_the_wall()


def downgrade() -> None:
    """Remove them."""
    op.drop_table("body_paper_offer")
    op.drop_table("body_paper_lowering")
    op.drop_table("body_paper_sponsor")
    op.drop_table("body_paper_language")
    op.drop_table("body_paper")


def _raise_the_wall() -> None:
    for table, policies in POLICIES.items():
        for deed, condition in policies.items():
            word = "WITH CHECK" if deed == "insert" else "USING"
            op.execute(
                f"CREATE POLICY {table}_{deed} ON {table} FOR {deed.upper()} {word} ({condition})"
            )
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def _body_paper() -> None:
    op.create_table("body_paper", *_columns_of_papers(), *_rules_of_papers())
    op.create_index(
        op.f("ix_body_paper_body_id_year_kind_serial"),
        "body_paper",
        ["body_id", "year", "kind", "serial"],
        unique=False,
    )
    op.create_index("ix_body_paper_body_id_issued_at", "body_paper", ["body_id", "issued_at"])


def _columns_of_papers() -> Sequence[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("year", WHOLE, nullable=False),
        sa.Column("kind", PAPERKIND, nullable=False),
        sa.Column("serial", WHOLE, nullable=False),
        sa.Column("hangs_on", sa.Uuid(), nullable=True),
        sa.Column("suffix", SUFFIXKIND, nullable=True),
        sa.Column("number", WHOLE, nullable=True),
        sa.Column("symbol", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("sort", CLASS, nullable=False),
        sa.Column("derestricts_on", sa.Date(), nullable=True),
        sa.Column("reserved_at", INSTANT, nullable=False),
        sa.Column("issued_at", INSTANT, nullable=True),
        sa.Column("given_up_at", INSTANT, nullable=True),
        sa.Column("given_up_because", sa.Text(), nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.Column("version", WHOLE, nullable=False),
    ]


def _rules_of_papers() -> Sequence[sa.Constraint]:
    return [
        sa.CheckConstraint(
            "(given_up_at IS NULL) = (given_up_because = '')", name=op.f("ck_body_paper_explained")
        ),
        sa.CheckConstraint(
            "(hangs_on IS NULL) = (suffix IS NULL) AND (suffix IS NULL) = (number IS NULL)",
            name=op.f("ck_body_paper_suffix_whole"),
        ),
        sa.CheckConstraint(
            "issued_at IS NULL OR given_up_at IS NULL", name=op.f("ck_body_paper_one_end")
        ),
        sa.CheckConstraint("serial > 0", name=op.f("ck_body_paper_serial_positive")),
        sa.CheckConstraint(
            "superseded_by IS NULL OR issued_at IS NOT NULL",
            name=op.f("ck_body_paper_issued_before_superseded"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_paper_body_id")),
        sa.ForeignKeyConstraint(
            ["hangs_on"], ["body_paper.id"], name=op.f("fk_body_paper_hangs_on")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["body_paper.id"], name=op.f("fk_body_paper_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_paper")),
        sa.UniqueConstraint("body_id", "slug", name=op.f("uq_body_paper_body_id_slug")),
        sa.UniqueConstraint(
            "hangs_on", "suffix", "number", name=op.f("uq_body_paper_hangs_on_suffix_number")
        ),
        sa.UniqueConstraint("symbol", name=op.f("uq_body_paper_symbol")),
    ]


def _body_paper_language() -> None:
    op.create_table(
        "body_paper_language",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("language", LANGUAGE, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "text <> '' OR sha256 IS NOT NULL", name=op.f("ck_body_paper_language_something_issued")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_body_paper_language_paper_id")
        ),
        sa.PrimaryKeyConstraint("paper_id", "language", name=op.f("pk_body_paper_language")),
    )


def _body_paper_sponsor() -> None:
    op.create_table(
        "body_paper_sponsor",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_body_paper_sponsor_paper_id")
        ),
        sa.PrimaryKeyConstraint("paper_id", "participant", name=op.f("pk_body_paper_sponsor")),
    )
    op.create_index(
        op.f("ix_body_paper_sponsor_participant"),
        "body_paper_sponsor",
        ["participant"],
        unique=False,
    )


def _body_paper_lowering() -> None:
    op.create_table(
        "body_paper_lowering",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("was", CLASS, nullable=False),
        sa.Column("sort", CLASS, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", WHOLE, nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_body_paper_lowering_number_positive")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_body_paper_lowering_paper_id")
        ),
        sa.PrimaryKeyConstraint("paper_id", "number", name=op.f("pk_body_paper_lowering")),
    )


def _body_paper_offer() -> None:
    op.create_table(
        "body_paper_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("language", LANGUAGE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("sort", CLASS, nullable=False),
        sa.Column("participant", sa.String(length=10), nullable=True),
        sa.Column("account", WHOLE, nullable=False),
        sa.Column("handed_in_at", INSTANT, nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("returned_at", INSTANT, nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (returned_because = '')",
            name=op.f("ck_body_paper_offer_explained"),
        ),
        sa.CheckConstraint(
            "text <> '' OR sha256 IS NOT NULL", name=op.f("ck_body_paper_offer_something_offered")
        ),
        sa.CheckConstraint(
            "paper_id IS NULL OR returned_at IS NULL", name=op.f("ck_body_paper_offer_one_answer")
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["account.number"], name=op.f("fk_body_paper_offer_account")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_paper_offer_body_id")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["body_paper.id"], name=op.f("fk_body_paper_offer_paper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_paper_offer")),
    )
    op.create_index(
        op.f("ix_body_paper_offer_body_id"), "body_paper_offer", ["body_id"], unique=False
    )

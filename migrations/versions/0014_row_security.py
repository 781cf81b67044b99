"""A second wall on PostgreSQL: its own policies say who sees what was declared, and who writes it.

They say what ``app.declarations.rules.access`` and ``app.registry.rules.access`` say; a test
proves them equal with the application's own clauses switched off. Whoever asks is told at each
transaction's begin (``app.role``, ``app.participant``, ``app.account``); untold, nothing is there.
Superusers and roles with BYPASSRLS pass policies over; owners do not, by FORCE.
"""

from collections.abc import Mapping

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROLE = "(SELECT current_setting('app.role', true))"
PARTICIPANT = "(SELECT nullif(current_setting('app.participant', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('app.account', true), '')::bigint)"

SYSTEM = f"{ROLE} = 'system'"
OFFICER = f"{ROLE} = 'declarations_officer'"
OFFICERS = f"{ROLE} IN ('declarations_officer', 'director')"
KNOWING = f"{ROLE} IN ('declarations_officer', 'director', 'auditor')"
TOLD = f"{ROLE} <> ''"
AUDITOR = f"{ROLE} = 'auditor'"
DELEGATE = f"{ROLE} IN ('drafter', 'accredited_representative')"

MINE = f"({DELEGATE} AND participant = {PARTICIPANT})"
OF_MINE = f"({DELEGATE} AND d.participant = {PARTICIPANT})"
PUBLISHED = "(v.status = 'in_good_order' AND v.number = d.record AND d.publication = 'public')"

OURS = f"{SYSTEM} OR {MINE}"

STANDING = "declaration_standing(id, record)"
"""“in_good_order” if the version of record is, else “submitted” if there is any, else nothing."""

FUNCTION = """
    CREATE FUNCTION declaration_standing(of_id uuid, of_record bigint) RETURNS text
    STABLE LANGUAGE plpgsql AS $$
    DECLARE
        asked text := current_setting('app.role', true);
        found text;
    BEGIN
        -- The policies of versions look at declarations: as the product, they need not look back.
        PERFORM set_config('app.role', 'system', true);
        SELECT CASE
            WHEN bool_or(number = of_record AND status = 'in_good_order') THEN 'in_good_order'
            WHEN count(*) > 0 THEN 'submitted'
        END INTO found FROM declaration_version WHERE declaration_id = of_id;
        PERFORM set_config('app.role', coalesce(asked, ''), true);
        RETURN found;
    END $$
"""


def _of(table: str, condition: str) -> str:
    """Say that the declaration of a row fits, as far as whoever asks knows of it."""
    return f"EXISTS (SELECT FROM declaration d WHERE d.id = {table}.declaration_id AND {condition})"


def _version(table: str, condition: str = "true") -> str:
    """Say that the version of a row fits, as far as whoever asks knows of it."""
    return (
        "EXISTS (SELECT FROM declaration_version v JOIN declaration d ON d.id = v.declaration_id"
        f" WHERE v.declaration_id = {table}.declaration_id AND v.number = {table}.number"
        f" AND {condition})"
    )


def _own(table: str) -> str:
    return f"{SYSTEM} OR ({DELEGATE} AND {_of(table, OF_MINE)})"


KNOWN_VERSION = _of(
    "declaration_version", f"({OF_MINE} OR {PUBLISHED})".replace("v.", "declaration_version.")
)
CHANGED_BY_OFFICER = f"({OFFICER} AND {STANDING} IS NOT NULL)"

READ_PORTION = f"""(
    {OF_MINE}
    OR ({OFFICERS} AND grade IN ('unclassified', 'restricted'))
    OR (grade = 'unclassified' AND {PUBLISHED})
)"""

NOTED_IN_ONES_OWN_NAME = f"role = {ROLE} AND account IS NOT DISTINCT FROM {ACCOUNT}"

ITS_FILE = """(
    d.participant = split_part(substr(upload.owner, 13), '-', 1)
    AND d.participant || '-' || d.year || '-' || d.serial = substr(upload.owner, 13)
)"""
"""Its owner is ``declaration/CAN-2027-3``; the first line is for the index."""

NAMED = (
    "EXISTS (SELECT FROM declaration_portion p WHERE p.declaration_id = d.id"
    " AND p.content::text LIKE '%' || upload.id || '%')"
)
FILE = f"EXISTS (SELECT FROM declaration d WHERE {ITS_FILE} AND ({OF_MINE} OR {NAMED}))"
OWN_FILE = f"EXISTS (SELECT FROM declaration d WHERE {ITS_FILE} AND {OF_MINE})"
ELSEWHERE = "owner NOT LIKE 'declaration/%'"
"""A file of another part of the register, of which this wall knows nothing."""

POLICIES: Mapping[str, Mapping[str, str]] = {
    "declaration": {
        "select": f"{OURS} OR ({KNOWING} AND {STANDING} IS NOT NULL)"
        f" OR ({TOLD} AND publication = 'public' AND {STANDING} = 'in_good_order')",
        "insert": OURS,
        "update": f"{OURS} OR {CHANGED_BY_OFFICER}",
    },
    "declaration_draft": {"all": _own("declaration_draft")},
    "declaration_section": {"all": _own("declaration_section")},
    "declaration_version": {
        "select": f"{SYSTEM} OR {KNOWING} OR {KNOWN_VERSION}",
        "insert": _own("declaration_version"),
        "update": f"{OFFICER} OR {_own('declaration_version')}",
    },
    "declaration_portion": {
        "select": f"{SYSTEM} OR {_version('declaration_portion', READ_PORTION)}",
        "insert": _own("declaration_portion"),
    },
    "declaration_step": {
        "select": f"{KNOWING} OR {_own('declaration_step')}",
        "insert": f"{OFFICER} OR {_own('declaration_step')}",
    },
    "declaration_reading": {
        "select": f"{AUDITOR} OR account = {ACCOUNT} OR {_own('declaration_reading')}",
        "insert": f"{SYSTEM} OR ({NOTED_IN_ONES_OWN_NAME} AND {_version('declaration_reading')})",
    },
    "registry_thing": {"select": f"{OURS} OR {OFFICERS}", "insert": OURS},
    "registry_version": {"select": f"{OURS} OR {OFFICERS}", "insert": OURS},
    "upload": {
        "select": f"{ELSEWHERE} OR {SYSTEM} OR {FILE}",
        "insert": f"{ELSEWHERE} OR {SYSTEM} OR {OWN_FILE}",
    },
}
"""By table and by what is done with a row; what is not named here, nobody does."""


def upgrade() -> None:
    """Raise the wall; SQLite has none."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(FUNCTION)
    for table, policies in POLICIES.items():
        for deed, condition in policies.items():
            op.execute(_policy(table, deed, condition))
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Take it down."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, policies in POLICIES.items():
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
        for deed in policies:
            op.execute(f"DROP POLICY {table}_{deed} ON {table}")
    op.execute("DROP FUNCTION declaration_standing")


def _policy(table: str, deed: str, condition: str) -> str:
    word = "WITH CHECK" if deed == "insert" else "USING"
    return f"CREATE POLICY {table}_{deed} ON {table} FOR {deed.upper()} {word} ({condition})"

"""Whether the database's own row security stands before whoever asks, or is passed over."""

from sqlalchemy import text
from sqlalchemy.orm import Session

WARNING = (
    "The database account passes over row security, because it is a superuser or may bypass it: "
    "the second wall around what states declare does not stand. "
    "Connect as an account that is neither."
)

PASSES_OVER = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")


def is_passed_over(session: Session) -> bool:
    """Say whether PostgreSQL lets this account see every row; SQLite has no such wall at all."""
    if session.get_bind().dialect.name != "postgresql":
        return False
    return session.scalar(PASSES_OVER) is True

"""Which revision of the schema this program expects, read without loading anything."""

from pathlib import Path

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


def head() -> str:
    """Give the newest revision: migrations are numbered, and a file's name begins with its own."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def is_known(revision: str) -> bool:
    """Say whether this program knows how to make the schema of a revision."""
    return any(VERSIONS.glob(f"{revision}_*.py"))

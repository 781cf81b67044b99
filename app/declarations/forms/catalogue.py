"""The published forms, read once a process from the schemas that come with the product."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.declarations.forms.schemas import form
from app.declarations.values.forms import Form
from app.kernel import files_in, json_in
from app.kernel.errors import NotFound

FOLDER = Path(__file__).resolve().parents[3] / "config" / "forms"
MOST_BYTES = 1_000_000


@cache
def catalogue(folder: Path = FOLDER) -> Mapping[str, Mapping[int, Form]]:
    """Give every published form by its code and version, in order.

    Raises:
        Invalid: a schema is not of our dialect; each complaint names the path of the part.

    """
    found: dict[str, dict[int, Form]] = {}
    for path in sorted(folder.glob("*/*.json")):
        content = files_in.contents(path, most=MOST_BYTES)
        read = form(json_in.parsed(content, most=MOST_BYTES))
        found.setdefault(read.code, {})[read.version] = read
    return {code: dict(sorted(versions.items())) for code, versions in sorted(found.items())}


def published(code: str, version: int | None = None) -> Form:
    """Give a form; without a version, its newest.

    Raises:
        NotFound: there is no such form, or no such version of it.

    """
    versions = catalogue().get(code, {})
    chosen = max(versions, default=0) if version is None else version
    if chosen not in versions:
        raise NotFound.because(
            "There is no version %(version)s of a form “%(code)s”.", version=chosen, code=code
        )
    return versions[chosen]

"""What is posted about one thing. What the register's rules say of it, they say later."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.kernel.errors import NotFound
from app.kernel.writing import tidy
from app.registry.values import PARTICULARS, Kind, Written


@dataclass(frozen=True, slots=True)
class Posted:
    """What was typed, and the form's own key; ``version`` is the one that was opened."""

    written: Written
    key: UUID
    version: int = 0
    reason: str = ""


def blank() -> Posted:
    """Give an empty form, under a key of its own."""
    return Posted({}, uuid4())


def opened(written: Written, version: int) -> Posted:
    """Give the form with what stands there, under a key of its own."""
    return Posted(written, uuid4(), version)


def posted(kind: Kind, form: Mapping[str, str]) -> Posted:
    """Read what was typed; a text that is empty is left out."""
    texts = {each.name: tidy(form.get(each.name, "")) for each in PARTICULARS[kind]}
    written = {name: text for name, text in texts.items() if text}
    return Posted(written, key(form), _version(form), tidy(form.get("reason", "")))


def kind(text: str) -> Kind:
    """Read a kind of thing from an address.

    Raises:
        NotFound: there is none of this name.

    """
    try:
        return Kind(text)
    except ValueError as error:
        raise NotFound.because("There is no such page.") from error


def key(form: Mapping[str, str]) -> UUID:
    """Give the form's key; a form that has lost it gets a new one."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        return uuid4()


def _version(form: Mapping[str, str]) -> int:
    """Give the version that was opened; none is never the one that stands there."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 (more digits than any version has)

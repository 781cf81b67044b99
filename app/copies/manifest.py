"""What a copy says of itself: when and of what it was made, and the digest of each part."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from app.kernel import json_in
from app.kernel.errors import Invalid

NAME = "manifest.json"
FORMAT: Literal["gaima-copy/1"] = "gaima-copy/1"
MOST_BYTES = 1_000_000

LIST_OF_FILES = "files.jsonl"
ROWS = "rows/"
ENDING = ".jsonl"

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Said(BaseModel):
    """A piece of the manifest: nothing doubtful, nothing beside."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Part(Said):
    """A part of a copy."""

    bytes: NonNegativeInt
    sha256: Digest


class Rows(Part):
    """All rows of one table."""

    table: Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]
    rows: NonNegativeInt

    @property
    def name(self) -> str:
        """What the part is called in the file."""
        return f"{ROWS}{self.table}{ENDING}"


class Ledger(Said):
    """Where the ledger stood."""

    size: NonNegativeInt
    root: str
    verifier: str | None
    """The line by which its checkpoints are checked, if there was a key."""


class Manifest(Said):
    """What a copy says of itself."""

    format: Literal["gaima-copy/1"]
    made_at: AwareDatetime
    origin: str
    """Of which register it is."""
    revision: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    """Of the schema."""
    secret: Digest
    """By which the installation's secret key is recognised, and not guessed."""
    ledger: Ledger
    tables: tuple[Rows, ...]
    """In an order in which each one's rows refer to rows before them."""
    files: Part
    """The list of stored files."""

    @property
    def parts(self) -> Mapping[str, Part]:
        """Give every part but the stored files, by name."""
        return {LIST_OF_FILES: self.files, **{each.name: each for each in self.tables}}


def purpose(made_at: datetime) -> str:
    """Give what the secret key's digest in a copy is for: another in each."""
    return f"the key of a copy made at {made_at.isoformat()}"


def understood(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        Invalid: it is none, or one of a later program's.

    """
    document = json_in.parsed(content, most=MOST_BYTES)
    if isinstance(document, dict) and document.get("format") not in {FORMAT, None}:
        raise Invalid.because(
            "The copy's format is %(format)s, which this program does not know. Restore it with "
            "the program that made it.",
            format=str(document["format"])[:60],
        )
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as wrong:
        raise Invalid.because(
            "The copy's manifest is wrong: %(reason)s.", reason=_first(wrong)
        ) from wrong


def _first(wrong: ValidationError) -> str:
    fault = wrong.errors()[0]
    place = ".".join(str(each) for each in fault["loc"])
    return f"{place}: {fault['msg']}"

"""Copies' files taken apart and put together otherwise, as whoever means harm would."""

import hashlib
import json
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


def parts_of(file: Path) -> dict[str, bytes]:
    """Give a copy's parts by name."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put_together(
    parts: Mapping[str, bytes], file: Path, *, packed: int = zipfile.ZIP_STORED
) -> Path:
    """Write parts into a file."""
    with zipfile.ZipFile(file, "w", packed) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def said_by(parts: Mapping[str, bytes]) -> dict[str, Any]:
    """Give a copy's manifest."""
    manifest: dict[str, Any] = json.loads(parts[MANIFEST])
    return manifest


def with_manifest(parts: Mapping[str, bytes], **changed: Any) -> dict[str, bytes]:
    """Give the parts with other words in the manifest."""
    return {**parts, MANIFEST: json.dumps(said_by(parts) | changed).encode()}


def with_rows(parts: Mapping[str, bytes], table: str, content: bytes) -> dict[str, bytes]:
    """Give the parts with other rows of a table, and a manifest that says so."""
    rows = {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "table": table,
        "rows": max(0, content.count(b"\n") - 1),
    }
    tables = [rows if each["table"] == table else each for each in said_by(parts)["tables"]]
    return with_manifest({**parts, f"rows/{table}.jsonl": content}, tables=tables)


def as_of(
    parts: Mapping[str, bytes], revision: str, columns: Mapping[str, Collection[str]]
) -> dict[str, bytes]:
    """Give a copy as a program of an earlier revision, which had these tables, would make it."""
    older = dict(parts)
    for each in said_by(parts)["tables"]:
        name = f"rows/{each['table']}.jsonl"
        content = older.pop(name)
        if each["table"] in columns:
            older = with_rows(
                older | {name: content}, each["table"], _narrowed(content, columns[each["table"]])
            )
    tables = [each for each in said_by(older)["tables"] if each["table"] in columns]
    return with_manifest(older, tables=tables, revision=revision)


def _narrowed(content: bytes, columns: Collection[str]) -> bytes:
    """Give a table's rows without the columns that there were not yet."""
    head, *rows = [json.loads(line) for line in content.splitlines()]
    places = [place for place, (column, _type) in enumerate(head) if column in columns]
    lines = (json.dumps([row[place] for place in places]) for row in (head, *rows))
    return "".join(f"{line}\n" for line in lines).encode()

"""The published schemas as tests change them."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from app.declarations.forms.catalogue import FOLDER

PATHS = sorted(FOLDER.glob("*/*.json"))
DOCUMENTS = {str(path.relative_to(FOLDER)): json.loads(path.read_text()) for path in PATHS}


def changed(name: str, place: str, value: Any) -> Any:
    """Give a published schema with one part put in or replaced; None takes it out."""
    document = deepcopy(DOCUMENTS[name])
    *path, last = place.split("/")
    part = document
    for step in path:
        part = part[int(step)] if isinstance(part, list) else part[step]
    key = int(last) if isinstance(part, list) else last
    if value is None:
        del part[key]
    else:
        part[key] = value
    return document


def titles(part: Any) -> Iterator[str]:
    """Give every title in a schema."""
    match part:
        case dict():
            if isinstance(part.get("title"), str):
                yield part["title"]
            for inner in part.values():
                yield from titles(inner)
        case list():
            for inner in part:
                yield from titles(inner)

"""How values stand in a copy: as JSON of a few kinds, the same whatever the database is."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Text,
    Uuid,
)
from sqlalchemy.types import TypeEngine

from app.kernel.database import Instant


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its column, how it is written in JSON, and how it is read again.

    Reading raises ValueError or TypeError where it is none of this kind.
    """

    column: TypeEngine[Any]
    written: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _as_it_is(value: Any) -> Any:
    return value


def _only(wanted: type) -> Callable[[Any], Any]:
    """Give what takes values of one class alone: ``True`` is no number here."""

    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise TypeError(f"not {wanted.__name__}")
        return value

    return read


def _word(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


KINDS: Mapping[str, Kind] = {
    "truth": Kind(Boolean(), _as_it_is, _only(bool)),
    "number": Kind(BigInteger(), _as_it_is, _only(int)),
    "text": Kind(Text(), _word, _only(str)),
    "day": Kind(Date(), date.isoformat, date.fromisoformat),
    "instant": Kind(Instant(), datetime.isoformat, datetime.fromisoformat),
    "identity": Kind(Uuid(), str, UUID),
    "bytes": Kind(
        LargeBinary(),
        lambda value: b64encode(value).decode(),
        lambda text: b64decode(text, validate=True),
    ),
    "json": Kind(JSON(), _as_it_is, _as_it_is),
}

OF_TYPES: Sequence[tuple[type[TypeEngine[Any]], str]] = (
    (Instant, "instant"),
    (JSON, "json"),
    (Boolean, "truth"),
    (Integer, "number"),
    (String, "text"),
    (Date, "day"),
    (Uuid, "identity"),
    (LargeBinary, "bytes"),
)
"""The kind of each type that columns have; a word of a list is a text."""


def kind_of(column: Column[Any]) -> str:
    """Give the kind of a column's values.

    Raises:
        ValueError: there is none for its type.

    """
    for of_type, kind in OF_TYPES:
        if isinstance(column.type, of_type):
            return kind
    raise ValueError(f"no kind of value for {column}")


def written(kind: str, value: Any) -> Any:
    """Give a value as it stands in a copy."""
    return None if value is None else KINDS[kind].written(value)


def read(kind: str, value: Any) -> Any:
    """Give a value that stands in a copy.

    Raises:
        ValueError: it is not of the kind.
        TypeError: nor of the kind's form.

    """
    return None if value is None else KINDS[kind].read(value)

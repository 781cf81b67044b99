"""Freezing values into facts."""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from gettext import NullTranslations
from typing import Any

from app.kernel.languages import Language, said
from app.kernel.sentences import Sentence

Facts = dict[str, Any]

LANGUAGE = Language.ENGLISH
"""What prints are written in."""


def frozen(value: object) -> Any:
    """Give a value as facts hold it: sentences said, fractions exact, dataclasses by field."""
    match value:
        case Sentence():
            return said(value, NullTranslations(), LANGUAGE)
        case float() | Decimal():
            exact = Decimal(str(value))
            return int(exact) if exact == exact.to_integral_value() else exact
        case tuple() | list():
            return [frozen(inner) for inner in value]
        case dict():
            return {key: frozen(inner) for key, inner in value.items()}
        case _ if is_dataclass(value):
            return {each.name: frozen(getattr(value, each.name)) for each in fields(value)}
    return value

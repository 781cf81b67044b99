"""JSON that people hand in, read strictly: nothing doubled, nothing that is no JSON, no bombs."""

import json
import re
from decimal import Decimal
from typing import Any, Never

from app.kernel import files_in
from app.kernel.errors import Invalid

DEPTH = 64
"""How deep arrays and objects may stand in each other (RFC 8259, section 9, leaves it to us)."""

DIGITS = 30
"""How many characters a number may have."""

OUTSIDE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
SURROGATE = re.compile("[\ud800-\udfff]")


def parsed(content: bytes, *, most: int) -> Any:
    """Give what a JSON document holds; numbers with a point become decimals.

    Raises:
        Invalid: it is too large, not UTF-8, not JSON, nested too deeply, names a key twice in one
            object, or holds NaN, an infinity, an endless number, a null character or half a
            surrogate pair.

    """
    text = files_in.text(content, most=most)
    _refuse_depth(text)
    try:
        document = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_decimal,
            parse_int=_whole,
        )
    except json.JSONDecodeError as error:
        raise Invalid.because(
            "This is not JSON: line %(at_line)s, column %(at_column)s: %(reason)s.",
            at_line=error.lineno,
            at_column=error.colno,
            reason=error.msg,
        ) from error
    _refuse_characters(document)
    return document


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in OUTSIDE.finditer(text):
        match token.group():
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
        if depth > DEPTH:
            raise Invalid.because(
                "Arrays and objects stand in each other more than %(most)s deep.", most=DEPTH
            )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Invalid.because(
                "The key “%(key)s” stands twice in one object. Keep one of them.", key=key
            )
        found[key] = value
    return found


def _no_constant(name: str) -> Never:
    raise Invalid.because("%(name)s is not a number in JSON. Write a number or null.", name=name)


def _decimal(number: str) -> Decimal:
    value = Decimal(_short(number))
    if abs(value.adjusted()) > DIGITS:
        raise Invalid.because("The number %(number)s is too large or too small.", number=number)
    return value


def _whole(number: str) -> int:
    return int(_short(number))


def _short(number: str) -> str:
    if len(number) > DIGITS:
        raise Invalid.because(
            "The number that begins with %(start)s has more than %(most)s characters.",
            start=number[:10],
            most=DIGITS,
        )
    return number


def _refuse_characters(value: Any) -> None:
    match value:
        case str():
            if "\x00" in value or SURROGATE.search(value):
                raise Invalid.because(
                    "A text holds a null character or half a surrogate pair. Take it out."
                )
        case dict():
            for key, inner in value.items():
                _refuse_characters(key)
                _refuse_characters(inner)
        case list():
            for inner in value:
                _refuse_characters(inner)

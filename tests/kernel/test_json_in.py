"""JSON is read strictly: one sentence for each trick."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Invalid
from app.kernel.json_in import parsed


def test_numbers_with_a_point_are_decimals() -> None:
    assert parsed(b'{"at_least": 0.55, "n": 40}', most=100) == {
        "at_least": Decimal("0.55"),
        "n": 40,
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"n": 1, "n": 2}', "The key “n” stands twice"),
        (b'{"n": NaN}', "NaN is not a number"),
        (b'{"n": -Infinity}', "-Infinity is not a number"),
        (b'{"n": 1,}', "This is not JSON: line 1, column"),
        (b'{"n": ' + b"9" * 5000 + b"}", "has more than 30 characters"),
        (b'{"n": 1e999999999}', "too large or too small"),
        (b'{"n": "\\ud800"}', "half a surrogate pair"),
        (b'{"n": "\\u0000"}', "null character"),
        (b'{"\\ud800": 1}', "half a surrogate pair"),
        (b"[" * 100_000, "more than 64 deep"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "more than 64 deep"),
        (b"", "The file is empty"),
        ("{}".encode("utf-16"), "not in UTF-8"),
    ],
)
def test_what_is_not_strict_json_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        parsed(content, most=1_000_000)


def test_brackets_in_texts_are_no_depth() -> None:
    assert parsed(b'["' + b"[{" * 100 + b'\\"["]', most=1000) == ["[{" * 100 + '"[']


def test_too_many_bytes_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(Invalid, match="at most 10 bytes"):
        parsed(b"[" * 11, most=10)


@given(st.binary(max_size=200))
def test_nothing_but_a_sentence_ever_comes_of_it(content: bytes) -> None:
    with suppress(Invalid):
        parsed(content, most=1000)

"""The same content has one written form, and what has none is refused."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.actor import Role
from app.ledger.rules.canonical import canonical, commitment


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ({}, "{}"),
        ({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
        ({"z": {"y": (), "x": -1}}, '{"z":{"x":-1,"y":[]}}'),
        (Decimal("0.550"), '"0.55"'),
        (Decimal("1E+2"), '"100"'),
        (Decimal(100), '"100"'),
        (Decimal("-0.0"), '"0"'),
        (date(1997, 9, 18), '"1997-09-18"'),
        (datetime(2027, 3, 14, 12, tzinfo=UTC), '"2027-03-14T12:00:00.000000Z"'),
        (
            datetime(2027, 3, 14, 13, tzinfo=timezone(timedelta(hours=1))),
            '"2027-03-14T12:00:00.000000Z"',
        ),
        (Role.DIRECTOR, '"director"'),
        ("Côte d'Ivoire / \"\\", '"Côte d\'Ivoire / \\"\\\\"'),
        (
            '\u20ac$\u000f\nA\'B"\\\\"/',
            '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
        ),
        (
            # RFC 8785, section 3.2.3: keys are ordered by UTF-16 code units.
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7},
            '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"\U0001f600":5,"\ufb33":3}',
        ),
    ],
)
def test_content_is_written_in_one_form(content: Any, written: str) -> None:
    assert canonical(content).decode() == written


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (0.5, TypeError),
        ({"deep": [{"er": 1.0}]}, TypeError),
        (b"bytes", TypeError),
        ({1: "a number for a key"}, TypeError),
        ({"a", "b"}, TypeError),
        (datetime(2027, 3, 14, 12), ValueError),  # noqa: DTZ001 (a naive one is the point)
        (Decimal("NaN"), ValueError),
        (Decimal("Infinity"), ValueError),
        (2**53, ValueError),
        (-(2**53), ValueError),
        ("\ud800", ValueError),
        ({"\ud800": 1}, ValueError),
    ],
)
def test_what_has_no_single_form_is_refused(content: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical(content)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("aé€\U0001f600\ufb33"), inner),
    max_leaves=10,
)


@given(plain)
def test_what_is_written_reads_back_and_is_written_so_again(content: Any) -> None:
    read = json.loads(canonical(content))
    assert read == content
    assert canonical(read) == canonical(content)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_a_decimal_is_written_alike_whatever_zeros_a_database_adds(value: Decimal) -> None:
    assert canonical(value) == canonical(value * Decimal("1.000"))
    assert Decimal(json.loads(canonical(value))) == value


def test_a_commitment_is_the_hash_of_salt_and_content() -> None:
    salt = "00ff" * 16
    assert commitment(salt, {"a": Decimal("0.5")}) == (
        sha256(bytes.fromhex(salt) + b'{"a":"0.5"}').hexdigest()
    )

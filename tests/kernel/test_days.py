"""Days are written in one way, and everything else is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2027-02-30",
        "20270314",
        "2027-W11-7",
        "2027-3-14",
        " 2027-03-14",
        "٢٠٢٧-٠٣-١٤",
        "0000-01-01",
    ],
)
def test_what_is_not_written_as_a_day_is_none(text: str) -> None:
    assert days.read(text) is None


@given(day=st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert days.read(day.isoformat()) == day

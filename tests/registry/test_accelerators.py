"""The Agency's table of accelerator types."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.kernel.errors import Invalid
from app.registry.forms.accelerators import HEADER, accelerators
from app.registry.queries import accelerators as table_of
from app.registry.values import OTHER

FACTS = Path(__file__).resolve().parents[2] / "config" / "facts"


def written(*rows: str) -> bytes:
    return "\n".join([",".join(HEADER), *rows]).encode()


def test_the_table_says_what_one_unit_can_do_and_who_says_so() -> None:
    table = table_of(FACTS)
    h100 = table["ACC-H100-SXM5"]
    assert h100.dense_16 == Decimal("989.4e12")
    assert h100.tdp_w == 700
    assert "white paper" in h100.source
    assert "sparsity" in " ".join(table.sources)


def test_the_table_holds_a_type_for_whatever_is_not_in_it() -> None:
    table = table_of(FACTS)
    assert OTHER in table
    assert "H100" not in table
    assert len(table) == len(list(table))


def test_every_type_has_a_source_and_plausible_figures() -> None:
    for each in table_of(FACTS):
        if each.id == OTHER:
            assert each.peak(16) is None
            continue
        assert each.source
        assert each.dense_16
        assert Decimal("5e13") <= each.dense_16 <= Decimal("5e15"), each.id
        for narrow, wide in ((each.dense_8, each.dense_16), (each.dense_4, each.dense_8)):
            assert narrow is None or (wide and wide <= narrow <= 3 * wide), each.id
        assert each.tdp_w is None or 50 <= each.tdp_w <= 2000, each.id


@pytest.mark.parametrize(
    ("key", "bits", "peak"),
    [
        ("ACC-B200", 16, "2.25e15"),
        ("ACC-B200", 8, "4.5e15"),
        ("ACC-B200", 4, "9e15"),
        ("ACC-H100-SXM5", 4, "1.9789e15"),
        ("ACC-V100-SXM2", 8, "1.25e14"),
        ("ACC-TPU-V3", 4, "1.23e14"),
    ],
)
def test_a_type_without_a_narrow_mode_runs_in_the_next_wider(
    key: str, bits: int, peak: str
) -> None:
    assert table_of(FACTS)[key].peak(bits) == Decimal(peak)


def test_there_is_no_peak_at_another_number_of_bits() -> None:
    with pytest.raises(ValueError, match="16, 8 and 4"):
        table_of(FACTS)["ACC-B200"].peak(32)


def test_a_wrong_row_is_named_with_its_line_and_column() -> None:
    content = written(
        "ACC-X,Maker,X,1e15,,,,a sheet",
        "ACC-X,Maker,X,1e15,,,,a sheet",
        "x,,X,many,0,,,",
    )
    with pytest.raises(Invalid) as refused:
        accelerators(content)
    places = [(each.line, each.field) for each in refused.value.complaints]
    assert places == [
        (3, "id"),
        (4, "id"),
        (4, "dense_16"),
        (4, "dense_8"),
        (4, "maker"),
        (4, "source"),
    ]

"""Symbols of papers are written and taken apart alike, and nothing hangs where it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies.rules.symbols import hangs_well, hung, may_carry, parsed
from app.bodies.values.papers import PaperKind, PaperSymbol, Suffix, SuffixKind

REV, ADD, CORR = SuffixKind.REVISION, SuffixKind.ADDENDUM, SuffixKind.CORRIGENDUM
CHAINS = (
    (), (REV,), (ADD,), (CORR,), (REV, ADD), (REV, CORR), (ADD, REV), (ADD, CORR),
    (REV, ADD, REV), (REV, ADD, CORR), (ADD, REV, CORR), (REV, ADD, REV, CORR),
)  # fmt: skip
numbers = st.integers(1, 999_999_999)


@st.composite
def symbols(draw: st.DrawFn) -> PaperSymbol:
    chain = draw(st.sampled_from(CHAINS))
    return PaperSymbol(
        draw(st.sampled_from(["GAIMA/C", "GAIMA/WG.1", "GAIMA/PC.2/WG.14"])),
        draw(st.integers(1000, 9999)),
        draw(st.sampled_from(PaperKind)),
        draw(numbers),
        tuple(Suffix(kind, draw(numbers)) for kind in chain),
    )


@pytest.mark.parametrize(
    ("symbol", "slug"),
    [
        ("GAIMA/WG.1/2027/4", "2027-4"),
        ("GAIMA/WG.1/2027/WP.3", "2027-wp-3"),
        ("GAIMA/C/2027/INF.3", "2027-inf-3"),
        ("GAIMA/WG.1/2027/CRP.2", "2027-crp-2"),
        ("GAIMA/WG.1/2027/L.1/Rev.1/Add.2", "2027-l-1-rev-1-add-2"),
        ("GAIMA/WG.1/2027/4/Add.1/Corr.1", "2027-4-add-1-corr-1"),
    ],
)
def test_a_symbol_is_written_as_it_is_read(symbol: str, slug: str) -> None:
    found = parsed(symbol)
    assert found is not None
    assert (str(found), found.slug) == (symbol, slug)


@given(symbols())
def test_every_symbol_is_taken_apart_into_what_it_was_made_of(symbol: PaperSymbol) -> None:
    assert parsed(str(symbol)) == symbol


@given(symbols(), symbols())
def test_two_papers_of_a_body_never_share_an_address(one: PaperSymbol, two: PaperSymbol) -> None:
    assert (one.slug == two.slug) == (one.ending == two.ending)


@given(st.text(max_size=40))
def test_what_is_taken_apart_is_written_the_same(text: str) -> None:
    found = parsed(text)
    assert found is None or str(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GAIMA/WG.1/2027/",
        "GAIMA/WG.1/2027/WP.03",
        "GAIMA/WG.1/2027/XX.3",
        "GAIMA/WG.1/2027/4/Rev.0",
        "GAIMA/WG.1/2027/4/Rev.1/Rev.2",
        "GAIMA/WG.1/2027/4/Corr.1/Add.1",
        "GAIMA/WG.1/2027/4/Add.1/Add.1",
        "GAIMA/WG.1/2027/4 ",
        "gaima/wg.1/2027/4",
        "GAIMA/WG.1/2027/\u0664",
    ],
)
def test_what_is_no_symbol_is_not_read_as_one(text: str) -> None:
    assert parsed(text) is None


@given(symbols(), st.sampled_from(SuffixKind), numbers)
def test_what_may_hang_gives_a_symbol_and_nothing_else_does(
    symbol: PaperSymbol, kind: SuffixKind, number: int
) -> None:
    made = hung(symbol, kind, number)
    assert (parsed(str(made)) == made) == may_carry(symbol, kind)


def test_the_chains_of_suffixes_are_these_and_no_others() -> None:
    kinds = tuple(SuffixKind)
    longer = [(*chain, kind) for chain in CHAINS for kind in kinds]
    assert all(hangs_well(chain) == (chain in CHAINS) for chain in longer)
    assert all(map(hangs_well, CHAINS))

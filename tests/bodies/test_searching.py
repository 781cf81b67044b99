"""Words are found whatever their case and accents, and marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies.rules.papers import paragraphs
from app.bodies.rules.searching import MOST_WORDS, excerpt, folded, wanted


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Vérification", "verification"),
        ("VE\u0301RIFICATION", "verification"),
        ("Straße", "strasse"),
        ("ПРОЕКТ", "проект"),
        ("核查", "核查"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_and_accents_make_no_difference(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_an_excerpt_is_a_part_of_its_text(text: str, words: list[str]) -> None:
    shown = "".join(each.text for each in excerpt(text, [w for w in map(folded, words) if w]))
    assert shown.removeprefix("… ").removesuffix(" …") in text


def test_every_word_that_was_looked_for_is_marked() -> None:
    pieces = excerpt("La Vérification du calcul vérifie.", wanted("VERIFI calcul"))
    assert [each.text for each in pieces if each.found] == ["Vérifi", "calcul", "vérifi"]


def test_an_excerpt_of_a_long_text_says_that_there_is_more() -> None:
    text = "before " * 60 + "needle" + " after" * 90
    pieces = excerpt(text, ["needle"])
    assert pieces[0].text == "… "
    assert pieces[-1].text == " …"
    assert [each.text for each in pieces if each.found] == ["needle"]


def test_only_so_many_words_are_looked_for_and_each_once() -> None:
    assert wanted("Draft DRAFT  dráft") == ("draft",)
    assert len(wanted(" ".join(map(str, range(50))))) == MOST_WORDS


def test_empty_lines_part_paragraphs() -> None:
    text = "\n1. First,\nstill first.\n \n\n2. Second.\n"
    assert paragraphs(text) == ("1. First,\nstill first.", "2. Second.")
    assert paragraphs("") == ()

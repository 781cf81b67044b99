"""What an address asks of a list is read, and what cannot be read counts as not asked."""

import pytest

from app.kernel import questions
from app.kernel.questions import Question, asked_for, seen, whole

READERS = {"q": ("text", seen), "page": ("page", whole)}


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ({}, {}),
        ({"q": " Chile ", "page": "2"}, {"text": "Chile", "page": 2}),
        ({"q": "", "page": ""}, {}),
        ({"page": "0"}, {}),
        ({"page": "-1"}, {}),
        ({"page": "٣"}, {}),
        ({"page": str(questions.HIGHEST + 1)}, {}),
        ({"page": "9" * 10_000}, {}),
        ({"q": "a\0b"}, {}),
        ({"q": "a" * 5_000}, {"text": "a" * questions.LONGEST}),
        ({"other": "1"}, {}),
    ],
)
def test_what_cannot_be_read_counts_as_not_asked(
    asked: dict[str, str], read: dict[str, object]
) -> None:
    assert asked_for(asked, READERS)[0] == read


def test_a_link_asks_the_same_with_other_words_changed_or_left_out() -> None:
    question = Question(selection=None, given={"q": "a b", "page": "2"})
    assert question.query() == "?q=a+b&page=2"
    assert question.query(page=3) == "?q=a+b&page=3"
    assert question.query(page=None, q=None) == ""

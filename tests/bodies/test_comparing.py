"""Two versions of a text side by side: nothing is lost, and nothing keeps it busy for long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bodies.rules.comparing import Mark, Piece, Row, compared
from app.bodies.rules.papers import paragraphs

TEXTS = st.text(alphabet="ab .\n缔第", max_size=60)


def shown(rows: list[Row]) -> list[str]:
    """Give each row as ``old|new``, with what was deleted and inserted in brackets."""
    return [f"{_said(each.before)}|{_said(each.after)}" for each in rows]


def _said(pieces: tuple[Piece, ...]) -> str:
    return "".join(
        each.text if each.mark is Mark.KEPT else f"[{each.text}]" for each in pieces
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ("One.", "One.", ["One.|One."]),
        ("", "", []),
        ("", "One.", ["|[One.]"]),
        ("One.", "", ["[One.]|"]),
        ("Sixty days.", "Thirty days.", ["[Sixty] days.|[Thirty] days."]),
        ("It is said.", "It is now said.", ["It is said.|It is [now] said."]),
        ("One two.", "One two three.", ["One two.|One two [three]."]),
        ("第一条", "第二条", ["第[一]条|第[二]条"]),
        ("A b c.\n\nD e f.", "D e f.", ["[A b c.]|", "D e f.|D e f."]),
        (
            "A b c.\n\nD e f.",
            "New and other.\n\nA b x.\n\nD e y.",
            ["|[New and other.]", "A b [c].|A b [x].", "D e [f].|D e [y]."],
        ),
        ("Nothing alike", "Quite another", ["[Nothing alike]|", "|[Quite another]"]),
    ],
)  # fmt: skip
def test_what_was_deleted_and_inserted_is_marked(old: str, new: str, rows: list[str]) -> None:
    found = [each.replace(" ]", "] ").replace(" |", "|") for each in shown(compared(old, new))]
    assert found == rows


def test_paragraphs_are_counted_in_both_versions() -> None:
    rows = compared("Gone now.\n\nKept as is.", "Kept as is.\n\nCome since.")
    assert [(each.old, each.new, each.is_changed) for each in rows] == [
        (1, None, True), (2, 1, False), (None, 2, True),
    ]  # fmt: skip


@given(TEXTS, TEXTS, st.sampled_from([0, 30, 300, 10_000]))
@settings(max_examples=40)
def test_both_versions_can_be_read_whole_whatever_the_effort(
    old: str, new: str, effort: int
) -> None:
    rows = compared(old, new, effort=effort)
    assert _side(rows, "before") == list(paragraphs(old))
    assert _side(rows, "after") == list(paragraphs(new))


@pytest.mark.parametrize("changed", [True, False])
def test_beyond_the_effort_a_text_is_shown_as_replaced(*, changed: bool) -> None:
    old = " ".join("ab" * 400)
    new = f"b {old} a" if changed else old
    [row] = compared(old, new, effort=2_000)
    assert row.before == (Piece(Mark.DELETED if changed else Mark.KEPT, old),)


def test_texts_made_to_keep_it_busy_are_shown_none_the_less() -> None:
    """By the plain comparison, each would take hours."""
    assert compared("a\n\nb\n\n" * 5_000, "b\n\na\n\n" * 5_000)
    assert compared("a b " * 20_000, "b a a b " * 10_000)


def _side(rows: list[Row], side: str) -> list[str]:
    found = (getattr(each, side) for each in rows)
    return ["".join(piece.text for piece in pieces) for pieces in found if pieces]

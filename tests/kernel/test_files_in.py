"""Files handed in are refused by size before anything else, and by their seeming encoding."""

from pathlib import Path

import pytest

from app.kernel import files_in
from app.kernel.errors import Invalid


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(Invalid, match=r"The file has 50\.0 MB; at most 5\.0 MB are accepted"):
        files_in.contents(large, most=5_000_000)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"absent\.csv cannot be read: no such file"):
        files_in.contents(tmp_path / "absent.csv", most=10)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="is not a file"):
        files_in.contents(tmp_path, most=1_000_000)


def test_a_byte_order_mark_is_tolerated() -> None:
    assert files_in.text("\ufeffnaïve".encode(), most=100) == "naïve"


@pytest.mark.parametrize("content", [b"", b" \r\n\t "])
def test_an_empty_file_says_so(content: bytes) -> None:
    with pytest.raises(Invalid, match="The file is empty"):
        files_in.text(content, most=100)


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        ("Côte d’Ivoire".encode("cp1252"), "Windows-1252"),
        ("Côte d'Ivoire, Türkiye".encode("latin-1"), "ISO 8859-1"),
        ("participant,action".encode("utf-16"), "UTF-16"),
        ("participant,action".encode("utf-16-le"), "UTF-16"),
        ("participant,action".encode("utf-32"), "UTF-32"),
        ("Российская Федерация".encode("cp1251"), "Windows-1251"),
        ("中华人民共和国政府".encode("gb18030"), "Asian"),
    ],
)
def test_another_encoding_is_named(content: bytes, seems: str) -> None:
    with pytest.raises(Invalid, match=f"not in UTF-8; it seems to be in .*{seems}"):
        files_in.text(content, most=100)


def test_the_line_of_the_first_foreign_byte_is_named() -> None:
    with pytest.raises(Invalid, match="line 3 is the first"):
        files_in.text(b"a\nb\n\xe9t\xe9\n", most=100)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"PK\x03\x04...", "Excel or ZIP"), (b"%PDF-1.7", "PDF"), (b"\x1f\x8b...", "compressed")],
)
def test_what_is_no_text_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(Invalid, match=kind):
        files_in.text(content, most=100)


def test_a_null_character_in_a_text_is_named_with_its_line() -> None:
    with pytest.raises(Invalid, match="Line 2 holds a null character"):
        files_in.text(b"participant,action\nFRA,decl\x00aration\n", most=100)

"""The press: the same facts give the same bytes, every script comes out right, nothing hangs it."""

import shutil
import unicodedata
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from app.documents import operations
from app.documents.operations import Unprintable
from app.documents.rules import frozen
from app.documents.values import DocumentKind
from app.kernel.child import Child
from app.treaties.values.acts import Act, ActionKind
from tests.reports.facts import facts_of, short

KIND = DocumentKind.RATIFICATION_STATUS


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return facts_of(short(), demonstration=True)


@pytest.fixture(scope="module")
def printed(press: Child, facts: dict[str, Any]) -> bytes:
    return operations.printed(facts, KIND, on=press)


@pytest.fixture(scope="module")
def reader(printed: bytes) -> PdfReader:
    return PdfReader(BytesIO(printed))


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> list[str]:
    """Give what stands on each page."""
    return texts_of(reader)


@pytest.fixture(scope="module")
def other(press: Child) -> bytes:
    """Give a print of what somebody wrote, of all kinds."""
    return operations.printed(with_texts(*WRITTEN), KIND, on=press)


@pytest.fixture(scope="module")
def written(other: bytes) -> str:
    """Give the text of that print."""
    return "\n".join(texts_of(PdfReader(BytesIO(other))))


MARKUP = '<img src="file:///etc/hostname"><style>@import "http://localhost/x"</style>'
WRITTEN = ("条" * 2_000, "Agreed \U0001f600.", MARKUP, "2027-03-14", "12.50", "1999-99-99")


def with_texts(*texts: str) -> dict[str, Any]:
    """Give the facts of a treaty to which somebody has declared this and that."""
    said = (
        Act(
            participant="FRA",
            kind=ActionKind.DECLARATION,
            deposited_on=date(2026, 3, 1),
            recorded_on=date(2026, 3, 1),
            text=text,
            number=number,
        )
        for number, text in enumerate(texts, 100)
    )
    return facts_of(short(*said))


def squeezed(text: str) -> str:
    """Give a text without its spaces, which lines of a page end with or lose."""
    return "".join(text.split())


def letters(text: str) -> str:
    """Give a text's letters alone: around names written to the left, brackets change places."""
    return "".join(letter for letter in text if unicodedata.category(letter)[0] in "LM")


def texts_of(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def test_the_same_facts_give_the_same_bytes_in_another_process(
    facts: dict[str, Any], printed: bytes
) -> None:
    with operations.press() as another:
        assert operations.printed(facts, KIND, on=another) == printed


def test_other_facts_give_other_bytes(printed: bytes, other: bytes) -> None:
    assert other != printed


def test_every_page_names_the_facts_the_ledger_and_its_number(
    pages: list[str], facts: dict[str, Any]
) -> None:
    digest = frozen(facts)[1]
    for number, text in enumerate(pages, 1):
        assert f"SHA-256 {digest}" in text
        assert "Ledger entry 1234" in text
        assert f"{number} / {len(pages)}" in text


def test_every_page_of_a_demonstration_says_so(pages: list[str]) -> None:
    assert all("Demonstration" in text for text in pages)


@pytest.mark.long
def test_every_page_of_a_rehearsal_says_so(press: Child, facts: dict[str, Any]) -> None:
    printed = operations.printed(facts | {"rehearsal": True}, KIND, on=press)
    pages = PdfReader(BytesIO(printed)).pages
    assert all("Rehearsal: this counts for nothing" in page.extract_text() for page in pages)


def test_the_document_is_tagged_and_says_its_title_and_language(reader: PdfReader) -> None:
    catalogue: Any = reader.root_object
    assert catalogue["/MarkInfo"] == {"/Marked": True}
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in catalogue["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Status of the Statute of the Agency"


def test_the_cover_counts_what_the_status_counts(pages: list[str], facts: dict[str, Any]) -> None:
    counts = facts["counts"]
    order = ("parties", "contracting", "signatories", "former")
    assert " ".join(str(counts[each]) for each in order) in " ".join(pages[0].split())


def elements(reader: PdfReader) -> Iterator[Any]:
    """Give every element of the structure tree."""
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        kids = waiting.pop().get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            element = kid.get_object()
            if isinstance(element, DictionaryObject) and "/S" in element:
                yield element
                waiting.append(element)


def test_headings_tables_and_their_headers_are_told_apart(reader: PdfReader) -> None:
    kinds = [element["/S"] for element in elements(reader)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 5
    assert {"/H3", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/L", "/Figure"} <= {*kinds}


def test_every_figure_has_words_instead_of_it(reader: PdfReader) -> None:
    figures = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert len(figures) == 3  # the emblem, the map, the timeline
    assert all(figure.get("/Alt") for figure in figures)


def test_every_cell_of_a_table_names_its_headers(reader: PdfReader) -> None:
    cells = [e for e in elements(reader) if e["/S"] == "/TD" and "/A" in e]
    assert len(cells) > 50
    assert all(cell["/A"].get("/Headers") for cell in cells)


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_names_in_every_script_can_be_copied_out_as_they_are(
    pages: list[str], facts: dict[str, Any], language: str
) -> None:
    text = letters("\n".join(pages))
    assert [n[language] for n in facts["names"] if letters(n[language]) not in text] == []


HOSTILE = {
    "Chinese": "条" * 20_000,
    "soft hyphens": "co\u00adop\u00ad" * 500,
    "zero-width spaces": "\u200b".join(["word"] * 500),
    "marks": "a" + "\u0301" * 5_000,
    "one word": "x" * 8_000,
    "Arabic": "الدولة " * 2_000,
    "marks of direction": "\u202e\u2066" * 2_000,
    "lines": "a\n" * 2_000,
}


def test_no_text_of_any_length_hangs_the_press(press: Child) -> None:
    assert operations.printed(with_texts(*HOSTILE.values()), KIND, on=press).startswith(b"%PDF-")


def test_what_people_wrote_is_printed_whole(written: str) -> None:
    assert written.count("条") == 2_000


def test_letters_that_no_font_has_stand_as_codes_and_markup_stands_as_text(written: str) -> None:
    assert "Agreed [U+1F600]." in written
    assert squeezed(MARKUP) in squeezed(written)


def test_a_text_of_the_form_of_a_day_or_a_figure_stays_as_it_was(written: str) -> None:
    assert all(each in written for each in ("2027-03-14", "12.50", "1999-99-99"))


def test_a_fact_that_is_missing_is_refused_with_a_sentence(
    press: Child, facts: dict[str, Any]
) -> None:
    incomplete = {name: fact for name, fact in facts.items() if name != "headline"}
    with pytest.raises(Unprintable, match="template does not fit its facts: 'headline'"):
        operations.printed(incomplete, KIND, on=press)


def test_a_missing_font_is_refused_with_a_sentence(facts: dict[str, Any], tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    shutil.copytree(operations.FOLDER_OF_FONTS, fonts)
    for file in fonts.glob("Amiri*"):
        file.unlink()
    with operations.press(fonts) as press, pytest.raises(Unprintable, match="Amiri Regular"):
        operations.printed(facts, KIND, on=press)


def test_the_edition_of_the_press_is_the_same_until_something_in_it_changes() -> None:
    before = operations.edition()
    operations.edition.cache_clear()
    assert operations.edition() == before
    assert len(before) == 16

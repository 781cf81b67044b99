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
def press() -> Iterator[Child]:
    with operations.press() as press:
        yield press


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return facts_of(short(), demonstration=True)


@pytest.fixture(scope="module")
def printed(press: Child, facts: dict[str, Any]) -> bytes:
    return operations.printed(facts, KIND, on=press)


@pytest.fixture(scope="module")
def reader(printed: bytes) -> PdfReader:
    return PdfReader(BytesIO(printed))


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


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_same_facts_give_the_same_bytes_in_another_process(
    facts: dict[str, Any], printed: bytes
) -> None:
    with operations.press() as another:
        assert operations.printed(facts, KIND, on=another) == printed


def test_other_facts_give_other_bytes(press: Child, facts: dict[str, Any], printed: bytes) -> None:
    assert operations.printed(facts | {"headline": "Otherwise"}, KIND, on=press) != printed


def test_every_page_names_the_facts_the_ledger_and_its_number(
    reader: PdfReader, facts: dict[str, Any]
) -> None:
    digest = frozen(facts)[1]
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"SHA-256 {digest}" in text
        assert "Ledger entry 1234" in text
        assert f"{number} / {len(reader.pages)}" in text


def test_every_page_of_a_demonstration_says_so(reader: PdfReader) -> None:
    assert all("Demonstration" in page.extract_text() for page in reader.pages)


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


def test_the_cover_counts_what_the_status_counts(reader: PdfReader, facts: dict[str, Any]) -> None:
    cover = reader.pages[0].extract_text()
    counts = facts["counts"]
    order = ("parties", "contracting", "signatories", "former")
    assert " ".join(str(counts[each]) for each in order) in " ".join(cover.split())


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
    printed: bytes, facts: dict[str, Any], language: str
) -> None:
    text = letters(text_of(printed))
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


def test_what_people_wrote_is_printed_whole(press: Child) -> None:
    text = squeezed(text_of(operations.printed(with_texts("条" * 2_000), KIND, on=press)))
    assert text.count("条") == 2_000


def test_letters_that_no_font_has_stand_as_codes_and_markup_stands_as_text(press: Child) -> None:
    hostile = '<img src="file:///etc/hostname"><style>@import "http://localhost/x"</style>'
    text = text_of(operations.printed(with_texts("Agreed \U0001f600.", hostile), KIND, on=press))
    assert "Agreed [U+1F600]." in text
    assert squeezed(hostile) in squeezed(text)


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


def test_a_text_of_the_form_of_a_day_or_a_figure_stays_as_it_was(press: Child) -> None:
    text = text_of(
        operations.printed(with_texts("2027-03-14", "12.50", "1999-99-99"), KIND, on=press)
    )
    assert all(each in text for each in ("2027-03-14", "12.50", "1999-99-99"))

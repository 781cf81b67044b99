"""A whole form as a workbook to fill in without a connection, empty or with what there is."""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.declarations.forms.cells import NO, YES, written
from app.declarations.forms.sheets import ABOUT, FIRST_LINE, NAMES_LINE, Laid, laid_out
from app.declarations.rules.reading import held, rows
from app.declarations.rules.wording import asked_when
from app.declarations.values.forms import Content, Form, Kind, Question, Table
from app.kernel.tables_out import LONG_AGO

BLANK_LINES = 200
"""How many rows of a table are ready to be filled in."""

LONGEST_LIST = 255
"""Characters that Excel lets the entries of a drop-down list have together."""

WIDTH, WIDE = 22, 48

HOW = (
    "Fill in the sheets after this one and hand the workbook in on the declaration's page.",
    "Leave sheets, columns and the grey names as they are. Use no formulas: write values.",
    "A figure: 1.2e25. With how it is known: 1.2e25; operator declared — or 1.2e25; estimated "
    "within 2. Where there is a choice of units: 72 hours.",
    "In the place of an answer: nil — not applicable — withheld: the reason. Zero is a figure; an "
    "empty cell is no answer.",
    "A date: 2027-03-14. An instant: 2027-03-14T09:30+01:00. Several entries are parted by a "
    "semicolon.",
    "Files are attached on the declaration's page; here only their names are shown.",
)


class _Styles:
    """The formats of one workbook: answers are texts, so that every digit stays as written."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.answer: Format = book.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1}
        )
        self.hint: Format = book.add_format(
            {"text_wrap": True, "valign": "top", "font_color": "#55606b"}
        )
        self.name: Format = book.add_format({"font_color": "#8a8a8a", "font_size": 8})


def workbook(form: Form, content: Content) -> bytes:
    """Give a form as a workbook; the same form and content give the same bytes."""
    out = io.BytesIO()
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": f"{form.code} {form.title}", "created": LONG_AGO})
    styles = _Styles(book)
    _about(book.add_worksheet(ABOUT), form, styles)
    for sheet in laid_out(form):
        page = book.add_worksheet(sheet.name)
        if sheet.table:
            _table(page, form, sheet, sheet.table, answers=content, style=styles)
        else:
            _questions(page, form, sheet, content, styles)
    book.close()
    return out.getvalue()


def _about(page: Worksheet, form: Form, styles: _Styles) -> None:
    page.set_column(0, 0, WIDTH)
    page.set_column(1, 1, WIDE * 2, styles.hint)
    lines = [("Declaration", form.title), ("Form", form.code), ("Version", str(form.version))]
    for line, (name, text) in enumerate(lines):
        page.write_string(line, 0, name, styles.title)
        page.write_string(line, 1, text)
    for line, text in enumerate(HOW, start=len(lines) + 1):
        page.write_string(line, 1, text, styles.hint)


def _questions(page: Worksheet, form: Form, sheet: Laid, content: Content, style: _Styles) -> None:
    page.set_column(0, 0, WIDE, style.title)
    page.set_column(1, 1, WIDE, style.answer)
    page.set_column(2, 2, WIDE, style.hint)
    page.set_column(3, 3, WIDTH, style.name)
    for place, title in enumerate(("Question", "Answer", "Hint", "Name")):
        page.write_string(0, place, title, style.title)
    answers = held(content, sheet.section.name)
    for line, question in enumerate(sheet.section.questions, start=1):
        page.write_string(line, 0, _title(question), style.title)
        page.write_string(line, 1, written(question, answers.get(question.name)), style.answer)
        page.write_string(line, 2, _hint(form, sheet, question), style.hint)
        page.write_string(line, 3, question.name, style.name)
        _choices(page, question, (line, 1, line, 1))
    page.freeze_panes(1, 0)


def _table(
    page: Worksheet, form: Form, sheet: Laid, table: Table, *, answers: Content, style: _Styles
) -> None:
    groups = rows(sheet.section, table, held(answers, sheet.section.name))
    last = FIRST_LINE - 1 + min(len(groups) + BLANK_LINES, table.most)
    for place, question in enumerate(table.questions):
        page.set_column(place, place, WIDTH, style.answer)
        page.write_string(0, place, _title(question), style.title)
        page.write_string(NAMES_LINE - 1, place, question.name, style.name)
        _choices(page, question, (FIRST_LINE - 1, place, last, place))
        if hint := _hint(form, sheet, question):
            page.write_comment(0, place, hint)
        for line, row in enumerate(groups, start=FIRST_LINE - 1):
            text = written(question, row.held.get(question.name))
            page.write_string(line, place, text, style.answer)
    page.freeze_panes(NAMES_LINE, 1)


def _title(question: Question) -> str:
    unit = f" ({' or '.join(question.units)})" if question.units else ""
    return f"{question.title}{unit}{' *' if question.must else ''}"


def _hint(form: Form, sheet: Laid, question: Question) -> str:
    conditions = asked_when(form, sheet.section, sheet.table, question.when)
    choices = "; ".join(_words(question)) if question.kind is Kind.CHOICES else ""
    needed = "* Needed." if question.must else ""
    told = [question.hint, choices, *(str(each) for each in conditions), needed]
    return " ".join(text for text in told if text)


def _choices(page: Worksheet, question: Question, area: tuple[int, int, int, int]) -> None:
    """Offer the answers to choose from; what is typed beside them is judged when it comes in."""
    words = _words(question)
    if question.kind in (Kind.CHOICE, Kind.FLAG) and len(",".join(words)) <= LONGEST_LIST:
        offered = {"validate": "list", "source": words, "error_type": "warning"}
        page.data_validation(*area, offered)


def _words(question: Question) -> Sequence[str]:
    if question.kind is Kind.FLAG:
        return [YES, NO]
    return [choice.title for choice in question.choices]

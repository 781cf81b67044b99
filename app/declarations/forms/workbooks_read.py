"""A workbook that was filled in → its content, and every fault with its sheet, row and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.declarations.forms.cells import answered
from app.declarations.forms.sheets import (
    ABOUT,
    ANSWER,
    FIRST_LINE,
    FORM_LINE,
    NAME,
    NAMES_LINE,
    VERSION_LINE,
    Laid,
    laid_out,
)
from app.declarations.values.forms import Content, Form, Kind, Question, Table
from app.declarations.values.problems import Problem
from app.kernel.errors import Complaint, Invalid
from app.kernel.sentences import Sentence
from app.kernel.workbooks_in import FORMULA, TEXT, Cell, Line, Sheet, column

SHOWN = 100
"""How many characters of a stranger's name are told back."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a workbook; a part that is not known is empty, or nought."""

    sheet: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Write it as people find it: ``Sites, row 5, column C``."""
        row = f", row {self.row}" if self.row else ""
        return f"{self.sheet}{row}{f', column {self.column}' if self.column else ''}"


@dataclass(slots=True)
class Filled:
    """What a workbook says, what could not be read in it, and where each answer stands."""

    content: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """By section, and path within it."""

    def place(self, problem: Problem) -> Place | None:
        """Give where a problem stands: at its cell, else at its sheet."""
        return self.places.get((problem.section, problem.path)) or self.places.get(
            (problem.section, problem.path.partition(".")[0])
        )


def filled(form: Form, book: Sequence[Sheet], *, kept: Content) -> Filled:
    """Read a workbook of a form. A file that ``kept`` has stays where its name stands.

    Raises:
        Invalid: it is a workbook of another form, or a sheet is missing, doubled or unknown.

    """
    sheets = {sheet.name: sheet for sheet in book}
    Invalid.unless_none(_strange(form, book, sheets))
    files = files_of(kept)
    found = Filled()
    for laid in laid_out(form):
        if laid.table:
            _read_table(found, laid, laid.table, sheets[laid.name], files)
        else:
            _read_questions(found, laid, sheets[laid.name], files)
    return found


def _strange(form: Form, book: Sequence[Sheet], sheets: Mapping[str, Sheet]) -> Iterator[Complaint]:
    about = {line.number: line.text(ANSWER).strip() for line in _lines(sheets.get(ABOUT))}
    told = about.get(FORM_LINE, ""), about.get(VERSION_LINE, "")
    if told != (form.code, str(form.version)):
        yield Complaint(
            "This is no workbook of form %(code)s, version %(version)s. Take the empty workbook "
            "from the declaration's page and fill that in.",
            {"code": form.code, "version": form.version},
        )
        return
    names = [laid.name for laid in laid_out(form)]
    for name in names:
        if name not in sheets:
            yield Complaint("The sheet “%(sheet)s” is missing.", {"sheet": name})
    for sheet in book:
        if sheet.name not in (ABOUT, *names):
            yield Complaint(
                "The form has no sheet “%(sheet)s”. Take it out.", {"sheet": sheet.name[:SHOWN]}
            )


def _lines(sheet: Sheet | None) -> Sequence[Line]:
    return sheet.lines if sheet else ()


def files_of(content: Content) -> Mapping[str, Any]:
    """Give the files that content holds, by their names."""
    return dict(_files(content))


def _files(kept: Content) -> Iterator[tuple[str, Any]]:
    for answer in kept.values():
        if isinstance(answer, Mapping):
            if isinstance(answer.get("name"), str) and "sha256" in answer:
                yield answer["name"], answer
            yield from _files(answer)
        elif isinstance(answer, list):
            for row in answer:
                yield from _files({"": row})


def _read_questions(found: Filled, laid: Laid, sheet: Sheet, files: Mapping[str, Any]) -> None:
    section = laid.section.name
    questions = {question.name: question for question in laid.section.questions}
    found.places[section, ""] = Place(sheet.name)
    for line in sheet.lines[1:]:
        name = line.text(NAME).strip()
        place = Place(sheet.name, line.number, column(ANSWER))
        if name not in questions:
            found.places.setdefault((section, name[:SHOWN]), replace(place, column=column(NAME)))
            found.problems.append(_problem(laid, "", name[:SHOWN], NO_QUESTION))
            continue
        found.places[section, name] = place
        for cell in line.cells:
            if cell.column == ANSWER:
                answer = _answer(found, laid, questions[name], path=name, cell=cell, files=files)
                _keep(found.content.setdefault(section, {}), name, answer)


def _read_table(
    found: Filled, laid: Laid, table: Table, sheet: Sheet, files: Mapping[str, Any]
) -> None:
    section = laid.section.name
    columns = _columns(found, laid, table, sheet)
    found.places[section, table.name] = Place(sheet.name)
    rows: list[dict[str, Any]] = []
    for line in sheet.lines:
        if line.number < FIRST_LINE:
            continue
        row: dict[str, Any] = {}
        for cell in line.cells:
            place = Place(sheet.name, line.number, column(cell.column))
            question = columns.get(cell.column)
            path = f"{table.name}.{len(rows)}.{question.name if question else cell.column}"
            found.places[section, path] = place
            if question is None:
                found.problems.append(_problem(laid, "", path, NO_COLUMN))
            else:
                answer = _answer(found, laid, question, path=path, cell=cell, files=files)
                _keep(row, question.name, answer)
        if row:
            for each in table.questions:
                path = f"{table.name}.{len(rows)}.{each.name}"
                found.places.setdefault((section, path), Place(sheet.name, line.number))
            rows.append(row)
    if rows:
        found.content.setdefault(section, {})[table.name] = rows


def _columns(found: Filled, laid: Laid, table: Table, sheet: Sheet) -> Mapping[int, Question]:
    """Give the question of each column, by the names below the titles."""
    questions = {each.name: each for each in table.questions}
    columns: dict[int, Question] = {}
    for line in sheet.lines:
        for cell in line.cells if line.number == NAMES_LINE else ():
            question = questions.pop(cell.text.strip(), None)
            if question:
                columns[cell.column] = question
    if questions:
        missing = Sentence.of(
            "These columns are missing, or their grey names were changed: %(names)s.",
            names=", ".join(questions),
        )
        found.problems.append(_problem(laid, "", table.name, missing))
    return columns


def _answer(
    found: Filled,
    laid: Laid,
    question: Question,
    *,
    path: str,
    cell: Cell,
    files: Mapping[str, Any],
) -> Any:
    """Read one cell; a formula or an error is complained of, and reads as nothing."""
    if cell.kind != TEXT:
        fault = NO_FORMULA if cell.kind == FORMULA else NO_ERROR
        found.problems.append(_problem(laid, question.name, path, fault))
        return None
    answer = answered(question, cell.text, files=files)
    if question.kind is Kind.FILE and isinstance(answer, str):
        found.problems.append(_problem(laid, question.name, path, NO_FILE))
        return None
    return answer


def _keep(answers: dict[str, Any], name: str, answer: Any) -> None:
    if answer is not None:
        answers[name] = answer


def _problem(laid: Laid, name: str, path: str, sentence: Sentence) -> Problem:
    return Problem(laid.section.name, name, path, sentence)


NO_QUESTION = Sentence.of(
    "The form has no question of this name. Leave the grey names as they are."
)
NO_COLUMN = Sentence.of("This column is not the form's. Take it out.")
NO_FORMULA = Sentence.of("This is a formula. Write its value instead.")
NO_ERROR = Sentence.of("This is a formula's error. Write a value instead.")
NO_FILE = Sentence.of("A file is attached on the declaration's page. Empty this cell.")

"""A workbook that was filled in → its content, and every fault with its sheet, row and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.declarations.forms.cells import answered
from app.declarations.forms.places import Filled, Grid, Place
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
from app.kernel.workbooks_in import FORMULA, Line, Sheet, column

SHOWN = 100
"""How many characters of a stranger's name are told back."""


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sheet, read into what was found before it.

    What a question's cells said once, they say wherever they say it again: it is read once.
    """

    found: Filled
    laid: Laid
    sheet: Sheet
    files: Mapping[str, Any]
    read: dict[tuple[str, str], Any] = field(default_factory=dict)

    def answer(self, question: Question, line: Line, at: int, *, path: str) -> Any:
        """Read one cell; a formula or an error is complained of, and reads as nothing."""
        if odd := line.odd.get(at):
            self.complain(question.name, path, NO_FORMULA if odd == FORMULA else NO_ERROR)
            return None
        known = question.name, line.text(at)
        if known not in self.read:
            self.read[known] = answered(question, known[1], files=self.files)
        answer = self.read[known]
        if question.kind is Kind.FILE and isinstance(answer, str):
            self.complain(question.name, path, NO_FILE)
            return None
        return answer

    def complain(self, name: str, path: str, fault: Sentence) -> None:
        self.found.problems.append(Problem(self.laid.section.name, name, path, fault))


def _read_questions(found: Filled, laid: Laid, sheet: Sheet, files: Mapping[str, Any]) -> None:
    reading = _Reading(found, laid, sheet, files)
    section = laid.section.name
    questions = {question.name: question for question in laid.section.questions}
    found.places[section, ""] = Place(sheet.name)
    for line in sheet.lines[1:]:
        name = line.text(NAME).strip()
        if name not in questions:
            place = Place(sheet.name, line.number, column(NAME))
            found.places.setdefault((section, name[:SHOWN]), place)
            reading.complain("", name[:SHOWN], NO_QUESTION)
            continue
        found.places[section, name] = Place(sheet.name, line.number, column(ANSWER))
        answer = reading.answer(questions[name], line, ANSWER, path=name)
        if answer is not None:
            found.content.setdefault(section, {})[name] = answer


def _read_table(
    found: Filled, laid: Laid, table: Table, sheet: Sheet, files: Mapping[str, Any]
) -> None:
    section, reading = laid.section.name, _Reading(found, laid, sheet, files)
    columns = _columns(reading, table)
    rows: list[dict[str, Any]] = []
    lines: list[int] = []
    found.places[section, table.name] = Place(sheet.name)
    letters = {question.name: column(at) for at, question in columns.items()}
    found.grids[section, table.name] = Grid(sheet.name, letters, lines)
    for line in sheet.lines:
        if line.number < FIRST_LINE:
            continue
        faults = len(found.problems)
        row = _row(reading, line, columns, path=f"{table.name}.{len(rows)}")
        if row or len(found.problems) > faults:
            rows.append(row)
            lines.append(line.number)
    if rows:
        found.content.setdefault(section, {})[table.name] = rows


def _row(
    reading: _Reading, line: Line, columns: Mapping[int, Question], *, path: str
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for at in line.columns():
        if question := columns.get(at):
            answer = reading.answer(question, line, at, path=f"{path}.{question.name}")
            if answer is not None:
                row[question.name] = answer
        else:
            place = Place(reading.sheet.name, line.number, column(at))
            reading.found.places[reading.laid.section.name, f"{path}.{at}"] = place
            reading.complain("", f"{path}.{at}", NO_COLUMN)
    return row


def _columns(reading: _Reading, table: Table) -> Mapping[int, Question]:
    """Give the question of each column, by the names below the titles."""
    questions = {each.name: each for each in table.questions}
    columns: dict[int, Question] = {}
    for line in reading.sheet.lines:
        for at in line.columns() if line.number == NAMES_LINE else ():
            question = questions.pop(line.text(at).strip(), None)
            if question:
                columns[at] = question
    if questions:
        missing = Sentence.of(
            "These columns are missing, or their grey names were changed: %(names)s.",
            names=", ".join(questions),
        )
        reading.complain("", table.name, missing)
    return columns


NO_QUESTION = Sentence.of(
    "The form has no question of this name. Leave the grey names as they are."
)
NO_COLUMN = Sentence.of("This column is not the form's. Take it out.")
NO_FORMULA = Sentence.of("This is a formula. Write its value instead.")
NO_ERROR = Sentence.of("This is a formula's error. Write a value instead.")
NO_FILE = Sentence.of("A file is attached on the declaration's page. Empty this cell.")

"""The governing body's papers on a register: the same figures everywhere, for those who may."""

import csv
import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.cli import parser
from app.documents import operations as documents
from app.documents import queries as prints
from app.documents.models import Document
from app.documents.values import OVERSIGHT, PUBLIC, Audience
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.child import Child
from app.kernel.database import Database
from app.kernel.errors import NotFound
from app.kernel.runtime import Runtime
from app.obligations import operations as obligations
from app.obligations import queries as duties
from app.obligations.operations import Raised
from app.participants.queries import roll
from app.reports.operations import papers as operations
from app.reports.operations.papers import Making
from app.reports.queries import house
from app.reports.queries import papers as queries
from app.reports.rules import papers
from app.reports.values import Among, Question, Timing
from app.treaties.queries import courses
from tests.applications import lent
from tests.conftest import NOON, SEAT, StoppedClock, runtime_on
from tests.declarations.filing import filed
from tests.documents.test_press import elements
from tests.people import signed_in
from tests.treaties.register import statements

TODAY = date(2027, 3, 14)
DIRECTOR = Actor(Role.DIRECTOR, 7)
PAPERS = {
    "timeliness": OVERSIGHT,
    "submissions": OVERSIGHT,
    "ratification": PUBLIC,
    "annual": OVERSIGHT,
}


@pytest.fixture(scope="module")
def register(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Give a register with the demonstration in it, in which nothing of it is changed."""
    folder = tmp_path_factory.mktemp("papers")
    shutil.copyfile(demonstrated / "test.db", folder / "test.db")
    database = Database(f"sqlite:///{folder / 'test.db'}")
    yield runtime_on(database, folder, StoppedClock())
    database.engine.dispose()


@pytest.fixture(scope="module")
def director(register: Runtime) -> FlaskClient:
    return signed_in(lent(register, tokens=False), register, Role.DIRECTOR)


def making(register: Runtime) -> Making:
    everybody = roll(register.facts)
    return Making(by=DIRECTOR, at=NOON, name=str, roll=everybody, house=house(register))


def asked(register: Runtime, client: FlaskClient, paper: str) -> Document:
    """Ask for a paper by its button, and give the print that is owed."""
    place = client.post(f"/papers/{paper}/print").location
    with register.database.read(by=SYSTEM) as session:
        return prints.document(session, UUID(place.rpartition("/")[2]), by=SYSTEM)


def tables(page: str) -> list[str]:
    """Give the text of each cell of a page's tables, without the bars."""
    drawn = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    bodies = "".join(re.findall(r"<tbody>.*?</tbody>", drawn, flags=re.DOTALL))
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", bodies, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))


def lines(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))


def test_every_deadline_of_the_reporting_status_stands_in_the_papers_once(
    register: Runtime,
) -> None:
    at = making(register)
    with register.database.read(by=DIRECTOR) as session:
        rows = queries.deadlines(session, by=DIRECTOR, at=NOON, house=at.house)
        status = duties.rows(session, DIRECTOR, at=NOON, seat=SEAT)
    spoken_of = queries.codes(at.house)
    assert len(rows) == len([row for row in status if row.obligation in spoken_of]) > 60
    years = papers.years_with(rows, at.house, today=date(2100, 1, 1))
    counted = [
        papers.timeliness_paper(year, rows, roll=at.roll, on=TODAY, house=at.house)["count"]
        for year in years
    ]
    assert sum(counted) == len(rows)
    shared = [row for row in rows if not at.house.obligations[row.obligation].is_eventful]
    periods = papers.periods_with(rows, at.house)
    found = [len(papers.of_period(rows, period, at.house)) for period in periods]
    assert sum(found) == len(shared)


@pytest.mark.parametrize(("paper", "audience"), PAPERS.items())
def test_a_paper_is_asked_for_on_its_page_and_printed_for_its_readers(
    register: Runtime, director: FlaskClient, paper: str, audience: Audience
) -> None:
    document = asked(register, director, paper)
    assert (document.audience, document.facts["readers"]) == (audience, audience.readers.value)
    assert document.facts["grade"] == "unclassified"
    assert document.subject.startswith(f"/papers/{paper}?")
    page = director.get(document.subject)
    assert (page.status_code, bool(tables(page.text))) == (200, True)


def test_the_same_paper_of_one_day_is_one_document(
    register: Runtime, director: FlaskClient
) -> None:
    first, second = (asked(register, director, "submissions") for _ in range(2))
    assert first.id == second.id


def test_the_figures_of_a_page_are_those_of_its_file(director: FlaskClient) -> None:
    rows = lines(director, "/papers/timeliness.csv?year=2026")
    words = ("deadlines", *(word.value for word in Timing))
    counted = {word: sum(int(row[word]) for row in rows if row["obligation"]) for word in words}
    grouped = {word: sum(int(row[word]) for row in rows if row["regional_group"]) for word in words}
    assert counted == grouped
    assert sum(counted[word.value] for word in Timing) == counted["deadlines"]
    assert (
        f"{counted['deadlines']} deadlines in 2026"
        in director.get("/papers/timeliness?year=2026").text
    )
    period = lines(director, "/papers/submissions.csv?period=2025")
    came = sum(bool(row["received_on"]) for row in period)
    assert (
        f"of {len(period)} declarations {came} had been received"
        in director.get("/papers/submissions?period=2025").text
    )
    for paper in ("timeliness", "submissions", "ratification"):
        assert director.get(f"/papers/{paper}.xlsx").data.startswith(b"PK")


def test_the_sheet_counts_as_each_treaty_does_and_names_who_acted(register: Runtime) -> None:
    at, question = making(register), Question(TODAY, TODAY)
    with register.database.read(by=DIRECTOR) as session:
        paper = operations.ratification_facts(session, Among.ALL, question, at)
        found = courses(session, roll=at.roll)
    counts = {course.definition.id: course.on(TODAY).counts for _, course in found}
    assert [each["id"] for each in paper["treaties"]][:2] == ["gaima-statute", "gaima-protocol-1"]
    totals = {each["status"]: each["figures"] for each in paper["totals"]}
    for place, treaty in enumerate(paper["treaties"]):
        counted = counts[treaty["id"]]
        assert totals["party"][place] + totals["withdrawing"][place] == counted.parties
        assert totals["former_party"][place] == counted.former
        assert treaty["signatories"] == counted.signatories
        on_sheet = Counter(
            row["cells"][place]["status"]
            for row in paper["rows"]
            if row["cells"][place] and not row["cells"][place]["historical"]
        )
        assert all(
            on_sheet[status] == figures[place]
            for status, figures in totals.items()
            if status != "non_signatory"
        )


def test_what_was_corrected_later_stood_as_it_was_known(register: Runtime) -> None:
    at = making(register)
    with register.database.read(by=DIRECTOR) as session:
        report, _years = operations.annual_report(session, {"year": "2026"}, at)
        [correction] = report["corrections"]
        known = (correction["recorded_on"].replace(day=1), correction["recorded_on"])
        sheets = [
            operations.ratification_facts(session, Among.OWN, Question(TODAY, on), at)
            for on in known
        ]
        before, _years = operations.annual_report(
            session, {"year": "2026", "known_on": known[0].isoformat()}, at
        )
    days = [
        {cell["on"] for row in sheet["rows"] if row["name"] == correction["name"]
         for cell in row["cells"][:1]}
        for sheet in sheets
    ]  # fmt: skip
    assert days != [{correction["right"]["on"]}] * 2
    assert days[1] == {correction["right"]["on"]}
    assert before["corrections"] == []
    assert len(before["acts"]["lines"]) < len(report["acts"]["lines"])


def test_an_incident_changes_no_word_and_more_deadlines_no_number_of_queries(
    demonstrated: Path, tmp_path: Path
) -> None:
    shutil.copyfile(demonstrated / "test.db", tmp_path / "test.db")
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    register = runtime_on(database, tmp_path, StoppedClock())
    before = every_paper(register)
    states = ("KOR", "JPN", "BRA", "KEN", "FRA", "CHL", "IND", "NOR")
    raised(register, *(Raised("f5-notice", code, "INC-7", NOON) for code in states))
    with statements(database.engine) as sent:
        assert every_paper(register) == before
    raised(register, *(Raised("f2", code, "2026") for code in states))
    with statements(database.engine) as again:
        assert every_paper(register)[0]["count"] > before[0]["count"]
    asked = [sum(each.startswith("SELECT") for each in found) for found in (sent, again)]
    assert asked == [12, 12]
    database.engine.dispose()


def raised(register: Runtime, *given: Raised) -> None:
    known, everybody = duties.catalogue(register.obligations), roll(register.facts)
    with register.database.write(by=SYSTEM) as session:
        for each in given:
            obligations.ensure(session, known, each, roll=everybody, at=NOON, seat=SEAT)


def every_paper(register: Runtime) -> list[Any]:
    """Give what every paper says: a query for the deadlines, two for the sheet, nine for a year."""
    at, question = making(register), Question(TODAY, TODAY)
    with register.database.read(by=DIRECTOR) as session:
        rows = queries.deadlines(session, by=DIRECTOR, at=NOON, house=at.house)
        return [
            papers.timeliness_paper(2027, rows, roll=at.roll, on=TODAY, house=at.house),
            papers.submissions_paper("2026", rows, name=str, on=TODAY, house=at.house),
            operations.ratification_facts(session, Among.OWN, question, at),
            operations.annual_report(session, {"year": "2027"}, at)[0],
        ]


def test_without_a_treaty_the_papers_tell_whom_they_are_for_what_came(
    database: Database, tmp_path: Path
) -> None:
    filed(database)
    register = runtime_on(database, tmp_path, StoppedClock())
    at = making(register)
    known = duties.catalogue(register.obligations)
    with database.write(by=SYSTEM) as session:
        obligations.reconcile(session, known, roll=at.roll, at=NOON, seat=SEAT)
    depositary = replace(at, by=Actor(Role.DEPOSITARY_OFFICER, 8))
    reports = []
    for each in (at, depositary):
        with database.read(by=each.by) as session:
            reports.append(operations.annual_report(session, {}, each)[0])
            with pytest.raises(NotFound):
                operations.ratification_facts(session, Among.ALL, Question(TODAY, TODAY), each)
    assert [report["received"]["count"] for report in reports] == [1, 0]
    assert [bool(report["bases"]) for report in reports] == [True, False]
    assert [report["membership"] for report in reports] == [[], []]


def test_a_visitor_sees_the_treaties_alone(register: Runtime) -> None:
    visitor = lent(register, tokens=False).test_client()
    index = visitor.get("/papers").text
    assert "/papers/ratification" in index
    assert "/papers/annual" not in index
    assert visitor.get("/papers/ratification.csv").status_code == 200
    refused = visitor.post("/papers/ratification/print", data={"as_of": "31 June"})
    assert refused.status_code == 422
    assert "no date" in refused.text


def test_what_has_no_paper_is_refused_with_a_sentence(director: FlaskClient) -> None:
    none = director.get("/papers/timeliness?year=1999")
    assert (none.status_code, "Choose one from the list" in none.text) == (404, True)
    early = director.get("/papers/ratification?as_of=1850-01-01")
    assert (early.status_code, "had no such treaty" in early.text) == (404, True)
    assert director.post("/papers/annual/print", data={"year": "1999"}).status_code == 404


@pytest.fixture(scope="module")
def press() -> Iterator[Child]:
    with documents.press() as press:
        yield press


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_the_print_has_the_figures_of_the_page_and_its_class_on_every_sheet(
    register: Runtime, director: FlaskClient, press: Child, paper: str
) -> None:
    document = asked(register, director, paper)
    reader = PdfReader(BytesIO(documents.printed(document.facts, document.kind, on=press)))
    pages = [page.extract_text() for page in reader.pages]
    text = "\n".join(pages)
    whose = "for everybody" if document.audience == PUBLIC else "for the secretariat's officers"
    assert all(f"UNCLASSIFIED · {whose}" in page for page in pages)
    squeezed = "".join(text.split())
    on_page = tables(director.get(f"/papers/{paper}").text)
    assert on_page
    assert [cell for cell in on_page if "".join(cell.split()) not in squeezed] == []
    assert figures(" ".join(on_page)) <= figures(text)
    assert all(each.get("/Alt") for each in elements(reader) if each["/S"] == "/Figure")


@pytest.mark.long
def test_the_annual_report_has_contents_and_numbered_paragraphs_on_four_to_ten_pages(
    register: Runtime, director: FlaskClient, press: Child
) -> None:
    document = asked(register, director, "annual")
    reader = PdfReader(BytesIO(documents.printed(document.facts, document.kind, on=press)))
    assert 4 <= len(reader.pages) <= 10
    squeezed = "".join("".join(page.extract_text() for page in reader.pages).split())
    page = director.get("/papers/annual").text
    numbered = re.findall(r'class="para__number">(\d+)\.</span>([^<]+)', page)
    assert [int(number) for number, _ in numbered] == list(range(1, len(numbered) + 1))
    assert [n for n, said in numbered if f"{n}.{''.join(said.split())}" not in squeezed] == []
    assert all(f"{title}" in page for title in ("Contents", "Introduction", "Annex"))
    catalogue: Any = reader.root_object
    assert b'pdfuaid:part="1"' in catalogue["/Metadata"].get_data()


def run(register: Runtime, *words: str) -> None:
    arguments = parser().parse_args(["paper", *words])
    arguments.run(arguments, register)


@pytest.mark.long
@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_the_command_prints_a_paper_into_a_file(
    register: Runtime, tmp_path: Path, capsys: pytest.CaptureFixture[str], paper: str
) -> None:
    file = tmp_path / "paper.pdf"
    run(register, paper, "-o", str(file))
    digest = capsys.readouterr().out.split()[-1].rstrip(".")
    assert digest in PdfReader(file).pages[0].extract_text()


def test_the_command_refuses_what_has_no_paper_and_writes_nothing(
    register: Runtime, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    for words in (("timeliness", "--year", "1999"), ("annual", "--known-on", "tomorrow")):
        with pytest.raises(NotFound):
            run(register, *words, "-o", str(file))
    assert not file.exists()

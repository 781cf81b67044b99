"""Compliance summaries: what they show, to whom, and that screen and print show the same."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import event

from app.cli import parser
from app.declarations.values.filing import Status
from app.documents import operations as documents
from app.documents.models import Document
from app.documents.rules import frozen
from app.documents.values import PUBLIC, DocumentKind, shared_with
from app.kernel.actor import SYSTEM, Actor, Role
from app.kernel.database import Database
from app.kernel.runtime import Runtime
from app.obligations.values import Basis, Cell
from app.participants.queries import roll
from app.reports.operations.summaries import every_summary, summary_facts
from app.reports.queries import house
from app.reports.queries.summaries import Wish
from app.reports.rules.freezing import Facts
from app.reports.rules.summaries import group_figures
from app.reports.rules.summaries.course import steps, strip, told, years
from app.reports.rules.summaries.lines import of_year, still_owed
from app.reports.values.summaries import FEWEST, Copy, Event, Filed, Happened, Line, Next
from tests.applications import lent
from tests.conftest import NOON, SEAT, StoppedClock, runtime_on
from tests.people import signed_in

CANADA = Actor(Role.DRAFTER, 7, "CAN")
COPIES = (Copy.STATE, pytest.param(Copy.PUBLIC, marks=pytest.mark.long))
CLASS = {Copy.STATE: "RESTRICTED", Copy.PUBLIC: "UNCLASSIFIED"}


def line(cell: Cell, due: str | None, **known: object) -> Line:
    """Give a line of an annual obligation."""
    given = {
        "obligation": "f2",
        "period": "2025",
        "basis": Basis.PARTY,
        "due_on": date.fromisoformat(due) if due else None,
    }
    return Line(cell=cell, **(given | known))  # type: ignore[arg-type]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T12:00+00:00")


def test_a_deadline_belongs_to_the_year_in_which_it_is_due() -> None:
    late = line(Cell.LATE, "2026-12-31", received_at=instant("2027-01-05"))
    freely = line(Cell.ON_TIME, None, received_at=instant("2026-02-01"))
    nothing = line(Cell.DUE, None)
    assert of_year([late, freely, nothing], 2026, seat=SEAT) == [late, freely]
    assert of_year([late, freely, nothing], 2027, seat=SEAT) == []


def test_what_is_open_from_earlier_years_is_named_and_what_nobody_owes_is_not() -> None:
    on = date(2027, 3, 14)
    owed = line(Cell.OVERDUE, "2025-03-31", days_late=713)
    others = (
        line(Cell.OVERDUE, "2027-03-01"),
        line(Cell.DUE, "2026-03-31", basis=Basis.VOLUNTARY),
        line(Cell.ON_TIME, "2025-06-30"),
    )
    assert still_owed([*others, owed], 2027, on=on, seat=SEAT) == [owed]


@pytest.mark.parametrize(
    ("one", "step"),
    [
        (line(Cell.OVERDUE, "2026-03-31"), Next.SUBMIT_LATE),
        (line(Cell.DUE, "2027-03-31"), Next.SUBMIT),
        (line(Cell.DUE, None), Next.SUBMIT),
        (line(Cell.DUE, "2027-03-31", basis=Basis.VOLUNTARY), Next.MAY),
        (line(Cell.OVERDUE, "2026-03-31", asked_until=date(2027, 5, 1)), Next.AWAIT),
        (line(Cell.NOT_DUE, "2028-03-31"), Next.COMING),
        (
            line(Cell.LATE, "2026-03-31", filed=Filed("CAN-2026-1", "1.0", Status.RETURNED)),
            Next.SUBMIT_AGAIN,
        ),
        (line(Cell.ON_TIME, "2026-03-31"), None),
        (line(Cell.WAIVED, "2026-03-31"), None),
        (line(Cell.NOT_DUE, "2028-03-31", basis=Basis.VOLUNTARY), None),
    ],
)
def test_what_to_do_next_follows_from_how_a_line_stands(one: Line, step: Next | None) -> None:
    assert [found for found, _ in steps([one])] == ([step] if step else [])


def test_the_most_pressing_comes_first_and_of_what_is_to_come_the_nearest_alone() -> None:
    later, sooner = line(Cell.NOT_DUE, "2029-03-31"), line(Cell.NOT_DUE, "2028-03-31")
    due, overdue = line(Cell.DUE, "2027-03-31"), line(Cell.OVERDUE, "2026-03-31")
    found = [one for _, one in steps([later, sooner, due, overdue])]
    assert found == [overdue, due, sooner]


def test_the_strip_marks_what_was_due_and_what_came_and_the_day_itself() -> None:
    lines = [line(Cell.ON_TIME, "2027-07-02", received_at=instant("2027-01-01"))]
    drawn = strip(lines, 2027, on=date(2027, 12, 31), seat=SEAT)
    assert (drawn["due"], drawn["received"], drawn["today"]) == ([498], [0], 997)
    assert strip(lines, 2027, on=date(2026, 12, 31), seat=SEAT)["today"] is None


def test_the_timeline_tells_what_happened_up_to_the_day_in_order() -> None:
    asked = Happened(date(2026, 3, 1), Event.ASKED, until=date(2026, 6, 1))
    granted = Happened(date(2026, 4, 1), Event.EXTENDED, date(2026, 6, 1), "GAIMA/C/D.4")
    to_come = Happened(date(2026, 9, 1), Event.WAIVED, symbol="GAIMA/C/D.5")
    filed = line(
        *(Cell.ON_TIME, "2026-06-01"),
        received_at=instant("2026-05-02"),
        happened=(granted, asked, to_come),
    )
    found = told([filed], (), 2026, on=date(2026, 8, 1), seat=SEAT)
    assert [each.event for each in found] == [Event.ASKED, Event.EXTENDED, Event.RECEIVED]
    assert found[1].symbol == "GAIMA/C/D.4"


def test_the_bars_stack_to_the_years_total_and_empty_years_before_the_first_are_left_out() -> None:
    lines = [
        line(Cell.ON_TIME, "2026-03-31"),
        line(Cell.LATE, "2026-03-31"),
        line(Cell.OVERDUE, "2027-03-01"),
        line(Cell.ON_TIME, "2026-03-31", basis=Basis.VOLUNTARY),
    ]
    drawn = years(lines, 2027, seat=SEAT)
    assert drawn is not None
    assert [(each["year"], each["total"]) for each in drawn["years"]] == [(2026, 2), (2027, 1)]
    assert [part["cell"] for part in drawn["years"][0]["parts"]] == ["on_time", "late"]
    assert years(lines[3:], 2027, seat=SEAT) is None


@pytest.fixture(scope="module")
def runtime(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Give a register with the demonstration in it, which nobody here changes much."""
    folder = tmp_path_factory.mktemp("summaries")
    shutil.copyfile(demonstrated / "test.db", folder / "test.db")
    database = Database(f"sqlite:///{folder / 'test.db'}")
    yield runtime_on(database, folder, StoppedClock())
    database.engine.dispose()


def facts_of(runtime: Runtime, code: str, year: int, copy: Copy, by: Actor = SYSTEM) -> Facts:
    known = {"roll": roll(runtime.facts), "house": house(runtime)}
    with runtime.database.read(by=by) as session:
        wish = Wish(year, copy, code)
        return summary_facts(session, code, wish, by=by, at=NOON, **known)  # type: ignore[arg-type]


def every(runtime: Runtime, copy: Copy) -> dict[str, Facts]:
    known = {"roll": roll(runtime.facts), "house": house(runtime)}
    with runtime.database.read(by=SYSTEM) as session:
        found = every_summary(session, Wish(2026, copy), by=SYSTEM, at=NOON, **known)  # type: ignore[arg-type]
        return dict(found)


@pytest.mark.parametrize("copy", Copy)
def test_for_all_it_says_what_it_says_for_one_in_as_many_queries(
    runtime: Runtime, copy: Copy
) -> None:
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    whole = every(runtime, copy)  # the register's courses are read by now
    event.listen(runtime.database.engine, "before_cursor_execute", note)
    whole = every(runtime, copy)
    for_all = len(asked)
    for code in ("CAN", "JPN", "EU"):
        asked.clear()
        assert facts_of(runtime, code, 2026, copy) == whole[code]
        assert len(asked) == for_all <= 6
    event.remove(runtime.database.engine, "before_cursor_execute", note)
    assert len(whole) > 20


def test_a_delegate_sees_its_own_as_the_secretariat_does_and_of_others_figures_alone(
    runtime: Runtime,
) -> None:
    own = facts_of(runtime, "CAN", 2026, Copy.STATE)
    assert own["lines"]
    assert facts_of(runtime, "CAN", 2026, Copy.STATE, by=CANADA) == own
    others = facts_of(runtime, "JPN", 2026, Copy.STATE, by=CANADA)
    assert (others["lines"], others["earlier"], others["years"]) == ([], [], None)


def test_the_public_copy_holds_what_is_published_and_nothing_of_what_is_not(
    runtime: Runtime,
) -> None:
    own, public = (facts_of(runtime, "CAN", 2026, copy) for copy in Copy)
    reserved = {each["title"] for each in own["lines"] if each["title"].startswith("Serious")}
    assert reserved
    assert not reserved & {each["title"] for each in public["lines"]}
    assert {each["filing"] for each in public["lines"]} == {None}
    assert {each["cell"] for each in public["lines"]} <= {"on_time", "late"}
    assert (public["earlier"], public["next"]) == ([], None)
    assert public["cells"] == ["on_time", "late"]


def test_figures_of_a_group_are_given_only_where_they_tell_of_no_single_participant(
    runtime: Runtime,
) -> None:
    everybody, laws = roll(runtime.facts), house(runtime).obligations
    members = [each.code for each in everybody if each.group == everybody["CAN"].group]
    lines = {code: [line(Cell.ON_TIME, "2026-03-31")] for code in members[:FEWEST]}
    found = group_figures(lines, 2026, roll=everybody, obligations=laws, seat=SEAT)
    [figures] = found.values()
    assert (figures.participants, figures.counts[Cell.ON_TIME]) == (FEWEST, FEWEST)
    reserved = {"CAN": [line(Cell.ON_TIME, "2026-03-31", obligation="f5")]}
    assert group_figures(reserved, 2026, roll=everybody, obligations=laws, seat=SEAT) == {}
    assert facts_of(runtime, "CAN", 2026, Copy.STATE)["group"]["enough"] is False


@pytest.fixture(scope="module")
def printed(runtime: Runtime) -> Iterator[Callable[[Copy], tuple[PdfReader, str]]]:
    """Give what prints Canada's summary in a copy, once, as a reader of the file has it."""
    with documents.press() as press:

        @cache
        def one(copy: Copy) -> tuple[PdfReader, str]:
            facts, _ = frozen(facts_of(runtime, "CAN", 2026, copy))
            kind = DocumentKind.COMPLIANCE_SUMMARY
            reader = PdfReader(BytesIO(documents.printed(facts, kind, on=press)))
            pages = (page.extract_text() for page in reader.pages)
            return reader, " ".join(" ".join(pages).split())

        yield one


@pytest.mark.parametrize("copy", COPIES)
def test_the_print_is_tagged_short_in_six_scripts_and_shows_its_class_on_every_page(
    printed: Callable[[Copy], tuple[PdfReader, str]], copy: Copy
) -> None:
    reader, text = printed(copy)
    assert 2 <= len(reader.pages) <= 6
    assert "/StructTreeRoot" in reader.root_object
    assert all(CLASS[copy] in page.extract_text() for page in reader.pages)
    for name in ("Canada", "Canadá", "Канада", "加拿大", "كندا"):
        assert name in text
    assert "nothing here is one, and none is computed" in text


@pytest.mark.parametrize(
    ("role", "copy"),
    [(Role.DRAFTER, Copy.STATE), pytest.param(None, Copy.PUBLIC, marks=pytest.mark.long)],
)
def test_screen_and_print_show_the_same_lines_and_figures(
    runtime: Runtime,
    printed: Callable[[Copy], tuple[PdfReader, str]],
    role: Role | None,
    copy: Copy,
) -> None:
    app = lent(runtime)
    client = signed_in(app, runtime, role, "CAN") if role else app.test_client()
    answer = client.get("/summaries/CAN?period=2026")
    page = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    facts = facts_of(runtime, "CAN", 2026, copy)
    assert answer.status_code == 200
    _, text = printed(copy)
    for each in facts["lines"]:
        assert each["title"] in page
        assert each["title"] in text
    for row in facts["years"]["years"]:
        assert str(row["year"]) in text
    totals = f"All together {' '.join(str(each['total']) for each in facts['years']['years'])}"
    assert totals in page
    assert totals in text


def test_who_may_not_read_the_restricted_copy_gets_the_public_one_whatever_it_asks(
    runtime: Runtime,
) -> None:
    app = lent(runtime, tokens=False)
    other = signed_in(app, runtime, Role.REPRESENTATIVE, "JPN")
    page = other.get("/summaries/CAN?period=2026&copy=state").text
    assert "Unclassified" in page
    assert "Serious incidents" not in page
    asked = other.post("/summaries/CAN/print", data={"period": "2026", "copy": "state"})
    assert document(runtime, asked.location).audience == PUBLIC


def test_the_states_copy_is_one_print_for_the_state_and_those_who_oversee(
    runtime: Runtime,
) -> None:
    app = lent(runtime, tokens=False)
    clients = [
        signed_in(app, runtime, role, "CAN") for role in (Role.DRAFTER, Role.DIRECTOR, Role.AUDITOR)
    ]
    asked = {ask(client) for client in clients}
    assert len(asked) == 1
    [address] = asked
    assert document(runtime, address).audience == shared_with("CAN")
    assert {client.get(address).status_code for client in clients} == {200}
    other = signed_in(app, runtime, Role.DRAFTER, "JPN")
    assert other.get(address).status_code == 404


def ask(client: FlaskClient) -> str:
    return str(client.post("/summaries/CAN/print", data={"period": "2026"}).location)


def document(runtime: Runtime, address: str) -> Document:
    with runtime.database.read(by=SYSTEM) as session:
        return session.get_one(Document, UUID(address.rsplit("/", 1)[1]))


@pytest.mark.parametrize("period", ["1899", "27", "2026x", "٢٠٢٦", "9" * 5000])
def test_a_year_that_is_none_is_not_there(runtime: Runtime, period: str) -> None:
    answer = lent(runtime).test_client().get("/summaries/CAN", query_string={"period": period})
    assert answer.status_code == 404
    assert "written as 2027" in answer.text


@pytest.mark.long
def test_the_command_prints_the_same_facts_into_a_file(
    runtime: Runtime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "canada.pdf"
    words = ["summary", "Canada", "--period", "2026", "--copy", "public", "-o", str(file)]
    arguments = parser().parse_args(words)
    arguments.run(arguments, runtime)
    digest = frozen(facts_of(runtime, "CAN", 2026, Copy.PUBLIC))[1]
    assert digest in capsys.readouterr().out
    assert digest in PdfReader(file).pages[0].extract_text()

"""The files for spreadsheets hold the page's figures, and no cell of them is a formula."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from app.kernel.tables_out import as_csv, as_xlsx
from app.treaties.rules.document import status_document
from app.treaties.rules.export import ACTS_HEADER, STATUS_HEADER, acts_table, status_table
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.status import Period
from tests.treaties import vectors
from tests.treaties.vectors import NAMES, everyone

ON = date(2026, 6, 1)


def parsed(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", NAMES)
def test_the_csv_read_back_is_the_status(name: str) -> None:
    status = vectors.course(name).on(ON)
    table = status_table(status, roll=everyone(), language="zh")
    read = parsed(as_csv(table.header, table.rows))
    told = status_document(status, roll=everyone(), language="zh")["participants"]
    assert [
        (
            row["participant"],
            row["name"],
            row["status"],
            row["signed_on"] or None,
            {"action": row["consent"], "on": row["consent_on"]} if row["consent"] else None,
            row["in_force_on"] or None,
            row["withdrawal_on"] or None,
            row["withdrawal_effective_on"] or None,
            row["historical"],
        )
        for row in read
    ] == [
        (
            each["code"],
            each["name"],
            each["status"],
            each["signed_on"],
            each["consent"],
            each["in_force_on"],
            each["withdrawal"] and each["withdrawal"]["on"],
            each["withdrawal"] and each["withdrawal"]["effective_on"],
            "yes" if each["historical"] else "no",
        )
        for each in told
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_read_back_is_the_csv(name: str) -> None:
    table = status_table(vectors.course(name).on(ON), roll=everyone())
    book = load_workbook(io.BytesIO(as_xlsx(name, table.header, table.rows)), read_only=True)
    rows = [
        tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)
        for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    assert rows[0] == STATUS_HEADER
    assert rows[1:] == [tuple(cell or None for cell in row) for row in table.rows]


def test_periods_are_intervals_and_an_open_one_has_no_end() -> None:
    status = vectors.course("paris-agreement").on(date(2022, 1, 1))
    [standing] = [each for each in status.participants if each.code == "USA"]
    again = replace(
        standing, periods=(Period(date(2016, 11, 4), date(2020, 11, 4)), Period(date(2021, 2, 19)))
    )
    table = status_table(replace(status, participants=(again,)), roll=everyone())
    assert dict(zip(table.header, table.rows[0], strict=True))["periods"] == (
        "2016-11-04/2020-11-04; 2021-02-19/.."
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", " =1"])
def test_no_text_of_an_act_becomes_a_formula(text: str) -> None:
    act = Act("AUS", ActionKind.DECLARATION, ON, ON, text=text, reference=text, number=1)
    table = acts_table([act], roll=everyone())
    [row] = parsed(as_csv(table.header, table.rows))
    assert row["text"] == row["reference"] == f"'{text}"
    book = load_workbook(io.BytesIO(as_xlsx("acts", table.header, table.rows)))
    [cell] = [c for c in book.worksheets[0][2] if c.column == ACTS_HEADER.index("text") + 1]
    assert (cell.data_type, cell.value) == ("s", text)


def test_the_acts_are_those_known_on_the_day() -> None:
    acts = [
        Act("AUS", ActionKind.SIGNATURE, ON, date(2026, 6, day), number=day, replaces=before)
        for day, before in ((1, None), (2, None), (3, 1))
    ]
    known = acts_table(acts, roll=everyone(), known_on=date(2026, 6, 2))
    assert [row[0] for row in known.rows] == [1, 2]
    assert {row[ACTS_HEADER.index("replaced_by")] for row in known.rows} == {None}
    now = acts_table(acts, roll=everyone())
    assert [row[ACTS_HEADER.index("replaced_by")] for row in now.rows] == [3, None, None]

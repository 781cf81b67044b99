"""One table of a form as CSV, out and in."""

from typing import Any

import pytest

from app.declarations.forms import published
from app.declarations.forms.places import Filled
from app.declarations.forms.tables import table_csv, table_filled
from app.declarations.rules import validate
from app.declarations.values.forms import Section, Table
from app.kernel.errors import Invalid
from tests.declarations.filled import CONTEXT, FILE, FILLED, filled

TABLES = [
    ("F1", "focal_points", "focal_point"),
    ("F2", "facilities", "facility"),
    ("F2", "accelerators", "accelerators"),
    ("F4", "transfers", "line"),
    ("F6", "measures", "measure"),
]


def described(code: str, section: str, table: str) -> tuple[Section, Table]:
    found = published(code).section(section)
    assert found is not None
    return found, next(each for each in found.tables if each.name == table)


def read(code: str, section: str, table: str, text: str, kept: Any = None) -> Filled:
    return table_filled(*described(code, section, table), "t.csv", text.encode(), kept=kept or {})


@pytest.mark.parametrize(("code", "section", "table"), TABLES)
def test_what_goes_out_as_csv_comes_in_again(code: str, section: str, table: str) -> None:
    content = FILLED[code]
    text = table_csv(*described(code, section, table), content).decode("utf-8-sig")
    found = read(code, section, table, text)
    assert found.problems == []
    assert found.content[section][table] == content[section][table]


def test_a_phone_is_no_formula() -> None:
    text = table_csv(*described(*TABLES[0]), FILLED["F1"]).decode("utf-8-sig")
    assert "'+431555010" in text


def test_every_fault_is_told_with_its_line_and_its_column() -> None:
    text = "direction,partner,type,units,date_basis\nimport,JPN,ACC-ONE,4,received\nout,x,,y,\n"
    found = read("F4", "transfers", "line", text)
    problems = validate(published("F4"), found.content, CONTEXT, draft=True)
    assert [str(found.place(each)) for each in problems] == [
        "t.csv, row 3, column direction",
        "t.csv, row 3, column partner",
        "t.csv, row 3, column units",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "direction,partner\n",
        "direction,partner,type,units,date_basis,colour\n",
        "direction,partner,type,units,date_basis\n=1+1,JPN,ACC-ONE,4,received\n",
        "direction,partner,type,units,date_basis\nimport,JPN\n",
    ],
)
def test_a_file_that_is_no_such_table_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read("F4", "transfers", "line", text)


def test_a_file_in_a_row_stays_by_its_name_and_cannot_come_by_csv() -> None:
    content = filled("F6", {"measures/measure/0/file": FILE})
    text = table_csv(*described("F6", "measures", "measure"), content).decode("utf-8-sig")
    kept = read("F6", "measures", "measure", text, kept=content)
    assert kept.content["measures"] == content["measures"]
    foreign = read("F6", "measures", "measure", text)
    assert [str(foreign.place(each)) for each in foreign.problems] == ["t.csv, row 2, column file"]

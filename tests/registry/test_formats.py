"""What the page of formats says of files of facilities and models holds."""

import re
from uuid import uuid4

from app.registry import operations
from app.registry.forms import loads
from app.registry.rules.export import load_header
from app.registry.values import PARTICULARS, Kind
from tests.conftest import NOON, ROOT
from tests.registry.conftest import CANADA, OPERATOR, ROLL, TODAY, Register

SECTION = (
    (ROOT / "docs" / "formats.md")
    .read_text()
    .partition("## Facilities and models (CSV, XLSX)\n")[2]
    .partition("\n## ")[0]
)


def test_the_example_is_taken_in(register: Register) -> None:
    register.enter(Kind.OPERATOR, OPERATOR)
    [example] = re.findall(r"```csv\n(.*?)```", SECTION, re.DOTALL)
    rows = loads.rows(example.encode(), Kind.FACILITY)
    with register.database.write(by=CANADA) as session:
        operations.load(
            session, Kind.FACILITY, rows, reason="", key=uuid4(), roll=ROLL, by=CANADA, at=NOON,
            on=TODAY,
        )  # fmt: skip
    assert register.thing("FAC-CAN-0002").name == "Saguenay II"


def test_every_column_of_every_kind_is_told_the_needed_ones_first() -> None:
    told = {
        kind.strip(): line.partition("|")[2]
        for line in re.findall(r"^\| ([a-z].*\|.*) \|$", SECTION, re.MULTILINE)
        for kind in line.partition("|")[0].split(",")
    }
    for kind in Kind:
        needed, _, others = told[kind].partition(";")
        for each in PARTICULARS[kind]:
            assert f"`{each.name}`" in (needed if each.needed else others), (kind, each.name)
    assert load_header(Kind.MODEL) == ("id", "name", "developer", "parent", "note")

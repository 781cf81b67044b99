"""Indicators and acts are read from CSV whole, or refused with each fault's line and column."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Invalid
from app.treaties import forms
from app.treaties.forms import deposits
from app.treaties.values.acts import Act, ActionKind
from app.treaties.values.dossier import Indicator
from tests.treaties.vectors import everyone

HEADER = "participant,action,deposited_on,effective_on,territory,text,reference"
TODAY = date(2027, 3, 14)


def read_indicator(text: str) -> Indicator:
    return forms.indicator(text.encode(), named="gdp", roll=everyone())


def read_acts(text: str, *, known_from: date | None = TODAY) -> dict[int, Act]:
    return forms.actions(text.encode(), roll=everyone(), known_from=known_from)


def of_indicator(text: str) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        read_indicator(text)
    return [str(complaint) for complaint in refusal.value.complaints]


def of_acts(*rows: str, header: str = HEADER) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        read_acts("\n".join([header, *rows]))
    return [str(complaint) for complaint in refusal.value.complaints]


def test_an_indicator_has_its_source_and_its_figures() -> None:
    read = read_indicator("# World Bank\nparticipant,value\nFRA,3030.5\nKenya,107\n")
    assert read == Indicator("gdp", "World Bank", {"FRA": Decimal("3030.5"), "KEN": Decimal(107)})


def test_of_several_years_the_latest_counts() -> None:
    read = read_indicator("# x\nparticipant,value,year\nFRA,3,2023\nFRA,1,2021\nFRA,2,2022\n")
    assert read.values == {"FRA": Decimal(3)}


FIGURES = [
    ("FRA,3", "line 1: The first line must name the source of the figures, after a #."),
    ("Atlantis,3", "line 3, column participant: There is no participant “Atlantis”."),
    ("FRA,-3", "line 3, column value: The cell begins with “-”"),
    ("FRA,NaN", "line 3, column value: “NaN” is not a figure."),
    ("FRA,1e3", "line 3, column value: “1e3” is not a figure."),
    ("FRA,\u0663", "line 3, column value: “\u0663” is not a figure."),
    ("FRA,", "line 3, column value: “” is not a figure."),
    ("FRA,3\nFrance,4", "line 4, column participant: FRA stands in line 3 already."),
    ("FRA,0\nKEN,0.0", "The figures add up to nothing: no share of them exists."),
]


@pytest.mark.parametrize(("rows", "sentence"), FIGURES)
def test_each_fault_of_an_indicator_is_told_in_its_place(rows: str, sentence: str) -> None:
    above = "" if "source" in sentence else "# x\n"
    assert any(
        each.startswith(sentence) for each in of_indicator(f"{above}participant,value\n{rows}\n")
    )


def test_the_years_of_an_indicator_are_years() -> None:
    assert of_indicator("# x\nparticipant,value,year\nFRA,3,23\n") == [
        "line 3, column year: “23” is not a year. Write it as in 2023."
    ]


def test_an_act_is_read_with_its_line() -> None:
    rows = read_acts(
        f'{HEADER},recorded_on\n\nFrance,succession,1999-03-01,1998-02-03,,"a\nb",C.N.1,1999-03-05\n'
        "EU,signature,1999-03-02,,,,,\n"
    )
    assert rows == {
        3: Act(
            participant="FRA",
            kind=ActionKind.SUCCESSION,
            deposited_on=date(1999, 3, 1),
            recorded_on=date(1999, 3, 5),
            effective_on=date(1998, 2, 3),
            text="a\nb",
            reference="C.N.1",
        ),
        5: Act("EU", ActionKind.SIGNATURE, date(1999, 3, 2), TODAY),
    }


def test_an_act_of_a_precedent_was_known_from_the_day_of_its_deposit() -> None:
    [act] = read_acts(f"{HEADER}\nFRA,signature,1999-03-01,,,,\n", known_from=None).values()
    assert act.recorded_on == date(1999, 3, 1)


ROWS = [
    ("Atlantis,accession,1999-03-01,,,,", "line 2, column participant: There is no participant"),
    (",accession,1999-03-01,,,,", "line 2, column participant: There is no participant “”."),
    ("FRA,Ratification,1999-03-01,,,,", "line 2, column action: There is no action “Ratification”"),
    ("FRA,ratified,1999-03-01,,,,", "line 2, column action: There is no action “ratified”."),
    ("FRA,accession,,,,,", "line 2, column deposited_on: “” is not a date"),
    ("FRA,accession,1.3.1999,,,,", "line 2, column deposited_on: “1.3.1999” is not a date"),
    ("FRA,accession,1999-02-29,,,,", "line 2, column deposited_on: “1999-02-29” is not a date"),
    ("FRA,accession,1999-W09-1,,,,", "line 2, column deposited_on: “1999-W09-1” is not a date"),
    ("FRA,accession,0099-03-01,,,,", "line 2, column deposited_on: “0099-03-01” is not a date"),
    ("FRA,accession,1999-03-01,soon,,,", "line 2, column effective_on: “soon” is not a date"),
    ("FRA,accession,1999-03-01,,,=1+1,", "line 2, column text: The cell begins with “=”"),
    ("FRA,accession,1999-03-01,,,a\u202eb,", "line 2, column text: The cell holds a control"),
    ("FRA,accession,1999-03-01", "line 2: This row has 3 cells; the header has 7."),
    ('FRA,accession,1999-03-01,,,"open,', "line 2: From this line on the file is not CSV"),
]


@pytest.mark.parametrize(("row", "sentence"), ROWS)
def test_each_fault_of_an_act_is_told_in_its_place(row: str, sentence: str) -> None:
    assert any(each.startswith(sentence) for each in of_acts(row)), of_acts(row)


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    told = of_acts("FRA,signature,1999-03-01,,,,", "XX,y,z,,,,", "FRA,y,1999-03-01,,,,")
    assert [each.split(":")[0] for each in told] == [
        "line 3, column participant",
        "line 3, column action",
        "line 3, column deposited_on",
        "line 4, column action",
    ]


def test_a_missing_a_doubled_and_an_unknown_column_are_told() -> None:
    told = of_acts(header="participant,action,deposited_on,effective_on,territory,text,text,colour")
    assert [each.split(": ")[0] for each in told] == [
        "line 1, column reference",
        "line 1, column text",
        "line 1, column colour",
    ]


WHOLES = [
    (b"", "The file is empty."),
    (b" \n\n", "The file is empty."),
    (HEADER.encode(), "The file has a header and no rows"),
    (f"{HEADER}\nCIV,accession,1999-03-01,,,C\u00f4te,\n".encode("latin-1"), "not in UTF-8"),
    (HEADER.encode("utf-16"), "not in UTF-8; it seems to be in UTF-16"),
    (b"PK\x03\x04 rest of a workbook", "This is an Excel or ZIP file, not a text."),
    (b"x" * 50_000_000, "The file has 50.0 MB; at most 10.0 MB are accepted. Split it."),
]


@pytest.mark.parametrize(("content", "sentence"), WHOLES, ids=[s[:30] for _, s in WHOLES])
def test_a_file_that_is_none_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        forms.actions(content, roll=everyone(), known_from=TODAY)
    assert sentence in str(refusal.value)


def test_too_many_rows_are_refused() -> None:
    row = "FRA,declaration,1999-03-01,,,,\n"
    content = f"{HEADER}\n{row * (deposits.MOST_ROWS + 1)}".encode()
    with pytest.raises(Invalid, match="more than 50000 rows"):
        forms.actions(content, roll=everyone(), known_from=TODAY)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_whatever_is_handed_in_is_read_or_refused(text: str) -> None:
    with suppress(Invalid):
        read_acts(f"{HEADER}\nFRA,{text}")
    with suppress(Invalid):
        read_indicator(f"# x\nparticipant,value\nFRA,{text}")

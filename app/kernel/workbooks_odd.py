"""Where in a workbook formulas stand, and errors in which formulas ended (ECMA-376, part 1, 18.3).

The package must have been weighed before: without document types its XML can do nothing.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.etree.ElementTree import Element, fromstring, iterparse
from zipfile import ZipFile

from app.kernel.workbooks_in import ERROR, FORMULA

Odd = Mapping[int, Mapping[int, str]]
"""What stands in a sheet by row and column, both counted from 1: a formula, or an error."""

MARKS = re.compile(rb"<(?:[^<>\s/:]+:)?f[\s/>]|\bt\s*=\s*[\"']e[\"']")
"""What must stand in a sheet's XML for there to be either."""

PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)", re.ASCII)
HOME = "xl"


def odd_cells(package: ZipFile) -> Mapping[str, Odd]:
    """Give the formulas and errors of each sheet that has any, by the sheet's name.

    Raises:
        Exception: the package is no workbook; of whichever kind its reading stumbles over.

    """
    found = {name: _odd(package, part) for name, part in _parts(package).items()}
    return {name: odd for name, odd in found.items() if odd}


def _parts(package: ZipFile) -> Mapping[str, str]:
    """Give where the cells of each sheet lie in the package."""
    links = fromstring(package.read(f"{HOME}/_rels/workbook.xml.rels"))  # noqa: S314 (no document type)
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    book = fromstring(package.read(f"{HOME}/workbook.xml"))  # noqa: S314 (no document type)
    return {
        each.get("name", ""): normpath(join(HOME, targets[_link(each)])).lstrip("/")
        for each in book.iter()
        if _named(each, "sheet")
    }


def _link(sheet: Element) -> str:
    """Give the name of the link to a sheet's part; the namespace of links has two names."""
    return next(text for name, text in sheet.items() if name.endswith("}id"))


def _odd(package: ZipFile, part: str) -> Odd:
    found: dict[int, Mapping[int, str]] = {}
    number = 0
    with package.open(part) as xml:
        for _event, row in iterparse(xml):  # noqa: S314 (no document type)
            if _named(row, "row"):
                number = int(row.get("r") or number + 1)
                if marked := dict(_marked(row)):
                    found[number] = marked
                row.clear()
    return found


def _marked(row: Element) -> Iterator[tuple[int, str]]:
    """Give the columns of a row that hold no text; a cell without a place follows on the last."""
    column = 0
    for cell in row:
        place = PLACE.fullmatch(cell.get("r", ""))
        column = _number(place[1]) if place else column + 1
        if any(_named(each, "f") for each in cell):
            yield column, FORMULA
        elif cell.get("t") == "e":
            yield column, ERROR


def _number(letters: str) -> int:
    """Give the number of a column: AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _named(element: Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name

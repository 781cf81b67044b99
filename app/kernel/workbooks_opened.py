"""The child that opens workbooks: ``python -m app.kernel.workbooks_opened``.

What a package holds is weighed before anything opens it (ECMA-376, parts 1 and 2): its size when
unpacked, its parts, its rows; XML with a document type is refused, for its entities could grow.
The cells are read by calamine (docs/decisions/0023), which is compiled and quick; where a formula
or an error stands it does not tell, so that is looked for beside it.
"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineSheet, SheetTypeEnum, load_workbook

from app.kernel.child import Refused, serve
from app.kernel.workbooks_odd import MARKS, Odd, odd_cells

MOST_MEMORY = 1_000_000_000
MOST_UNPACKED = 100_000_000
MOST_ENTRY = 50_000_000
MOST_ENTRIES = 2_000
MOST_RATIO = 100
SMALL = 100_000
"""Below so many bytes a part may be packed as tightly as it likes."""

MOST_SHEETS = 60
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CELLS = 1_000_000

ROW = re.compile(rb"<(?:\w+:)?row\b")
CELL = re.compile(rb"<(?:\w+:)?c\b")
DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"']([^\"']+)")
PLAIN = frozenset({b"utf-8", b"us-ascii", b"ascii"})
ACTIVE = re.compile(
    r"vbaProject|macrosheets|activeX|embeddings|externalLinks|oleObject|connections\.xml|customUI",
    re.IGNORECASE,
)
TABLES = SheetTypeEnum.WorkSheet
END = b"PK\x05\x06"
END_BYTES = 22


def opened(content: bytes) -> bytes:
    """Give the sheets of a workbook as JSON.

    Raises:
        Refused: it is none, is damaged, active, or holds too much.

    """
    _one_package_alone(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            odd = odd_cells(package) if _weigh(package) else {}
        with load_workbook(io.BytesIO(content)) as book:
            names = [each.name for each in book.sheets_metadata if each.typ == TABLES]
            sheets = [_sheet(book.get_sheet_by_name(name), odd.get(name, {})) for name in names]
        return json.dumps(sheets).encode()
    except Refused:
        raise
    except Exception as damaged:  # the library raises whatever it stumbles over
        raise Refused(
            "The workbook is damaged, or is not one. Open it, save it anew and hand that in."
        ) from damaged


def _one_package_alone(content: bytes) -> None:
    """Refuse a package that begins or ends with something else."""
    if content[-END_BYTES:-18] != END or content[-2:] != b"\0\0":
        raise Refused("Something stands behind the workbook's end. Save it anew.")


def _weigh(package: zipfile.ZipFile) -> bool:
    """Refuse a package that holds too much, or what is no table; say whether a formula or an error
    may stand in one.
    """
    parts, odd = package.infolist(), False
    if len(parts) > MOST_ENTRIES or len({part.filename for part in parts}) < len(parts):
        raise _too_much()
    left = MOST_UNPACKED
    for part in parts:
        packed_tightly = part.file_size > max(SMALL, part.compress_size * MOST_RATIO)
        if part.file_size > min(MOST_ENTRY, left) or packed_tightly:
            raise _too_much()
        left -= part.file_size
        if part.flag_bits & 1:
            raise Refused("The workbook is locked with a password. Save it without one.")
        if ACTIVE.search(part.filename):
            raise Refused(
                "The workbook holds macros, links or other files. Copy its answers into the empty "
                "form, and hand that in."
            )
        if part.filename.endswith((".xml", ".rels")):
            odd = _look_at(part.filename, package.read(part)) or odd
    if sum(part.filename.startswith("xl/worksheets/") for part in parts) > MOST_SHEETS * 2:
        raise _too_much()
    return odd


def _look_at(name: str, xml: bytes) -> bool:
    """Refuse XML that no table is written in; say whether a formula or an error may stand in it."""
    encoding = ENCODING.search(xml[:200])
    foreign = encoding is not None and encoding[1].lower() not in PLAIN
    if foreign or b"\0" in xml or DOCUMENT_TYPE.search(xml):
        raise Refused("The workbook holds XML that no spreadsheet writes. Save it anew.")
    if b"macroEnabled" in xml and name == "[Content_Types].xml":
        raise Refused("The workbook holds macros. Save it as .xlsx, without them.")
    if not name.startswith("xl/worksheets/"):
        return False
    if len(ROW.findall(xml)) > MOST_ROWS or len(CELL.findall(xml)) > MOST_CELLS:
        raise _too_much()
    return MARKS.search(xml) is not None


def _sheet(sheet: CalamineSheet, odd: Odd) -> dict[str, Any]:
    last_row, last_column = sheet.end or (-1, -1)
    if max(last_row + 1, 0, *odd) > MOST_ROWS or last_column >= MOST_COLUMNS:
        raise _too_much()
    rows = sheet.to_python(skip_empty_area=False)
    rows += [[]] * (max(odd, default=0) - len(rows))
    lines = [
        (number, texts, list(marked.items()))
        for number, row in enumerate(rows, start=1)
        if any(texts := _texts(row, marked := odd.get(number, {}))) or marked
    ]
    return {"name": sheet.name, "lines": lines}


def _texts(row: list[Any], marked: Mapping[int, str]) -> list[str]:
    """Give a row's texts; what a formula came to is none."""
    texts = [value if isinstance(value, str) else _text(value) for value in row]
    for column in marked:
        texts[column - 1 : column] = [""] if column <= len(texts) else []
    return texts


def _text(value: Any) -> str:
    """Give a cell's text; a number has the fifteen digits that a spreadsheet keeps."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _too_much() -> Refused:
    return Refused(
        f"The workbook holds more than may be read: at most {MOST_SHEETS} sheets of {MOST_ROWS:,} "
        f"rows and {MOST_COLUMNS} columns, {MOST_UNPACKED // 1_000_000} MB unpacked. Hand in the "
        "form alone."
    )


if __name__ == "__main__":
    serve(opened, most_memory=MOST_MEMORY)

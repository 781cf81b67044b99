"""The Agency's table of accelerator types, read strictly: one wrong row stops the whole table."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.kernel import files_in, tables_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.tables_in import Row
from app.registry.values import OTHER, Accelerator, AcceleratorTable

MOST = 200_000
"""How many bytes the table may have."""

MOST_ROWS = 2_000

FIGURES = ("dense_16", "dense_8", "dense_4", "tdp_w")
HEADER = ("id", "maker", "name", *FIGURES, "source")

KEY = re.compile(r"ACC-[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)
LONGEST_KEY = 40
FIGURE = re.compile(r"[1-9]\d*(\.\d+)?(e[1-9]\d?)?", re.ASCII)


def accelerators(content: bytes) -> AcceleratorTable:
    """Read the table.

    Raises:
        Invalid: with every complaint, each with its line and its column.

    """
    table = tables_in.table(content, required=HEADER, most=MOST, most_rows=MOST_ROWS)
    wrong = [complaint for row in table.rows for complaint in _wrong(row)]
    tables_in.refuse(Invalid, [*table.complaints, *wrong, *_repeated(table.rows)])
    return AcceleratorTable(
        {row.cells["id"]: _read(row) for row in table.rows},
        tuple(tables_in.source(files_in.text(content, most=MOST))),
    )


def _wrong(row: Row) -> Iterator[Complaint]:
    cells = row.cells
    if not KEY.fullmatch(cells["id"]) or len(cells["id"]) > LONGEST_KEY:
        yield Complaint("Write the identifier as ACC-H100-SXM5.", field="id", line=row.line)
    for name in FIGURES:
        if cells[name] and not FIGURE.fullmatch(cells[name]):
            yield Complaint("Write a figure above zero as 9.89e14.", field=name, line=row.line)
    if cells["id"] != OTHER:
        for name in ("maker", "name", "dense_16", "source"):
            if not cells[name]:
                yield Complaint("This is missing. Give it.", field=name, line=row.line)


def _repeated(rows: Iterable[Row]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for row in rows:
        if row.cells["id"] in seen:
            yield Complaint("This identifier stands there twice.", field="id", line=row.line)
        seen.add(row.cells["id"])


def _read(row: Row) -> Accelerator:
    cells = row.cells
    figures = {name: Decimal(cells[name]) if cells[name] else None for name in FIGURES}
    return Accelerator(
        id=cells["id"], maker=cells["maker"], name=cells["name"], source=cells["source"], **figures
    )

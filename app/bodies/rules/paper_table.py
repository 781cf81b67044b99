"""A list of papers as a table for spreadsheets."""

from collections.abc import Callable, Iterable, Iterator

from app.bodies.values.paper_lists import Listed
from app.kernel.tables_out import Cell

HEADER = (
    "symbol", "title", "kind", "class", "state", "languages", "issued_on", "submitted_by",
    "given_up_because",
)  # fmt: skip


def rows(papers: Iterable[Listed], *, named: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    """Give a row a paper; of one of which only the number is known, there is no class."""
    for each in papers:
        issued = [on for _language, on in each.languages]
        yield (
            each.symbol,
            each.title or None,
            each.kind,
            each.sort if each.is_read else None,
            each.state,
            " ".join(language for language, _on in each.languages),
            min(issued, default=None),
            ", ".join(map(named, each.sponsors)),
            each.given_up_because or None,
        )

"""A treaty's definition: a JSON file (the format is in docs/formats.md) → a value."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.kernel import json_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.tables_in import capped
from app.participants.values import Roll
from app.treaties.forms.clauses import final_clauses
from app.treaties.forms.items import Item
from app.treaties.values.clauses import Definition, SignatureWindow

MOST_BYTES = 1_000_000


def definition(content: bytes, *, roll: Roll) -> Definition:
    """Read a definition that somebody hands in.

    Raises:
        Invalid: it cannot be read; every complaint names the path of the part it is about.

    """
    document = json_in.parsed(content, most=MOST_BYTES)
    complaints: list[Complaint] = []
    found = _definition(Item(document, "", complaints, lambda code: code in roll))
    complaints += _contradictions(found) if not complaints else ()
    Invalid.unless_none(capped(complaints))
    return found


def definition_of(document: Mapping[str, Any]) -> Definition:
    """Give back the definition that the register holds as a document; codes are taken as they are.

    Raises:
        Invalid: the document is not one that ``definition`` accepted.

    """
    complaints: list[Complaint] = []
    found = _definition(Item(document, "", complaints, lambda _: True))
    Invalid.unless_none(complaints)
    return found


def _definition(item: Item) -> Definition:
    parts = item.parts(
        [
            *["id", "title", "short_title", "adopted_on", "adopted_at", "depositary"],
            *["open_for_signature", "final_clauses"],
        ],
        nullable=["parent"],
        optional=["precedent"],
    )
    return Definition(
        id=parts["id"].slug(),
        title=parts["title"].text(),
        short_title=parts["short_title"].text(),
        adopted_on=parts["adopted_on"].day(),
        adopted_at=parts["adopted_at"].text(),
        depositary=parts["depositary"].text(),
        open_for_signature=_window(parts["open_for_signature"]),
        final_clauses=final_clauses(parts["final_clauses"]),
        parent=parts["parent"].slug() if "parent" in parts else None,
        precedent="precedent" in parts and parts["precedent"].flag(),
    )


def _window(item: Item) -> SignatureWindow | None:
    if item.value is None:
        return None
    parts = item.parts(["from"], nullable=["until"])
    until = parts["until"].day() if "until" in parts else None
    return SignatureWindow(since=parts["from"].day(), until=until)


def _contradictions(found: Definition) -> Iterator[Complaint]:
    """Give what each part allows and the whole does not."""
    window, clauses = found.open_for_signature, found.final_clauses
    if window is not None and window.since < found.adopted_on:
        yield Complaint(
            "The treaty cannot be open for signature before it was adopted (%(adopted_on)s).",
            {"adopted_on": found.adopted_on},
            field="open_for_signature.from",
        )
    if window is not None and window.until is not None and window.until < window.since:
        yield Complaint(
            "The last day of signature lies before the first (%(since)s).",
            {"since": window.since},
            field="open_for_signature.until",
        )
    for key in ("fixed_date", "not_before"):
        on = getattr(clauses.entry_into_force, key)
        if on is not None and on < found.adopted_on:
            yield Complaint(
                "The treaty cannot enter into force before it was adopted (%(adopted_on)s).",
                {"adopted_on": found.adopted_on},
                field=f"final_clauses.entry_into_force.{key}",
            )
    if found.parent is None and clauses.withdrawal is not None and clauses.withdrawal.with_parent:
        yield Complaint(
            "The treaty has no parent from which a withdrawal could follow. Name it under "
            "“parent”, or write false.",
            field="final_clauses.withdrawal.with_parent",
        )

"""What obligations are read from: reviewed files of the product, and what people post."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from app.kernel import days, json_in
from app.kernel.errors import Invalid
from app.kernel.writing import tidy
from app.obligations.values import (
    Arrangement,
    Basis,
    Catalogue,
    Cell,
    Competence,
    Decision,
    DecisionKind,
    Meeting,
    Obligation,
    Order,
    Outage,
    Selection,
)

Posted = Mapping[str, str]

MOST_BYTES = 1_000_000
OBLIGATIONS = TypeAdapter(tuple[Obligation, ...])
ARRANGEMENTS = TypeAdapter(tuple[Arrangement, ...])
MEETINGS = TypeAdapter(tuple[Meeting, ...])
COMPETENCES = TypeAdapter(tuple[Competence, ...])


def catalogue(files: Iterable[bytes]) -> Catalogue:
    """Read every obligation from the files, one a treaty, in the order of the law.

    Raises:
        Invalid: a file is no JSON.
        ValueError: a file does not say what an obligation needs, or two have one code.

    """
    contents = list(files)
    documents = [json_in.parsed(content, most=MOST_BYTES) for content in contents]
    found = [each for document in documents for each in _obligations(document)]
    by_code = {each.code: each for each in found}
    if len(by_code) < len(found):
        raise ValueError("two obligations have one code")
    return Catalogue(
        obligations=by_code,
        arrangements=_gathered(ARRANGEMENTS, documents, "arrangements"),
        meetings=_gathered(MEETINGS, documents, "meetings"),
        competences=_gathered(COMPETENCES, documents, "competences"),
        digest=sha256(b"\0".join(contents)).hexdigest(),
    )


def _obligations(document: Mapping[str, Any]) -> tuple[Obligation, ...]:
    treaty = {"treaty": document["treaty"]}
    return OBLIGATIONS.validate_python([each | treaty for each in document["obligations"]])


def _gathered(reader: TypeAdapter[Any], documents: list[Any], key: str) -> tuple[Any, ...]:
    return tuple(each for document in documents for each in reader.validate_python(document[key]))


def request(posted: Posted) -> tuple[date | None, str]:
    """Read until when somebody asks for an extension, and why."""
    return days.read(posted.get("until", "").strip()), tidy(posted.get("reason", ""))


def decision(posted: Posted) -> Decision:
    """Read what a body has decided about a deadline.

    Raises:
        Invalid: the choice is none of those offered.

    """
    kind = posted.get("kind", "")
    if kind not in set(DecisionKind):
        raise Invalid.because("Choose what was decided.", field="kind")
    given = DecisionKind(kind)
    until = days.read(posted.get("decided_until", "").strip())
    extends = given is DecisionKind.EXTEND
    return Decision(given, tidy(posted.get("symbol", "")), until if extends else None)


def outage(posted: Posted, *, seat: ZoneInfo) -> Outage:
    """Read from when to when nobody could file, in the seat's time.

    Raises:
        Invalid: one of them is no instant.

    """
    since = _instant(posted, "since", seat=seat)
    until = _instant(posted, "until", seat=seat)
    return Outage(since, until, tidy(posted.get("reason", "")))


def _instant(posted: Posted, field: str, *, seat: ZoneInfo) -> datetime:
    try:
        return (
            datetime.strptime(posted.get(field, ""), "%Y-%m-%dT%H:%M")
            .replace(tzinfo=seat)
            .astimezone(UTC)
        )
    except ValueError:
        raise Invalid.because("Write day and time as 2027-03-14T09:30.", field=field) from None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of a reporting status a reader wants, in which order, and what was given."""

    selection: Selection
    order: Order
    descending: bool
    given: Mapping[str, str]

    def query(self, **changes: str | None) -> str:
        """Give the address's question, with these changes."""
        wanted = {name: text for name, text in {**self.given, **changes}.items() if text}
        return f"?{urlencode(wanted)}" if wanted else ""


def asked(given: Posted) -> Asked:
    """Read which rows are wanted; what is none of the choices is left out."""
    state, basis, sort = (given.get(name, "") for name in ("state", "basis", "sort"))
    order = sort.removeprefix("-")
    known = {
        "state": state if state in set(Cell) else "",
        "basis": basis if basis in set(Basis) else "",
        "sort": sort if order in set(Order) else "",
    }
    return Asked(
        selection=Selection(
            cells=frozenset({Cell(state)}) if known["state"] else frozenset(),
            basis=Basis(basis) if known["basis"] else None,
        ),
        order=Order(order) if known["sort"] else Order.NAME,
        descending=sort.startswith("-") and bool(known["sort"]),
        given={name: text for name, text in known.items() if text},
    )

"""The register of things for programs: what a state keeps, read, entered, changed and struck."""

from typing import Annotated, Any
from uuid import uuid4

from apiflask import APIBlueprint
from flask import Response
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from app.kernel.api import Asked, Told, conditional, told
from app.kernel.errors import Complaint, Invalid, Stale
from app.kernel.once import CONDITION, Sent, is_expected, once, sent
from app.kernel.paging import Paged, no_cursor
from app.kernel.repeats import Answer
from app.kernel.tables_in import refuse
from app.kernel.web import actor, open_to, runtime
from app.kernel.writing import tidy
from app.participants.queries import roll
from app.registry import operations, queries
from app.registry.rules.access import KEEPERS, READERS
from app.registry.values import (
    PARTICULARS,
    Identifier,
    Kind,
    Selection,
    Thing,
    Written,
    identifier,
)

ROOT = "/api/v1/registry"

api = APIBlueprint(
    "registry_api",
    __name__,
    url_prefix=ROOT,
    tag={
        "name": "Registry",
        "description": "The register of things: facilities, operators, developers, models and "
        "runs, by the identifiers that declarations name. All of it is restricted: a state's "
        "delegates keep it, and the secretariat's declarations officers read it.",
    },
)

readers = open_to(*READERS)
"""States that delegates and the officers who read declarations may reach an operation."""

keepers = open_to(*KEEPERS)
"""States that delegates may reach an operation: to change something, with a token to draft."""

Text = Annotated[str, Field(max_length=10_000)]
Words = Annotated[
    dict[str, Text],
    Field(description="Texts by the names of the kind's particulars (docs/formats.md)."),
]
Reason = Annotated[Text, Field(description="What has changed, and why; at most 500 characters.")]


class ThingsAsked(Paged):
    """Which things are wanted, and which part of the list."""

    kind: Annotated[Kind | None, Field(strict=False, description="Of one kind alone.")] = None
    participant: Annotated[
        str, Field(max_length=10, description="A participant's code; without it, all you may see.")
    ] = ""
    text: Annotated[
        str, Field(max_length=100, description="What stands in the identifier or the name.")
    ] = ""


class ThingEntered(Asked):
    """What is to be entered."""

    kind: Annotated[Kind, Field(strict=False)]
    written: Words


class ThingChanged(Asked):
    """What is different from now on; what is not named stays as it is."""

    written: Annotated[
        dict[str, Text | None],
        Field(description="Texts by the names of particulars; null takes one out."),
    ]
    reason: Reason


class ThingStruck(Asked):
    """Why it is struck: it was entered by mistake, or twice."""

    reason: Reason


class ThingTold(Told):
    """A thing as it is now."""

    id: Annotated[str, Field(description="Its own for ever, as `FAC-CAN-0001`.")]
    kind: Kind
    participant: Annotated[str, Field(description="The code of the state that keeps it.")]
    version: Annotated[int, Field(description="Counted from 1.")]
    written: Words
    struck: Annotated[bool, Field(description="Entered by mistake: nothing new names it.")]
    reason: Annotated[str, Field(description="Why it was changed, or struck; else empty.")]
    recorded_at: Annotated[str, Field(description="An instant in UTC (RFC 3339).")]
    ledger_index: Annotated[int, Field(description="Its entry in the ledger.")]
    link: Annotated[str, Field(description="Its page.")]


class ThingsTold(Told):
    """A page of things, by identifier."""

    items: list[ThingTold]
    next: str | None


class HistoryTold(ThingTold):
    """A thing as it is now, and every version of it."""

    history: Annotated[list[ThingTold], Field(description="The newest first.")]


class RecordedTold(Told):
    """What was recorded, and under which identifier."""

    id: str
    version: int


@api.get("")
@readers
@api.doc(operation_id="listThings")
@api.input(ThingsAsked, location="query")
@api.output(ThingsTold)
def listing(query_data: ThingsAsked) -> ResponseReturnValue:
    """List the things that you may see and that are not struck, by identifier."""
    asked = query_data
    wanted = Selection(kind=asked.kind, participant=asked.participant, text=asked.text)
    after = _after(asked.cursor)
    with operations.looking(runtime().database, actor()) as session:
        found = queries.following(session, actor(), wanted, after=after, limit=asked.limit + 1)
        part = found[: asked.limit]
        operations.note_list(session, part, by=actor(), at=runtime().clock.now())
    more = str(part[-1].id) if len(found) > asked.limit else None
    return told({"items": list(map(_document, part)), "next": more})


@api.get("/<thing_id>")
@readers
@api.doc(operation_id="readThing")
@api.input(Asked, location="query")
@api.output(HistoryTold)
def one(thing_id: str, query_data: Asked) -> Response:
    """Read a thing, with every version of it."""
    del query_data
    with operations.looking(runtime().database, actor()) as session:
        now = queries.thing(session, actor(), thing_id)
        operations.note_thing(session, now, by=actor(), at=runtime().clock.now())
        versions = queries.history(session, actor(), thing_id)
    response = told(_document(now) | {"history": list(map(_document, versions))})
    response.set_etag(_etag(now.version))
    return conditional(response)


@api.post("")
@keepers
@api.doc(operation_id="enterThing")
@api.input(
    ThingEntered,
    example={"kind": "operator", "written": {"name": "Prairie Cloud", "country": "CAN"}},
)
@api.output(RecordedTold, status_code=201)
def enter(json_data: ThingEntered) -> ResponseReturnValue:
    """Enter a thing of your own state, under an identifier that is its own for ever."""
    return once(lambda session, by: _entered(session, json_data, by))


@api.patch("/<thing_id>")
@keepers
@api.doc(operation_id="changeThing")
@api.input(ThingChanged)
@api.output(ThingTold)
def change(thing_id: str, json_data: ThingChanged) -> ResponseReturnValue:
    """Write down what is different about a thing from now on, from what you read last."""
    by = sent()
    with runtime().database.write(by=by.by) as session:
        now = _expected(session, thing_id, by)
        operations.change(
            session, thing_id, _over(now, json_data.written), version=now.version,
            reason=tidy(json_data.reason), key=uuid4(), roll=roll(runtime().facts), by=by.by,
            at=by.at, on=by.today,
        )  # fmt: skip
        fresh = queries.own(session, by.by, thing_id)
    response = told(_document(fresh))
    response.set_etag(_etag(fresh.version))
    return response


@api.post("/<thing_id>/strike")
@keepers
@api.doc(operation_id="strikeThing")
@api.input(ThingStruck, example={"reason": "It was entered twice."})
@api.output(RecordedTold)
def strike(thing_id: str, json_data: ThingStruck) -> ResponseReturnValue:
    """Strike a thing that was entered by mistake: it stays to be read, and names nothing new."""
    return once(lambda session, by: _struck(session, thing_id, json_data, by))


def _entered(session: Session, asked: ThingEntered, by: Sent) -> Answer:
    fresh = operations.enter(
        session, asked.kind, _written(asked.kind, asked.written), key=by.key,
        roll=roll(runtime().facts), by=by.by, at=by.at, on=by.today,
    )  # fmt: skip
    return Answer(201, {"id": str(fresh), "version": 1}, f"{ROOT}/{fresh}", _etag(1))


def _struck(session: Session, thing_id: str, asked: ThingStruck, by: Sent) -> Answer:
    now = _expected(session, thing_id, by)
    operations.strike(
        session, thing_id, version=now.version, reason=tidy(asked.reason), key=by.key,
        by=by.by, at=by.at,
    )  # fmt: skip
    number = now.version + 1
    return Answer(200, {"id": thing_id, "version": number}, "", _etag(number))


def _expected(session: Session, thing_id: str, by: Sent) -> Thing:
    """Give a thing that its keeper changes, if that is made from what is there.

    Raises:
        NotFound: there is none, or they do not keep it.
        Unconditional: the request does not say from what it is made.
        Stale: it has changed since.

    """
    now = queries.own(session, by.by, thing_id)
    if not is_expected(_etag(now.version)):
        raise Stale.because(
            "This has changed since you read it. Read it again, and make your change from what "
            "is there.",
            field=CONDITION,
        )
    return now


def _over(now: Thing, given: dict[str, str | None]) -> Written:
    """Give what is written from now on, with what is given over what is there."""
    kept = {**now.written, **{name: text or "" for name, text in given.items()}}
    return _written(now.kind, kept)


def _written(kind: Kind, given: dict[str, str]) -> Written:
    """Give what is written down; a text that is empty is left out.

    Raises:
        Invalid: the kind has no such particular; each complaint names it.

    """
    known = {each.name for each in PARTICULARS[kind]}
    unknown = [
        Complaint("There is no “%(name)s” here. Correct the name or leave it out.",
                  {"name": name[:40]}, field=name[:40])
        for name in given
        if name not in known
    ]  # fmt: skip
    refuse(Invalid, unknown)
    texts = {name: tidy(text) for name, text in given.items()}
    return {name: text for name, text in texts.items() if text}


def _document(thing: Thing) -> dict[str, Any]:
    return {
        "id": str(thing.id),
        "kind": thing.kind.value,
        "participant": thing.participant,
        "version": thing.version,
        "written": dict(thing.written),
        "struck": thing.struck,
        "reason": thing.reason,
        "recorded_at": thing.recorded_at.isoformat(),
        "ledger_index": thing.ledger_index,
        "link": f"/registry/{thing.id}",
    }


def _etag(version: int) -> str:
    return f"version={version}"


def _after(cursor: str | None) -> Identifier | None:
    """Give after which thing a page begins: a cursor writes it out."""
    if cursor is None:
        return None
    found = identifier(cursor)
    if found is None:
        raise no_cursor()
    return found

"""The API's ledger: its entries, its state, and the proofs that anyone can check."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from apiflask import APIBlueprint
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from app.kernel.actor import VISITOR
from app.kernel.api import Asked, Told, answer
from app.kernel.paging import Paged, no_cursor
from app.kernel.web import public, runtime
from app.ledger import queries
from app.ledger.rules.canonical import WIDEST, hash_text, recorded
from app.ledger.rules.checkpoint import origin_of

NUMBER = re.compile(r"\d{1,16}", re.ASCII)

api = APIBlueprint(
    "ledger_api",
    __name__,
    url_prefix="/api/v1/ledger",
    tag={
        "name": "Ledger",
        "description": "The append-only record of every act, as the leaves of a Merkle tree "
        "(RFC 6962). Commitments are hexadecimal, hashes of the tree Base64.",
    },
)


def _number(value: object) -> object:
    """Give the number that a parameter, which is always a text, writes out."""
    return int(value) if isinstance(value, str) and NUMBER.fullmatch(value) else value


Number = Annotated[int, BeforeValidator(_number), Field(ge=0, le=WIDEST)]


class InclusionAsked(Asked):
    """Which entry, in a ledger of which size."""

    index: Number
    size: Number


class ConsistencyAsked(Asked):
    """Between which two sizes of the ledger."""

    old: Annotated[Number, Field(alias="from")]
    new: Annotated[Number, Field(alias="to")]


class EntryTold(Told):
    """One entry. Its leaf is its canonical JSON (RFC 8785) without `leaf_hash`."""

    index: int
    at: Annotated[str, Field(description="An instant in UTC, to the microsecond.")]
    role: Annotated[str, Field(description="The capacity in which somebody acted.")]
    account: Annotated[int | None, Field(description="The number of the account, never a name.")]
    on_behalf_of: Annotated[str | None, Field(description="The participant that acted.")]
    kind: str
    subject: str
    commitment: Annotated[
        str, Field(description="SHA-256 of a salt and the canonical content, in hexadecimal.")
    ]
    leaf_hash: str


class EntriesTold(Told):
    """A page of entries, the oldest first."""

    items: list[EntryTold]
    next: str | None


class CheckpointTold(Told):
    """The ledger's state; `/ledger/checkpoint` has it signed."""

    origin: str
    size: int
    root: str


class ProofTold(Told):
    """A proof, from the leaves upwards."""

    proof: list[str]
    root: Annotated[str, Field(description="The root at the size, or the later size.")]


@api.get("/checkpoint")
@api.doc(operation_id="readCheckpoint")
@api.input(Asked, location="query")
@api.output(CheckpointTold)
@public
def checkpoint(query_data: Asked) -> ResponseReturnValue:
    """Read the ledger's size and root."""
    del query_data
    with runtime().database.read(by=VISITOR) as session:
        now = queries.checkpoint(session, origin=origin_of(runtime().public_url))
    return answer({"origin": now.origin, "size": now.size, "root": hash_text(now.root)})


@api.get("/entries")
@api.doc(operation_id="listEntries")
@api.input(Paged, location="query")
@api.output(EntriesTold)
@public
def entries(query_data: Paged) -> ResponseReturnValue:
    """List the ledger's entries, the oldest first."""
    start, limit = _start(query_data.cursor), query_data.limit
    with runtime().database.read(by=VISITOR) as session:
        found = queries.page(session, start=start, limit=limit + 1)
    more = str(start + limit) if len(found) > limit else None
    return answer({"items": [recorded(kept) for kept in found[:limit]], "next": more})


@api.get("/entries/<int:index>")
@api.doc(operation_id="readEntry")
@api.input(Asked, location="query")
@api.output(EntryTold)
@public
def entry(index: int, query_data: Asked) -> ResponseReturnValue:
    """Read one entry."""
    del query_data
    with runtime().database.read(by=VISITOR) as session:
        return answer(recorded(queries.entry(session, index)))


@api.get("/inclusion")
@api.doc(operation_id="proveInclusion")
@api.input(InclusionAsked, location="query")
@api.output(ProofTold)
@public
def inclusion(query_data: InclusionAsked) -> ResponseReturnValue:
    """Prove that an entry is in the ledger of a size (RFC 6962, section 2.1.1)."""
    asked = query_data
    with runtime().database.read(by=VISITOR) as session:
        proof = queries.inclusion(session, index=asked.index, at_size=asked.size)
        return answer(_proof_document(proof, root=queries.root(session, asked.size)))


@api.get("/consistency")
@api.doc(operation_id="proveConsistency")
@api.input(ConsistencyAsked, location="query")
@api.output(ProofTold)
@public
def consistency(query_data: ConsistencyAsked) -> ResponseReturnValue:
    """Prove that the ledger only grew from one size to another (RFC 6962, section 2.1.2)."""
    asked = query_data
    with runtime().database.read(by=VISITOR) as session:
        proof = queries.consistency(session, old=asked.old, new=asked.new)
        return answer(_proof_document(proof, root=queries.root(session, asked.new)))


def _proof_document(proof: Sequence[bytes], *, root: bytes) -> dict[str, Any]:
    return {"proof": list(map(hash_text, proof)), "root": hash_text(root)}


def _start(cursor: str | None) -> int:
    """Give the index at which a page begins: a cursor writes it out."""
    if cursor is None:
        return 0
    if not NUMBER.fullmatch(cursor):
        raise no_cursor()
    return int(cursor)

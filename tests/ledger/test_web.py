"""Anyone can read the ledger and check it: page, checkpoint, entries, proofs."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.kernel.actor import Actor, Role
from app.kernel.runtime import Runtime
from app.ledger import operations
from app.ledger.rules import tree
from app.ledger.rules.canonical import canonical
from app.ledger.rules.checkpoint import opened
from app.ledger.rules.proofs import proves_consistency, proves_inclusion
from app.ledger.values import Deed
from tests.applications import lent

AT = datetime(2027, 3, 14, 12, tzinfo=UTC)
OFFICER = Actor(Role.DEPOSITARY_OFFICER, account=7)
API = "/api/v1/ledger"
SIZE = 11


def append(runtime: Runtime, count: int) -> None:
    deed = Deed("treaty_action.recorded", "treaty/mine-ban/1", {}, on_behalf_of="FRA")
    with runtime.database.write(by=OFFICER) as session:
        operations.append(session, [deed] * count, by=OFFICER, at=AT)


@pytest.fixture
def client(runtime: Runtime) -> Iterator[FlaskClient]:
    append(runtime, SIZE)
    with lent(runtime).test_client() as client:
        yield client


def told(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.get_json()
    return document


def leaf_hash(entry: dict[str, Any]) -> bytes:
    """Reckon a leaf hash from what is published, as a reader would."""
    return tree.leaf_hash(canonical({k: v for k, v in entry.items() if k != "leaf_hash"}))


def hashes(proof: dict[str, Any]) -> list[bytes]:
    return [b64decode(each) for each in proof["proof"]]


def test_the_checkpoint_is_signed_by_the_key_on_the_page(client: FlaskClient) -> None:
    answer = client.get("/ledger/checkpoint")
    assert answer.content_type == "text/plain; charset=utf-8"
    page = client.get("/ledger").text
    verifier = page.partition("localhost:8000/ledger+")[2].partition("<")[0]
    state = opened(answer.text, verified_by=f"localhost:8000/ledger+{verifier}")
    assert told(client, "/checkpoint") == {
        "origin": "localhost:8000/ledger",
        "size": SIZE,
        "root": answer.text.splitlines()[2],
    }
    assert (state.origin, state.size) == ("localhost:8000/ledger", SIZE)


def test_without_a_key_there_is_no_signed_checkpoint(runtime: Runtime) -> None:
    client = lent(replace(runtime, signing_key=None)).test_client()
    assert client.get("/ledger/checkpoint").status_code == 404
    page = client.get("/ledger")
    assert page.status_code == 200
    assert "signed checkpoint" not in page.text
    assert "Nothing has been recorded yet" in page.text


def test_the_page_says_in_words_what_was_done(client: FlaskClient) -> None:
    page = client.get("/ledger").text
    assert page.count("A treaty action was recorded") == SIZE
    assert '<a href="/treaties/mine-ban">treaty/mine-ban/1</a>' in page
    assert "Depositary officer, account 7" in page


def test_an_entry_shows_its_leaf(client: FlaskClient) -> None:
    entry = told(client, "/entries/3")
    assert (entry["index"], entry["at"]) == (3, "2027-03-14T12:00:00.000000Z")
    assert (entry["account"], entry["on_behalf_of"]) == (7, "FRA")
    assert leaf_hash(entry) == b64decode(entry["leaf_hash"])


def test_entries_come_a_page_at_a_time(client: FlaskClient) -> None:
    pages = [told(client, "/entries?limit=4")]
    while cursor := pages[-1]["next"]:
        pages.append(told(client, f"/entries?limit=4&cursor={cursor}"))
    assert [[entry["index"] for entry in page["items"]] for page in pages] == [
        [0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10],
    ]  # fmt: skip


def test_a_page_that_ends_with_the_ledger_has_no_next(client: FlaskClient) -> None:
    assert told(client, f"/entries?limit={SIZE}")["next"] is None


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, SIZE), (5, 8), (7, 9), (10, SIZE)])
def test_an_inclusion_is_proved(client: FlaskClient, index: int, size: int) -> None:
    proof = told(client, f"/inclusion?index={index}&size={size}")
    assert proves_inclusion(
        hashes(proof),
        index=index,
        size=size,
        leaf_hash=leaf_hash(told(client, f"/entries/{index}")),
        root=b64decode(proof["root"]),
    )


@pytest.mark.parametrize("old", [1, 4, 7, SIZE])
def test_growth_is_proved_between_checkpoints(
    runtime: Runtime, client: FlaskClient, old: int
) -> None:
    old_root = told(client, f"/inclusion?index=0&size={old}")["root"]
    append(runtime, 6)
    proof = told(client, f"/consistency?from={old}&to={SIZE + 6}")
    assert proof["root"] == told(client, "/checkpoint")["root"]
    assert proves_consistency(
        hashes(proof),
        old_size=old,
        old_root=b64decode(old_root),
        new_size=SIZE + 6,
        new_root=b64decode(proof["root"]),
    )


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/inclusion?size=5", "index"),
        ("/inclusion?index=5&size=5", "index"),
        ("/inclusion?index=0&size=0", "index"),
        ("/inclusion?index=-1&size=5", "index"),
        ("/inclusion?index=one&size=5", "index"),
        ("/inclusion?index=0&size=12", "size"),
        (f"/inclusion?index=0&size={10**30}", "size"),
        ("/inclusion?index=0&size=5&more=1", "more"),
        ("/consistency?to=5", "from"),
        ("/consistency?from=0&to=5", "from"),
        ("/consistency?from=6&to=5", "from"),
        ("/consistency?from=5&to=12", "to"),
        ("/entries?cursor=x", "cursor"),
        ("/entries?cursor=-1", "cursor"),
        ("/entries?limit=0", "limit"),
        ("/checkpoint?size=1", "size"),
    ],
)
def test_a_wrong_parameter_is_named(client: FlaskClient, path: str, field: str) -> None:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]


@pytest.mark.parametrize("index", [str(SIZE), "-1", "one", "9" * 100])
def test_no_entry_is_a_problem_document(client: FlaskClient, index: str) -> None:
    answer = client.get(f"{API}/entries/{index}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_cursor_beyond_the_end_gives_an_empty_page(client: FlaskClient) -> None:
    assert told(client, "/entries?cursor=9999999999999999") == {"items": [], "next": None}


def test_the_interface_describes_itself(client: FlaskClient) -> None:
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    assert {path.removeprefix(API) for path in paths if path.startswith(API)} == {
        "/checkpoint", "/entries", "/entries/{index}", "/inclusion", "/consistency",
    }  # fmt: skip
    names = [each["name"] for each in paths[f"{API}/consistency"]["get"]["parameters"]]
    assert names == ["from", "to"]

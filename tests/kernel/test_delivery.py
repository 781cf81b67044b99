"""How answers travel: what is compressed, what is kept, and what is neither."""

import gzip
import json

import pytest
from flask.testing import FlaskClient

from app.factory import VENDOR
from app.kernel.runtime import Runtime
from tests.applications import lent

WANTS = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    return lent(runtime).test_client()


@pytest.fixture
def built() -> str:
    """Give the address of the built stylesheet."""
    name = json.loads((VENDOR / "manifest.json").read_text())["main.css"]
    return f"/static/vendor/{name}"


def test_a_public_page_is_compressed_for_whoever_wants_it(client: FlaskClient) -> None:
    plain, small = client.get("/treaties"), client.get("/treaties", headers=WANTS)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(small.data)
    assert len(small.data) < len(plain.data) / 2
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in small.vary


def test_a_public_page_is_asked_for_again_and_carries_no_etag(client: FlaskClient) -> None:
    answer = client.get("/treaties")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "ETag" not in answer.headers


def test_whoever_sends_no_wish_or_refuses_gets_the_page_as_it_is(client: FlaskClient) -> None:
    for wish in ("", "identity", "gzip;q=0"):
        answer = client.get("/treaties", headers={"Accept-Encoding": wish})
        assert "Content-Encoding" not in answer.headers


def test_a_built_file_travels_compressed_and_is_kept_for_ever(
    client: FlaskClient, built: str
) -> None:
    with client.get(built, headers=WANTS) as answer, client.get(built) as plain:
        assert answer.content_type.startswith("text/css")
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert gzip.decompress(answer.data) == plain.data


def test_a_built_file_that_is_already_there_is_not_sent_again(
    client: FlaskClient, built: str
) -> None:
    with client.get(built, headers=WANTS) as first:
        known = WANTS | {"If-None-Match": first.headers["ETag"]}
    with client.get(built, headers=known) as again:
        assert again.status_code == 304
        assert again.data == b""


@pytest.mark.parametrize("name", ["manifest.json", "world.json"])
def test_a_built_file_that_keeps_its_name_is_asked_for_again(
    client: FlaskClient, name: str
) -> None:
    assert (VENDOR / name).is_file()
    with client.get(f"/static/vendor/{name}", headers=WANTS) as answer:
        assert "immutable" not in answer.headers.get("Cache-Control", "")

"""The API describes itself, whole and valid, to programs and to people."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.desk.api.description import PATH_PARAMETERS
from app.desk.api.reference import type_of
from app.kernel.runtime import Runtime
from tests.applications import lent

SPEC = "/api/v1/openapi.json"


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    return lent(runtime).test_client()


@pytest.fixture
def spec(client: FlaskClient) -> Any:
    return client.get(SPEC).json


def operations(spec: Any) -> list[Any]:
    return [operation for path in spec["paths"].values() for operation in path.values()]


def test_every_operation_has_a_name_of_its_own_a_tag_and_a_sentence(spec: Any) -> None:
    names = [operation.get("operationId") for operation in operations(spec)]
    assert None not in names
    assert len(set(names)) == len(names)
    known = {tag["name"] for tag in spec["tags"]}
    assert len(known) == len(spec["tags"])
    assert all(tag["description"] for tag in spec["tags"])
    assert all(set(operation["tags"]) <= known for operation in operations(spec))
    assert all(operation["summary"].endswith(".") for operation in operations(spec))


def test_every_reference_leads_to_something(spec: Any) -> None:
    def references(part: Any) -> list[str]:
        match part:
            case {"$ref": str(found)}:
                return [found]
            case dict():
                return [each for value in part.values() for each in references(value)]
            case list():
                return [each for value in part for each in references(value)]
            case _:
                return []

    for reference in references(spec):
        found = spec
        for key in reference.removeprefix("#/").split("/"):
            found = found[key]


def test_every_place_in_a_path_is_a_parameter_and_is_described(spec: Any) -> None:
    for path, methods in spec["paths"].items():
        for operation in methods.values():
            given = [each["name"] for each in operation["parameters"] if each["in"] == "path"]
            assert given == re.findall(r"{(\w+)}", path)
            assert set(given) <= PATH_PARAMETERS.keys() | {"index"}


def test_every_refusal_is_a_problem_document(spec: Any) -> None:
    for operation in operations(spec):
        assert {"422", "default"} <= operation["responses"].keys()
    for response in spec["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


def test_no_parameter_may_be_null(spec: Any) -> None:
    for operation in operations(spec):
        for parameter in operation["parameters"]:
            assert "anyOf" not in parameter["schema"]


def test_the_description_names_no_host(spec: Any) -> None:
    assert spec["openapi"].startswith("3.1.")
    assert spec["servers"] == [{"url": "/"}]


def test_the_reference_page_shows_every_operation_and_every_shape(
    client: FlaskClient, spec: Any
) -> None:
    page = client.get("/api/v1/").text
    for path in spec["paths"]:
        assert path in page
    for name in spec["components"]["schemas"]:
        assert f'id="{name}"' in page
    links = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert links <= set(re.findall(r'id="([^"]+)"', page))
    assert all(source.startswith("/static/") for source in re.findall(r'src="([^"]*)"', page))


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#/components/schemas/ActTold"}, "ActTold"),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}, "date or null"),
        ({"type": "array", "items": {"type": "integer"}}, "list of integer"),
        ({"enum": ["all", "any"], "type": "string"}, "all, any"),
        ({"const": "all_states", "type": "string"}, "all_states"),
        ({}, "anything"),
    ],
)
def test_a_shape_is_said_in_words(schema: dict[str, Any], words: str) -> None:
    assert type_of(schema) == words

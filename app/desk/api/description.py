"""The description of the whole API (OpenAPI 3.1): what holds for every part is added here."""

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]

PROBLEM = "application/problem+json"
MOST_MEGABYTES = 1

INFO = {
    "title": "Treaty register",
    "summary": "Who is bound by which treaty, on any day, as known on another.",
    "description": "Dates are calendar days at the secretariat's seat (ISO 8601). Lists come a "
    "page at a time: give a page's `next` as `cursor` to read on. Public answers carry an ETag. "
    "Every refusal is a problem document (RFC 9457) whose `errors` name the field.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}

PATH_PARAMETERS: dict[str, Document] = {
    "treaty_id": {"description": "A treaty's identifier.", "example": "mine-ban"},
    "code": {
        "description": "A participant's code: ISO 3166-1 alpha-3, a former one, or `EU`.",
        "example": "AUS",
    },
    "slug": {"description": "A number's year and place in it.", "example": "2027-12"},
    "form": {"description": "A form's code.", "example": "F2"},
    "version": {"description": "A form's version, counted from 1.", "example": 1},
}

SCHEMAS: dict[str, Document] = {
    "Problem": {
        "type": "object",
        "description": "Why a request was refused (RFC 9457).",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string", "description": "Every complaint, in whole sentences."},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Complaint"}},
        },
    },
    "Complaint": {
        "type": "object",
        "description": "One unmet condition.",
        "required": ["detail"],
        "properties": {
            "detail": {"type": "string"},
            "field": {"type": "string", "description": "The parameter or the key it is about."},
            "line": {"type": "integer", "description": "The place in a list or file, from 1."},
        },
    },
}

REFUSALS = {
    "NotFound": "There is no such thing.",
    "TooLarge": f"The body has more than {MOST_MEGABYTES} MB.",
    "Invalid": "Something in the request cannot be accepted; each complaint names it.",
    "Refused": "The request was refused, or cannot be answered for now.",
}

HEADERS: dict[str, Document] = {
    "ETag": {"description": "Give it back as If-None-Match.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "How long it may be kept.", "schema": {"type": "string"}},
}


def completed(spec: Document) -> Document:
    """Give the description with what every operation shares: refusals, caching, parameters."""
    spec["info"] |= INFO
    spec["servers"] = [{"url": "/"}]
    components = spec.setdefault("components", {})
    components.setdefault("schemas", {}).update(SCHEMAS)
    components["responses"] = {name: _refusal(words) for name, words in REFUSALS.items()}
    components["headers"] = HEADERS
    for method, operation in _operations(spec):
        operation["parameters"] = [_parameter(each) for each in operation["parameters"]]
        operation["responses"] |= _refusals(operation)
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
        if method == "get" and "200" in operation["responses"]:
            _may_be_kept(operation["responses"])
    return spec


def _operations(spec: Document) -> Iterator[tuple[str, Document]]:
    for path in spec["paths"].values():
        yield from path.items()


def _refusal(words: str) -> Document:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {PROBLEM: {"schema": schema}}}


def _refusals(operation: Document) -> Document:
    named = {"422": "Invalid", "default": "Refused"}
    if any(parameter["in"] == "path" for parameter in operation["parameters"]):
        named["404"] = "NotFound"
    if "requestBody" in operation:
        named["413"] = "TooLarge"
    return {
        status: {"$ref": f"#/components/responses/{name}"} for status, name in sorted(named.items())
    }


def _may_be_kept(responses: Document) -> None:
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    responses["200"]["headers"] = headers
    responses["304"] = {"description": "The client has it already.", "headers": headers}


def _parameter(parameter: Document) -> Document:
    """Give a parameter as an address can spell it: what may be left out is never null."""
    if parameter["in"] == "path":
        return {**parameter, "required": True, **PATH_PARAMETERS.get(parameter["name"], {})}
    schema = dict(parameter["schema"])
    said = {"description": schema.pop("description")} if "description" in schema else {}
    if schema.get("default", ...) is None:
        del schema["default"]
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    return {**parameter, **said, "schema": {**schema, **(kinds[0] if kinds else {})}}

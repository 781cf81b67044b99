"""The description of the whole API (OpenAPI 3.1): what holds for every part is added here."""

from collections.abc import Iterator
from typing import Any

from app.desk.api.forms import describe_forms
from app.documents.values import MOST_UPLOADED
from app.kernel.api import BYTES
from app.kernel.tables_out import XLSX_TYPE

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
    "body": {"description": "What stands for a body: `wg-1`, the conference `c`.", "example": "c"},
    "slug": {"description": "A number's year and place in it.", "example": "2027-12"},
    "form": {"description": "A form's code.", "example": "F2"},
    "version": {"description": "A form's version, counted from 1.", "example": 1},
    "ref": {"description": "A declaration's own number.", "example": "CAN-2027-3"},
    "thing_id": {"description": "A thing's identifier.", "example": "FAC-CAN-0001"},
    "file_id": {"description": "A file's number, as the answer that names it has it."},
    "number": {"description": "A version's place in its chain, from 1.", "example": 1},
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

SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "Made and revoked by yourself at `/account`, for what you choose, within "
        "your own rights. One that may submit lasts 24 hours at most.",
    }
}

GUARDED = frozenset({"Declarations", "Deadlines", "Registry"})
"""The parts that are not public."""

OPEN = frozenset({"Bodies"})
"""The parts of which a token shows more."""

HEADERS_ASKED: dict[str, Document] = {
    "Idempotency-Key": {
        "description": "The request's own key, such as a fresh UUID: sent again under the same "
        "key, the request is answered as before, and nothing is done twice.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
        "example": "5f0c1a3e-6f0b-4f39-8b0e-0c8a8d3f7b11",
    },
    "If-Match": {
        "description": "The `ETag` of what was read last; without it 428, where something has "
        "changed since 412, and `errors` name what.",
        "schema": {"type": "string"},
    },
}

CONDITIONAL = frozenset(
    {
        "changeDraft",
        "changeThing",
        "fillFromWorkbook",
        "strikeThing",
        "submitDeclaration",
        "takeFileOut",
    }
)
"""The operations that are done only to what was read last."""

FILES = {"handInFile": "application/octet-stream", "fillFromWorkbook": XLSX_TYPE}
"""The operations whose body is a file as it is, by what kind of file."""

REFUSALS = {
    "NotFound": "There is no such thing.",
    "Unidentified": "There is no token, or it is not known, was revoked or has expired.",
    "Conflict": "What the request is about has moved on since it was read.",
    "Stale": "Something has changed since it was read; each complaint names what.",
    "Unconditional": "The request does not say what it was made from: give `If-Match`.",
    "TooLarge": f"The body has more than {MOST_MEGABYTES} MB.",
    "FileTooLarge": f"The file has more than {MOST_UPLOADED // 1_000_000} MB.",
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
    spec["tags"] = [tag for tag in spec["tags"] if tag.get("description")]
    components = spec.setdefault("components", {})
    components.setdefault("schemas", {}).update(SCHEMAS)
    describe_forms(components["schemas"])
    components["responses"] = {name: _refusal(words) for name, words in REFUSALS.items()}
    components["headers"] = HEADERS
    components["securitySchemes"] = SECURITY
    for method, operation in _operations(spec):
        operation["parameters"] = [_parameter(each) for each in operation["parameters"]]
        if GUARDED.intersection(operation["tags"]):
            _guarded(method, operation)
        if OPEN.intersection(operation["tags"]):
            operation["security"] = [{}, {"token": []}]
            operation["responses"] |= _references({"401": "Unidentified"})
        operation["responses"] |= _refusals(operation)
        if operation["operationId"] in FILES:
            _takes_a_file(operation)
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
        is_public = {} in operation.get("security", [{}])
        if method == "get" and "200" in operation["responses"] and is_public:
            _may_be_kept(operation["responses"])
    return spec


def _operations(spec: Document) -> Iterator[tuple[str, Document]]:
    for path in spec["paths"].values():
        yield from path.items()


def _guarded(method: str, operation: Document) -> None:
    """Say that a token is needed, and for a change the headers that make it once and knowingly."""
    operation["security"] = [{"token": []}]
    conditional = operation["operationId"] in CONDITIONAL
    asked = {"Idempotency-Key": method == "post", "If-Match": conditional}
    operation["parameters"] += [
        {"in": "header", "name": name, "required": True, **HEADERS_ASKED[name]}
        for name, needed in asked.items()
        if needed
    ]
    named = {"401": "Unidentified"}
    named |= {"409": "Conflict"} if method != "get" else {}
    named |= {"412": "Stale", "428": "Unconditional"} if conditional else {}
    operation["responses"] |= _references(named)


def _takes_a_file(operation: Document) -> None:
    """Say that the body is a file."""
    content = {FILES[operation["operationId"]]: {"schema": BYTES}}
    operation["requestBody"] = {"content": content}
    operation["responses"] |= _references({"413": "FileTooLarge"})


def _references(named: dict[str, str]) -> Document:
    return {
        status: {"$ref": f"#/components/responses/{name}"} for status, name in sorted(named.items())
    }


def _refusal(words: str) -> Document:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {PROBLEM: {"schema": schema}}}


def _refusals(operation: Document) -> Document:
    named = {"422": "Invalid", "default": "Refused"}
    if any(parameter["in"] == "path" for parameter in operation["parameters"]):
        named["404"] = "NotFound"
    if "requestBody" in operation:
        named["413"] = "TooLarge"
    return _references(named)


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

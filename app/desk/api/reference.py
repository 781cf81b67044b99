"""The reference page of the API, drawn from its own description."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from app.kernel.web import public

pages = APIBlueprint("api_reference", __name__, url_prefix="/api/v1", enable_openapi=False)


@pages.get("/")
@public
def reference() -> ResponseReturnValue:
    """Show every operation and every shape that the API's description names."""
    spec = current_app.spec  # type: ignore[attr-defined]
    operations = [
        {"path": path, "method": method, **operation}
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
    ]
    return render_template(
        "api/reference.html",
        info=spec["info"],
        tags=spec["tags"],
        operations=operations,
        schemas=spec["components"]["schemas"],
        type_of=type_of,
    )


def type_of(schema: Mapping[str, Any]) -> str:
    """Say in words what a part of the description holds: ``string or null``, ``list of Act``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(map(type_of, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}"
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    return str(schema.get("format") or schema.get("const") or schema.get("type", "anything"))

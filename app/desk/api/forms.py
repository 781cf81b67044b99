"""The declaration forms' schemas, as parts of the API's own description."""

from typing import Any

from app.declarations.forms import catalogue
from app.declarations.values.forms import Form

Document = dict[str, Any]

DEFINED = "#/$defs/"
SCHEMAS = "#/components/schemas/"
CONTENT = "DeclarationContent"
HOLDING = ("DraftChanged", "DeclarationTold.DraftTold", "VersionTold")
"""The parts of the description that hold a declaration's content."""


def describe_forms(schemas: Document) -> None:
    """Say what a declaration's content holds: what one of the forms has, perhaps incomplete."""
    every = [form for held in catalogue().values() for form in held.values()]
    schemas |= {_named(form): _moved(_described(form), _named(form)) for form in every}
    schemas[CONTENT] = {
        "description": "A declaration's sections by name, as its form has them. A draft may be "
        "incomplete, and what you may not read is left out; what is submitted is judged by the "
        "whole schema of its form, and by its rules.",
        "type": "object",
        "anyOf": [*({"$ref": f"{SCHEMAS}{_named(form)}"} for form in every), {"type": "object"}],
    }
    for name in HOLDING:
        schemas[name]["properties"]["content"] = {"$ref": f"{SCHEMAS}{CONTENT}"}


def _named(form: Form) -> str:
    return f"{form.code}.{form.version}"


def _described(form: Form) -> Document:
    """Give a form's schema without the address that would move its references."""
    return {key: part for key, part in form.document.items() if key not in {"$schema", "$id"}}


def _moved(part: Any, name: str) -> Any:
    """Let references lead to where a form's definitions stand in the description."""
    match part:
        case {"$ref": str(to), **rest}:
            place = to.replace(DEFINED, f"{SCHEMAS}{name}/$defs/")
            return {"$ref": place} | {key: _moved(each, name) for key, each in rest.items()}
        case dict():
            return {key: _moved(each, name) for key, each in part.items()}
        case list():
            return [_moved(each, name) for each in part]
        case _:
            return part

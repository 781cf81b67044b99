"""The API's forms: the JSON Schemas by which declarations are filled in and judged."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask.typing import ResponseReturnValue
from pydantic import ConfigDict, Field

from app.declarations.forms import catalogue, published
from app.declarations.values.forms import Form
from app.kernel.api import Asked, Told, answer
from app.kernel.paging import Paged, page
from app.kernel.web import public

api = APIBlueprint(
    "forms_api",
    __name__,
    url_prefix="/api/v1/forms",
    tag={
        "name": "Forms",
        "description": "The versions of the declaration forms. A published version never changes.",
    },
)


class FormTold(Told):
    """One version of a form."""

    code: str
    version: int
    title: str
    description: str
    period: Annotated[
        str, Field(description="What it is filed for: `year`, `run`, `incident` or `state`.")
    ]
    nil: Annotated[str | None, Field(description="What a state says that files nil, if it may.")]
    no_change: Annotated[
        str | None, Field(description="What a state says whose last filing stands, if it may.")
    ]
    sections: Annotated[list[str], Field(description="Their names, in their order.")]
    schema_at: Annotated[str, Field(description="The address of its JSON Schema.")]


class FormsTold(Told):
    """A page of forms, by code and version."""

    items: list[FormTold]
    next: str | None


class SchemaTold(Told):
    """A form as a JSON Schema (draft 2020-12). What begins with `x-` is said in docs/formats.md."""

    model_config = ConfigDict(extra="allow")

    dialect: Annotated[str, Field(alias="$schema")]
    address: Annotated[str, Field(alias="$id")]
    title: str
    description: str
    properties: Annotated[dict[str, Any], Field(description="Its sections.")]


@api.get("")
@api.doc(operation_id="listForms")
@api.input(Paged, location="query")
@api.output(FormsTold)
@public
def every(query_data: Paged) -> ResponseReturnValue:
    """List every published version of every form."""
    versions = [form for held in catalogue().values() for form in held.values()]
    part = page(versions, key=_key, asked=query_data)
    return answer({"items": list(map(_document, part.items)), "next": part.next})


@api.get("/<form>/<int:version>")
@api.doc(operation_id="readForm")
@api.input(Asked, location="query")
@api.output(SchemaTold)
@public
def one(form: str, version: int, query_data: Asked) -> ResponseReturnValue:
    """Read one version of a form, as the JSON Schema that it is."""
    del query_data
    return answer(published(form, version).document)


def _document(form: Form) -> dict[str, Any]:
    return {
        "code": form.code,
        "version": form.version,
        "title": form.title,
        "description": form.hint,
        "period": form.period,
        "nil": form.nil or None,
        "no_change": form.no_change or None,
        "sections": [section.name for section in form.sections],
        "schema_at": f"/api/v1/forms/{form.code}/{form.version}",
    }


def _key(form: Form) -> str:
    return f"{form.code}/{form.version}"

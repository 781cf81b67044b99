"""The API's edge: requests read strictly and answers that caches may keep."""

import json
import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Request, Response, request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails, PydanticCustomError

from app.kernel import json_in
from app.kernel.errors import Complaint, Invalid
from app.kernel.languages import Language
from app.kernel.problems import problem

ROOT = "/api/"
MOST_BYTES = 1_000_000
"""How large a request's body may be."""

FRESH_SECONDS = 60
"""How long a cache may give a public answer without asking again."""

BYTES = {"type": "string", "format": "binary"}
"""How the description says that something is a file as it is."""

View = TypeVar("View", bound=Callable[..., Any])

DAY = re.compile(r"(1[89]|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
"""From 1800 to 2199: every delay that a treaty may have then stays within the calendar."""


def _day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # such as 30 February
    raise PydanticCustomError("day", "no such day")


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{DAY.pattern}$"}),
]
"""A calendar day, ``2027-03-14``."""

InLanguage = Annotated[
    Language,
    Field(strict=False, description="The language of participants' names (BCP 47)."),
]


class Asked(BaseModel):
    """What a request gives; what is not named here is refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Told(BaseModel):
    """What an answer holds, for the description of the API; answers may grow."""

    model_config = ConfigDict(strict=True)


def answer(document: Any) -> Response:
    """Answer with a public document; a client that already has it gets 304."""
    return _kept(told(document))


def told(document: Any) -> Response:
    """Answer with a document that no cache keeps."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Response(body, mimetype="application/json")


def attachment(content: bytes, *, content_type: str, name: str) -> Response:
    """Answer with a public file to save under a name of ASCII letters."""
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _kept(response)


def gives(content_type: str) -> dict[int, Any]:
    """Describe an answer that is a file."""
    media = content_type.partition(";")[0]
    return {200: {"description": "The file", "content": {media: {"schema": BYTES}}}}


def takes(most: int) -> Callable[[View], View]:
    """State how many bytes a request's body may have here, where that is more than usual."""

    def mark(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return mark


def _keepable(view: Callable[[], Response]) -> Callable[[], Response]:
    """Let caches keep what a view of the framework's own gives."""
    return lambda: _kept(view())


def _kept(response: Response) -> Response:
    response.set_etag(sha256(response.get_data()).hexdigest()[:32])
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_SECONDS
    return conditional(response)


def conditional(response: Response) -> Response:
    """Answer whoever holds the same already with 304; conditions on changes are none on reading."""
    asked = {name: value for name, value in request.environ.items() if name != "HTTP_IF_MATCH"}
    response.make_conditional(asked)
    return response


class StrictRequest(Request):
    """A request whose JSON body, if it has one, is read strictly."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:  # noqa: FBT001, FBT002 (werkzeug's signature)
        """Give what the body holds, whatever type it says it is.

        Raises:
            Invalid: it is not JSON, or more than JSON.

        """
        del force, silent
        body = self.get_data(cache=cache)
        if not body:
            raise Invalid.because("The request has no content. Send a JSON document.")
        return json_in.parsed(body, most=MOST_BYTES)


def prepare(app: APIFlask) -> None:
    """Make the application read strictly and refuse with problem documents under ``/api/``."""
    app.request_class = StrictRequest
    app.config.update(
        AUTO_404_RESPONSE=False,  # the description says itself which refusals there are
        AUTO_SERVERS=False,  # else whoever asks first names the server to everybody
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        SPEC_DECORATORS=[_keepable],
    )
    app.error_processor(_refused)

    @app.before_request
    def plain() -> None:
        if request.path.startswith(ROOT):
            view = app.view_functions.get(request.endpoint or "")
            request.max_content_length = getattr(view, "most_bytes", MOST_BYTES)
            Invalid.unless_none(_doubled(name) for name, given in request.args.lists() if given[1:])


def _doubled(name: str) -> Complaint:
    return Complaint(
        "The parameter “%(name)s” is given more than once. Keep one.", {"name": name}, field=name
    )


def _refused(error: HTTPError) -> Response:
    """Turn what APIFlask refuses into a problem document with our own sentences."""
    wrong = error.__cause__.errors() if isinstance(error.__cause__, ValidationError) else []
    return problem(error.status_code, complaints=map(_complaint, wrong))


def _complaint(wrong: ErrorDetails) -> Complaint:
    """Word one error of pydantic's; its own English stands in only where we have no sentence."""
    worded = WORDED.get(wrong["type"], Complaint("This is not accepted here: %(reason)s."))
    named = {"reason": wrong["msg"], "name": str(wrong["loc"][-1]) if wrong["loc"] else ""}
    field = ".".join(map(str, wrong["loc"])) or None
    return Complaint(worded.message, named | wrong.get("ctx", {}), field=field)


WORDED = {
    "missing": Complaint("This is missing. Give it."),
    "extra_forbidden": Complaint("There is no “%(name)s” here. Correct the name or leave it out."),
    "day": Complaint("Write a day from 1800 to 2199 as 2027-03-14."),
    "enum": Complaint("Write one of: %(expected)s."),
    "int_type": Complaint("Write a whole number."),
    "greater_than_equal": Complaint("Write a number that is at least %(ge)s."),
    "less_than_equal": Complaint("Write a number that is at most %(le)s."),
    "string_type": Complaint("Write a text between quotation marks."),
    "too_long": Complaint("At most %(max_length)s are accepted here."),
    "string_too_long": Complaint("At most %(max_length)s characters are accepted here."),
    "list_type": Complaint("Write a list."),
    "model_type": Complaint("Write an object with the keys that the description names."),
}
"""Our sentences, by pydantic's error types."""

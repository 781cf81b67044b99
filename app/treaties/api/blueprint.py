"""The part of the API that tells of treaties; the modules beside this one fill it."""

from apiflask import APIBlueprint

api = APIBlueprint(
    "treaties_api",
    __name__,
    url_prefix="/api/v1/treaties",
    tag={
        "name": "Treaties",
        "description": "The depositary's register: definitions, acts, and status on any day.",
    },
)

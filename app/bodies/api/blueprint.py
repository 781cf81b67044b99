"""The part of the API that tells of bodies; the modules beside this one fill it."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response
from sqlalchemy.orm import Session

from app.bodies import queries
from app.bodies.models import Body
from app.kernel.actor import VISITOR
from app.kernel.api import answer, told
from app.kernel.web import actor, runtime

api = APIBlueprint(
    "bodies_api",
    __name__,
    url_prefix="/api/v1/bodies",
    tag={
        "name": "Bodies",
        "description": "The conference, the council, committees and working groups. Without a "
        "token what is public, with one what its owner may read besides.",
    },
)


def answered(document: Any) -> Response:
    """Answer with what is everybody's so that caches may keep it, with anything else so that none.

    Whoever shows a token is answered for themselves, even where nothing differs.
    """
    response = answer(document) if actor() == VISITOR else told(document)
    response.vary.add("Authorization")
    return response


def of_body(session: Session, slug: str) -> Body:
    """Give the body of an address, to whoever asks and may look at it.

    Raises:
        NotFound: there is none, or none at which they may look.

    """
    return queries.body(session, actor(), slug, on=runtime().today())

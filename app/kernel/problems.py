"""Refusals as problem details (RFC 9457), for everything under /api/."""

from collections.abc import Iterable
from http import HTTPStatus

from flask import Response, json
from flask_babel import gettext

from app.kernel.errors import Complaint
from app.kernel.languages import sentence


def problem(status: int, *, complaints: Iterable[Complaint] = ()) -> Response:
    """Give a problem document; each unmet condition is named with its field or line."""
    errors = [
        {
            key: value
            for key, value in (
                ("detail", sentence(complaint, gettext)),
                ("field", complaint.field),
                ("line", complaint.line),
            )
            if value is not None
        }
        for complaint in complaints
    ]
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if errors:
        document |= {"detail": " ".join(str(error["detail"]) for error in errors), "errors": errors}
    return Response(json.dumps(document), status=status, mimetype="application/problem+json")

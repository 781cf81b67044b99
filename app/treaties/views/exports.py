"""A treaty's status as a file, at an address beside the page's; the API gives it."""

from urllib.parse import urlencode

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel.web import public
from app.treaties.views.blueprint import pages

DAYS = ("as_of", "known_on")
"""What a page's address and the API's have in common."""


@pages.get("/treaties/<treaty_id>/status.csv", defaults={"form": "status_csv"})
@pages.get("/treaties/<treaty_id>/status.xlsx", defaults={"form": "status_xlsx"})
@pages.get("/treaties/<treaty_id>/status.json", defaults={"form": "status"})
@public
def export(treaty_id: str, form: str) -> ResponseReturnValue:
    """Lead to the whole table as CSV, XLSX or JSON, on the days of the page."""
    asked = {name: request.args[name] for name in DAYS if request.args.get(name)}
    address = url_for(f"treaties_api.{form}", treaty_id=treaty_id)
    return redirect(f"{address}?{urlencode(asked)}" if asked else address)

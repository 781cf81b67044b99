"""The blueprint that every page of reports stands on."""

from flask import Blueprint

pages = Blueprint("reports", __name__)

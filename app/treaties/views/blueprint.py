"""The blueprint of the treaties' pages."""

from flask import Blueprint

pages = Blueprint("treaties", __name__)

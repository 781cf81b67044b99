"""The blueprint that every page of accounts stands on."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)

"""The pages of correspondence, for the secretariat's officers alone."""

from app.correspondence.views import letters, pieces, register, returned, templates
from app.correspondence.views.blueprint import pages

__all__ = ["letters", "pages", "pieces", "register", "returned", "templates"]

"""The application as the process that answers requests builds it."""

import os
from typing import TYPE_CHECKING

from app.assembly import assemble
from app.factory import create_app
from app.kernel.orphans import end_with_parent
from config.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def application() -> "WSGIApplication":
    """Build the application, in the process that answers the requests."""
    end_with_parent(os.getppid())
    return create_app(assemble(Settings.read(os.environ))).wsgi_app

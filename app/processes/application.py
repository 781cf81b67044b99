"""The application as the process that answers requests builds it."""

import gc
import os
from typing import TYPE_CHECKING

from app.assembly import assemble
from app.factory import create_app
from app.kernel.orphans import end_with_parent
from config.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def application() -> "WSGIApplication":
    """Build the application, in the process that answers the requests.

    What it consists of lives as long as the process: the collector of garbage looks through it no
    more, which takes a third off a load of thousands of rows (bench/loading.py).
    """
    end_with_parent(os.getppid())
    built = create_app(assemble(Settings.read(os.environ))).wsgi_app
    gc.collect()
    gc.freeze()
    return built

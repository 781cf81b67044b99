"""The web application as tests ask it: built once a process, and lent to each runtime."""

import os
from collections import defaultdict
from collections.abc import Callable
from copy import copy

from apiflask import APIFlask
from flask import Config
from jinja2 import FileSystemBytecodeCache

from app.factory import create_app
from app.kernel.runtime import Runtime

BUILT: dict[tuple[str, str], APIFlask] = {}
"""By what it takes from the runtime it is built with; everything else it asks for each time."""


def own(runtime: Runtime) -> APIFlask:
    """Build an application for a test that changes it.

    In a run of all tests, its templates are compiled once for all processes.
    """
    app = create_app(runtime)
    if folder := os.environ.get("TEST_TEMPLATES"):
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(folder)
    return app


def lent(
    runtime: Runtime, *, tokens: bool = True, arrive: Callable[[], None] | None = None
) -> APIFlask:
    """Give an application around a runtime, with views and settings of its own.

    It shares its routes and its compiled templates with every other one, which is far quicker
    than building them. Without ``tokens`` a form may be posted as it is; ``arrive`` is called
    before each request.
    """
    key = (runtime.secret_key, runtime.public_url)
    if key not in BUILT:
        BUILT[key] = own(runtime)
    app = copy(BUILT[key])
    app.extensions = app.extensions | {"runtime": runtime}
    app.view_functions = dict(app.view_functions)
    app.config = Config(app.config.root_path, app.config)
    app._got_first_request = True  # Flask then refuses a route or a hook, which all would share
    if arrive is not None:
        hooks = app.before_request_funcs
        app.before_request_funcs = defaultdict(list, hooks | {None: [*hooks[None], arrive]})
    if not tokens:
        app.config["WTF_CSRF_METHODS"] = []
    return app

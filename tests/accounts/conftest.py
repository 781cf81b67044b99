"""An application with forms' tokens off, and somebody in each capacity when asked for."""

import pytest
from apiflask import APIFlask

from app.factory import create_app
from app.kernel.runtime import Runtime


@pytest.fixture
def app(runtime: Runtime) -> APIFlask:
    app = create_app(runtime)
    app.config["WTF_CSRF_METHODS"] = []
    return app

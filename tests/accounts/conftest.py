"""An application with forms' tokens off, and somebody in each capacity when asked for."""

import pytest
from apiflask import APIFlask

from app.kernel.runtime import Runtime
from tests.applications import lent


@pytest.fixture
def app(runtime: Runtime) -> APIFlask:
    return lent(runtime, tokens=False)

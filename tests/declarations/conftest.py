"""What tests of declarations' pages share: a drafter of Canada who has begun a declaration."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.people import signed_in


@pytest.fixture
def drafter(runtime: Runtime) -> FlaskClient:
    """Give a browser of the drafter who has just begun CAN-2027-1, the year's form F1."""
    client = signed_in(lent(runtime, tokens=False), runtime, Role.DRAFTER, "CAN")
    begun = {"key": str(uuid4()), "obligation": "f1", "period": "2026"}
    assert client.post("/declarations", data=begun).location == "/declarations/CAN-2027-1"
    return client

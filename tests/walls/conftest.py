"""A PostgreSQL database whose tables belong to a role that is no superuser."""

from collections.abc import Iterator

import pytest

from app.kernel.database import Database
from tests.conftest import KINDS
from tests.databases import Lender


@pytest.fixture(scope="module", params=KINDS[1:])
def plain(lender: Lender) -> Iterator[Database]:
    """Give a migrated and empty database, for the tests of one module together."""
    database = Database(lender.lend())
    yield database
    database.engine.dispose()

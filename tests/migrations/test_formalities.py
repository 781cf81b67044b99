"""What formalities add goes and comes again on a register in use, and keeps what was recorded."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.migration import migrate, roll_back
from tests.treaties.builders import treaty
from tests.treaties.register import dossier, load, record


def test_a_register_with_acts_goes_back_and_forth_and_still_refuses_changes(
    database_url: str, database: Database
) -> None:
    load(database, treaty(named="ours"))
    record(database, "ours", "FRA ratification 2002-01-01")
    recorded = dossier(database, "ours").acts
    roll_back(database_url, "0008")
    assert "text_correction" not in inspect(database.engine).get_table_names()
    migrate(database_url)
    assert dossier(database, "ours").acts == recorded
    record(database, "ours", "FRA communication 2002-02-01")
    with (
        pytest.raises(DatabaseError, match="never changed"),
        database.write(by=SYSTEM) as session,
    ):
        session.execute(text("UPDATE treaty_action SET text = 'other'"))

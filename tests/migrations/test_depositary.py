"""The desk's tables go and come again on a register in use, which keeps everything else."""

from dataclasses import replace

from sqlalchemy import inspect

from app.kernel.database import Database
from app.migration import migrate, roll_back
from app.treaties.values.intake import Step
from tests.treaties.desk import GIVEN, SECOND, move, prepared, treaties
from tests.treaties.register import dossier

DESK = {"upload", "instrument", "proposed_correction", "desk_step"}


def test_a_register_with_instruments_goes_back_and_forth(
    database_url: str, database: Database
) -> None:
    treaties(database)
    number = prepared(database)
    move(database, number, Step.CONFIRM, by=SECOND)
    recorded = dossier(database, "ours").acts
    roll_back(database_url, "0006")
    assert not DESK & set(inspect(database.engine).get_table_names())
    migrate(database_url)
    assert set(inspect(database.engine).get_table_names()) >= DESK
    assert dossier(database, "ours").acts == recorded
    assert str(prepared(database, replace(GIVEN, participant="DEU"))) == "GAIMA/INS/2027/2"

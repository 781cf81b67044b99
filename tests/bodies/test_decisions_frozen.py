"""What was decided stands frozen, in the database itself; a correction is another row."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from app.bodies.models import (
    Body,
    Decision,
    DecisionCorrection,
    DecisionVote,
)
from app.bodies.operations import decisions as operations
from app.bodies.queries.decisions import adopted
from app.bodies.values import Choice, Hand, Manner
from app.bodies.values.decisions import Deciding, Proposal
from app.kernel.actor import SYSTEM
from app.kernel.database import Database
from app.kernel.errors import Conflict
from tests.bodies.builders import founded
from tests.bodies.silences import GROUND
from tests.conftest import NOON


def hand(by: Any = SYSTEM) -> Hand:
    return Hand(by=by, at=NOON, today=NOON.date())


def test_what_was_decided_stands_frozen_in_the_database_itself(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN", "KOR"])
        given = Proposal(title="One", text="To the letter.")
        decision = operations.propose(session, body, given, hand=hand())
        session.execute(update(Decision).values(text="Still a draft."))
        cast = {"JPN": Choice.FOR, "KOR": Choice.FOR}
        operations.vote(
            session, body, decision, Deciding(on=NOON.date(), cast=cast),
            hand=hand(), ground=GROUND,
        )  # fmt: skip
    frozen: list[Mapping[str, object]] = [
        {"text": "Another."}, {"outcome": "withdrawn"}, {"sha256": "0"}, {"note": "x"},
        {"decided_on": None}, {"sort": "protected"},
    ]  # fmt: skip
    for values in frozen:
        with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as s:
            s.execute(update(Decision).values(**values))
    for table in (Decision, DecisionVote):
        with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as s:
            s.execute(delete(table))
    with database.write(by=SYSTEM) as session:
        put = operations.propose(session, session.scalars(select(Body)).one(), given, hand=hand())
        put.manner = Manner.SILENCE
    with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as session:
        session.execute(update(Decision).where(Decision.outcome.is_(None)).values(text="Other."))


def test_a_decision_that_was_annulled_stands_no_more(database: Database) -> None:
    with database.write(by=SYSTEM) as session:
        body = founded(session, members=["JPN"])
        decision = operations.propose(session, body, Proposal(title="One", text="T"), hand=hand())
        operations.decide(
            session, body, decision, Deciding(on=NOON.date()), hand=hand(), ground=GROUND
        )
        assert adopted(session, "GAIMA/WG.1/D.1") is decision
        with pytest.raises(Conflict, match="stands as it was decided"):
            operations.decide(
                session, body, decision, Deciding(on=NOON.date()), hand=hand(), ground=GROUND
            )
        session.add(DecisionCorrection(decision_id=decision.id, reason="R", proof="P", at=NOON))
        session.flush()
        assert adopted(session, "GAIMA/WG.1/D.1") is None
    with pytest.raises(DatabaseError, match="never changed"), database.write(by=SYSTEM) as session:
        session.execute(delete(DecisionCorrection))

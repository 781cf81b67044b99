"""The state whose instrument is held or returned is told, once, in the officer's words."""

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.models import Account, Appointment
from app.correspondence.letters import compose, drafted
from app.correspondence.models import Letter
from app.correspondence.values import Sender
from app.kernel.actor import SYSTEM, Role
from app.kernel.database import Database
from app.treaties.values.intake import DeskNumber, Step
from tests.conftest import SEAT
from tests.treaties.desk import AT, FIRST, move, received, steps, treaties

SENDER = Sender(
    "GAIMA",
    "depositary@gaima.example.org",
    "https://gaima.example.org",
    demonstration=False,
    seat=SEAT,
)
NOTE = "The signature cannot be read.\n\nPlease send a certified copy."


def delegate(database: Database, number: int, participant: str, role: Role) -> None:
    """Give a participant somebody who acts for it."""
    with database.write(by=SYSTEM) as session:
        session.add(
            Account(
                number=number,
                email=f"delegate{number}@example.org",
                name=f"Delegate {number}",
                language="en",
                password="x",  # noqa: S106 (nobody signs in with it)
                totp=b"x",
                invited_at=AT,
                joined_at=AT,
                version=1,
            )
        )
        session.flush()
        session.add(
            Appointment(
                account=number,
                role=role,
                participant=participant,
                since=date(2027, 1, 1),
                note_verbale="NV 1",
            )
        )


@pytest.fixture
def number(database: Database) -> DeskNumber:
    """Give an instrument under examination, of a state with two representatives and a drafter."""
    treaties(database)
    delegate(database, 21, "FRA", Role.REPRESENTATIVE)
    delegate(database, 22, "FRA", Role.REPRESENTATIVE)
    delegate(database, 23, "FRA", Role.DRAFTER)
    delegate(database, 24, "DEU", Role.REPRESENTATIVE)
    number = received(database)
    move(database, number, Step.EXAMINE)
    return number


def owed(database: Database) -> list[Letter]:
    with database.read(by=FIRST) as session:
        return list(session.scalars(select(Letter).order_by(Letter.address)))


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (Step.HOLD, "The date of its receipt stays."),
        (Step.RETURN, "it cannot be recorded, and does not count"),
    ],
)
def test_its_accredited_representatives_get_the_letter(
    database: Database, number: DeskNumber, step: Step, says: str
) -> None:
    move(database, number, step, note=NOTE)
    letters = owed(database)
    assert [letter.address for letter in letters] == [
        "delegate21@example.org",
        "delegate22@example.org",
    ]
    assert steps(database, number)[-1].content["letters"] == 2
    written = compose(drafted(letters[0]), sender=SENDER, at=AT)
    text = " ".join(written.text.split())
    assert "GAIMA/INS/2027/1" in written.subject
    assert says in text
    assert "The signature cannot be read. Please send a certified copy." in text
    assert "12 March 2027" in text


def test_each_time_it_is_held_is_a_letter_of_its_own_and_nothing_else_is(
    database: Database, number: DeskNumber
) -> None:
    move(database, number, Step.HOLD, note=NOTE)
    move(database, number, Step.EXAMINE)
    assert len(owed(database)) == 2
    move(database, number, Step.HOLD, note="It is still missing.")
    assert len(owed(database)) == 4

"""An instrument comes in by post; two officers take it from there to the register, on paper too."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.kernel.database import Database
from app.kernel.runtime import Runtime
from tests.conftest import StoppedClock, runtime_on
from tests.documents.papers import pdf
from tests.journeys.desk import (
    ENTER,
    NEW,
    ONE,
    TYPED,
    Officer,
    carried,
    enter,
    office,
    plain,
    prepare,
)
from tests.treaties.desk import treaties
from tests.treaties.register import record, statements


@pytest.fixture
def runtime(database: Database, tmp_path: Path, clock: StoppedClock) -> Runtime:
    """Give a runtime on a database of each kind, with two treaties."""
    treaties(database)
    return runtime_on(database, tmp_path, clock)


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    return office(runtime)


@pytest.fixture
def ada(app: Flask) -> Officer:
    return Officer(app, 11)


@pytest.fixture
def ben(app: Flask) -> Officer:
    return Officer(app, 12)


def stands(officer: Officer, name: str) -> str:
    """Give where a participant stands, as the public table says it."""
    return plain(officer.page(f"/treaties/ours/status?q={name}")).partition("In force from")[2]


def test_an_instrument_goes_from_the_post_to_the_status_page(
    database: Database, ada: Officer, ben: Officer
) -> None:
    record(database, "ours", "DEU ratification 2009-05-01")
    assert "Not a signatory" in stands(ada, "france")

    look = ada.send(ENTER, TYPED | {"look": "yes"}, of=NEW)
    assert "The conditions are met: the treaty enters into force on 11 April 2027" in plain(
        look.get_data(as_text=True)
    )
    assert ada.page("/depositary").count("GAIMA/INS/") == 0

    page = enter(ada)
    assert page == ONE
    assert ada.attach(page, "instrument.pdf", pdf()).status_code == 303
    assert ada.step(page, "examine").status_code == 303
    assert "2 participants would stand differently" in plain(ada.page(page))
    assert ada.step(page, "find_in_good_order").status_code == 303
    assert "Confirm and record" not in plain(ada.page(f"{page}/confirm"))

    waiting = plain(ben.page("/depositary"))
    assert "GAIMA/INS/2027/1" in waiting
    assert "Waits for a second officer" in waiting
    before = plain(ben.page(f"{page}/confirm"))
    assert "The conditions are met: the treaty enters into force on 11 April 2027" in before
    assert "participants are to be notified" in before
    assert ben.send(f"{page}/confirm", {}, of=f"{page}/confirm").status_code == 303

    assert "ours/2" in plain(ben.page(page))
    assert "Consented, not yet in force" in stands(ada, "france")
    assert "GAIMA/INS/2027/1" in plain(ada.page("/depositary/acts/ours"))
    assert "GAIMA/INS/2027/1" not in plain(ada.page("/depositary"))
    assert "GAIMA/INS/2027/1" in plain(ada.page("/depositary?state=recorded"))

    assert "Notified as GAIMA/DN/2027/1" in plain(ben.page(page))
    told = plain(ada.page("/notifications/2027-1"))
    assert "France deposited its instrument of ratification on 12 March 2027" in told
    entered = plain(ada.page("/notifications/2027-2"))
    assert "The treaty enters into force on 11 April 2027" in entered
    assert "Entry into force" in plain(ada.page("/treaties/ours"))


def test_a_second_confirmation_is_a_conflict_that_says_who_was_first(
    ada: Officer, ben: Officer, app: Flask
) -> None:
    page, cem = prepare(ada), Officer(app, 13)
    opened = cem.form(f"{page}/confirm")
    assert ben.send(f"{page}/confirm", {}, of=f"{page}/confirm").status_code == 303
    late = cem.send(f"{page}/confirm", {}, of=opened)
    assert late.status_code == 409
    said = plain(late.get_data(as_text=True))
    assert "GAIMA/INS/2027/1 has changed since you opened it" in said
    assert "Confirmed and recorded · Account 12" in said
    assert said.count("since you opened it ·") == 0
    assert "ours/1" in plain(ada.page(page))


def test_a_stale_change_keeps_what_was_typed_and_says_what_changed(
    ada: Officer, ben: Officer
) -> None:
    page = enter(ada)
    opened = ben.form(f"{page}/edit")
    edited = TYPED | {"signatory": "Amélie Dupont"}
    assert ada.send(f"{page}/edit", edited, of=f"{page}/edit").status_code == 303
    late = ben.send(f"{page}/edit", TYPED | {"office": "Ministre d’État"}, of=opened)
    assert late.status_code == 409
    said = late.get_data(as_text=True)
    assert "Signed by: from “Amélie Poulain” to “Amélie Dupont”" in plain(said)
    assert 'value="Ministre d’État"' in said
    again = ben.send(f"{page}/edit", TYPED | {"office": "Ministre d’État"}, of=carried(said))
    assert again.status_code == 303


def test_a_record_is_corrected_by_two_officers(
    database: Database, ada: Officer, ben: Officer
) -> None:
    record(database, "ours", "DEU ratification 2009-05-01", "FRA ratification 2009-06-01")
    form = "/depositary/acts/ours/2/correct"
    assert form in ada.page("/depositary/acts/ours")
    typed = {
        "participant": "FRA",
        "action": "ratification",
        "deposited_on": "2009-07-01",
        "authority": "Note verbale 12/2027",
        "reason": "The date of receipt was misread",
    }
    look = ada.send(form, typed | {"look": "yes"}, of=form)
    assert "moves from 1 July 2009 to 31 July 2009" in plain(look.get_data(as_text=True))
    incomplete = ada.send(form, typed | {"authority": ""}, of=form)
    assert incomplete.status_code == 422
    assert 'value="The date of receipt was misread"' in incomplete.get_data(as_text=True)
    page = ada.send(form, typed, of=form).location
    assert page == "/depositary/corrections/2027-1"
    assert "waits already" in plain(ben.page(form))
    own = ada.send(f"{page}/confirm", {}, of=page)
    assert own.status_code == 422
    assert "A second officer" in plain(own.get_data(as_text=True))
    assert ben.send(f"{page}/confirm", {}, of=page).status_code == 303
    acts = plain(ben.page("/treaties/ours/acts"))
    assert "The date of receipt was misread (Note verbale 12/2027)" in acts
    assert "Corrected by 3" in plain(ben.page("/depositary/acts/ours"))


def test_a_correction_that_is_dropped_leaves_the_register_as_it_was(
    database: Database, ada: Officer, ben: Officer
) -> None:
    record(database, "ours", "DEU ratification 2009-05-01")
    form = "/depositary/acts/ours/1/correct"
    typed = {
        "participant": "DEU",
        "action": "accession",
        "deposited_on": "2009-05-01",
        "authority": "Note verbale",
        "reason": "Misread",
    }
    page = ada.send(form, typed, of=form).location
    assert ben.send(f"{page}/drop", {"note": ""}, of=page).status_code == 422
    assert ben.send(f"{page}/drop", {"note": "It was right."}, of=page).status_code == 303
    assert "Dropped" in plain(ben.page(page))
    assert "Corrected by" not in plain(ben.page("/depositary/acts/ours"))
    assert ada.send(form, typed, of=form).location == "/depositary/corrections/2027-2"


def test_the_worklist_asks_as_often_whatever_lies_on_the_desk(
    database: Database, ada: Officer, clock: StoppedClock
) -> None:
    asked = []
    for codes in (["FRA"], ["DEU", "JPN", "CAN", "AUS"]):
        for code in codes:
            enter(ada, participant=code)
        clock.at += timedelta(seconds=1)
        ada.page("/depositary")
        with statements(database.engine) as sent:
            ada.page("/depositary")
        asked.append(len(sent))
    assert asked[0] == asked[1]

"""Formalities go from one officer to another, and then stand on the treaty's page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from app.treaties.values.clauses import Reservations
from tests.conftest import StoppedClock
from tests.journeys.desk import Officer, office, plain, prepare
from tests.treaties.builders import LEAVING
from tests.treaties.desk import OURS, THEIRS
from tests.treaties.register import load
from tests.treaties.register import record as registered

NEW = "/depositary/text-corrections/new"
SEND = "/depositary/text-corrections"
TYPED = {
    "treaty": "ours",
    "reason": "The Arabic text says “may” where the others say “shall”.",
    "until": "2027-06-12",
    "place-ar": "المادة 7",
    "was-ar": "يجوز",
    "reads-ar": "يجب",
    "was-fr": "peut",
    "reads-fr": "doit",
}
TREATY = "/treaties/ours"


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    clauses = replace(OURS.final_clauses, reservations=Reservations.ALLOWED)
    load(runtime.database, replace(OURS, final_clauses=clauses))
    load(runtime.database, THEIRS)
    return office(runtime)


@pytest.fixture
def ada(app: Flask) -> Officer:
    return Officer(app, 11)


@pytest.fixture
def ben(app: Flask) -> Officer:
    return Officer(app, 12)


def propose(officer: Officer) -> str:
    response = officer.send(SEND, TYPED, of=NEW)
    assert response.status_code == 303, plain(response.get_data(as_text=True))
    return response.location


def take(officer: Officer, page: str, step: str, *, confirm: bool = False, **typed: str) -> int:
    address = f"{page}/confirm" if confirm else f"{page}/steps"
    return officer.send(address, {"step": step} | typed, of=page).status_code


def test_a_text_is_rectified_by_two_officers_after_its_time_limit(
    ada: Officer, ben: Officer, clock: StoppedClock
) -> None:
    page = propose(ada)
    assert "GAIMA/TXT/2027/1" not in ada.page(TREATY)
    assert "GAIMA/TXT/2027/1" in ben.page("/depositary")
    assert take(ada, page, "circulate", confirm=True) == 422
    assert take(ben, page, "circulate", confirm=True) == 303
    shown = ada.page(TREATY)
    assert 'lang="ar" dir="rtl"' in shown
    assert "objections may be raised until 12 June 2027" in plain(shown)
    assert take(ada, page, "prepare_rectification") == 422
    clock.at += timedelta(days=100)
    assert take(ada, page, "prepare_rectification") == 303
    assert take(ben, page, "rectify", confirm=True) == 303
    assert "replaces the defective one from the beginning" in plain(ada.page(TREATY))
    known = plain(ada.page(f"{TREATY}?known_on=2027-03-14"))
    assert "objections may be raised until" in known
    assert "GAIMA/TXT" not in ada.page(f"{TREATY}?known_on=2027-03-13")


def test_an_objection_is_entered_by_two_and_rejects_it(ada: Officer, ben: Officer) -> None:
    page = propose(ada)
    take(ben, page, "circulate", confirm=True)
    objection = {
        "step": "prepare_objection",
        "participant": "FRA",
        "received_on": "2027-03-14",
        "text": "Non.",
    }
    wrong = ada.send(f"{page}/steps", {"step": "prepare_objection"}, of=page)
    assert wrong.status_code == 422
    assert '<a href="#participant">' in wrong.get_data(as_text=True)
    assert ada.send(f"{page}/steps", objection, of=page).status_code == 303
    assert "Waits to be entered: objection by France" in plain(ben.page(page))
    assert take(ben, page, "enter_objection", confirm=True) == 303
    assert "it has neither signed nor consented" in plain(ben.page(TREATY))


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(ada: Officer) -> None:
    response = ada.send(SEND, {"was-ru": "a", "reads-ru": "b", "until": "soon"}, of=NEW)
    shown = response.get_data(as_text=True)
    assert response.status_code == 422
    for field in ("treaty", "reason", "until"):
        assert f'<li><a href="#{field}">' in shown
    assert 'value="soon"' in shown
    assert ada.send(SEND, TYPED | {"until": "2027-03-14"}, of=NEW).status_code == 422
    assert 'value="theirs"' not in ada.page(NEW)


def test_numbers_that_are_none_and_steps_that_are_none_are_refused(ada: Officer) -> None:
    page = propose(ada)
    assert ada.open(f"{SEND}/nonsense").status_code == 404
    assert ada.open(f"{SEND}/2027-9").status_code == 404
    for step in ("circulate", "propose", "nonsense"):
        assert take(ada, page, step) == 422
    assert take(ada, page, "drop") == 422
    assert take(ada, page, "drop", note="The text is right.") == 303
    assert "The text is right." in plain(ada.page(page))


def test_the_director_reads_and_has_no_steps(app: Flask, ada: Officer) -> None:
    page, director = propose(ada), Officer(app, 40, Role.DIRECTOR)
    assert "What is to be done" not in director.page(page)


def record(one: Officer, two: Officer, **typed: str) -> None:
    """Take in an instrument, and have it recorded by two officers."""
    page = prepare(one, **typed)
    assert two.send(f"{page}/confirm", {}, of=f"{page}/confirm").status_code == 303


def test_a_late_reservation_is_circulated_and_an_objection_that_names_it_keeps_it_out(
    ada: Officer, ben: Officer, clock: StoppedClock
) -> None:
    record(ada, ben, received_on="2027-03-02", dated_on="2027-03-01")
    late = prepare(ada, action="reservation", wording="réserve", text="Sauf l’article 9.")
    assert "the reservation is late" in plain(ben.page(f"{late}/confirm"))
    ben.send(f"{late}/confirm", {}, of=f"{late}/confirm")
    assert "circulated on 14 March 2027, until 14 March 2028" in plain(ada.page(TREATY))
    later = f"{TREATY}?as_of=2028-03-15"
    assert "accepted on 14 March 2028" in plain(ada.page(later))
    clock.at += timedelta(days=30)
    received = {"dated_on": "2027-04-01", "received_on": "2027-04-10"}
    record(
        ada,
        ben,
        participant="DEU",
        action="objection",
        wording="Einspruch",
        concerns="2",
        text="It is incompatible.",
        **received,
    )
    assert "not accepted, because of an objection" in plain(ada.page(later))
    assert "circulated on 14 March 2027" in plain(ada.page(f"{TREATY}?as_of=2027-04-09"))
    assert "accepted on 14 March 2028" in plain(ada.page(f"{later}&known_on=2027-04-01"))


def test_a_number_that_is_none_is_refused_beside_its_field(ada: Officer) -> None:
    wrong = {"action": "objection", "concerns": "the second"}
    response = ada.send("/depositary/instruments", wrong, of="/depositary/instruments/new")
    assert '<li><a href="#concerns">' in response.get_data(as_text=True)


def test_a_declaration_of_competence_supersedes_the_one_before(ada: Officer, ben: Officer) -> None:
    first = {"participant": "EU", "action": "competence_declaration", "wording": "declares"}
    record(ada, ben, text="Trade.", effective_on="2027-03-12", **first)
    record(ada, ben, text="Trade and research.", effective_on="2027-04-01", **first)
    before, after = (plain(ada.page(f"{TREATY}?as_of={on}")) for on in ("2027-03-31", "2027-04-01"))
    assert "In effect from 1 April 2027" in before
    assert "In effect since 12 March 2027" in before
    assert "superseded on 1 April 2027" in after
    assert "What it declared to be competent for" in plain(ada.page("/participants/EU"))


def test_a_deferral_shows_whose_leaving_it_puts_off_and_the_table_says_why(
    ada: Officer, ben: Officer, runtime: Runtime
) -> None:
    leaving = replace(OURS.final_clauses.withdrawal or LEAVING, deferred_by_armed_conflict=True)
    load(
        runtime.database,
        replace(OURS, id="mines", final_clauses=replace(OURS.final_clauses, withdrawal=leaving)),
    )
    consents = ("JPN ratification 2002-01-01", "FRA ratification 2002-01-01")
    registered(runtime.database, "mines", *consents)
    days = {"dated_on": "2027-01-01", "received_on": "2027-01-02", "treaty": "mines"}
    record(ada, ben, participant="JPN", action="withdrawal", wording="withdraws", **days)
    deferral = {"action": "deferral_of_withdrawal", "wording": "is engaged in an armed conflict"}
    page = prepare(ada, participant="JPN", **deferral, **days)
    shown = plain(ben.page(f"{page}/confirm"))
    assert "1 participant would stand differently" in shown
    assert "the conflict ends" in shown
    assert ben.send(f"{page}/confirm", {}, of=f"{page}/confirm").status_code == 303
    status = plain(ada.page("/treaties/mines/status?as_of=2030-01-01"))
    assert "An armed conflict defers it: it takes effect when that conflict ends." in status

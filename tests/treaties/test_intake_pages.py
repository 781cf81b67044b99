"""The desk's pages say what is wrong, keep what was typed, and are the depositary officers'."""

from uuid import uuid4

import pytest
from flask import Flask

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from tests.documents.papers import archive, bomb, pdf, picture
from tests.journeys.desk import ENTER, NEW, ONE, TYPED, Officer, enter, office, plain, prepare
from tests.treaties.desk import treaties

HIDDEN = 404


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    treaties(runtime.database)
    return office(runtime)


@pytest.fixture
def ada(app: Flask) -> Officer:
    return Officer(app, 11)


@pytest.fixture
def ben(app: Flask) -> Officer:
    return Officer(app, 12)


def test_the_preparer_who_confirms_is_refused_with_a_sentence(ada: Officer) -> None:
    page = prepare(ada)
    refused = ada.send(f"{page}/confirm", {}, of=ada.form(page))
    assert refused.status_code == 422
    assert "A second officer has to confirm it" in plain(refused.get_data(as_text=True))


def test_the_same_form_sent_twice_is_entered_once(ada: Officer) -> None:
    form = ada.form(NEW)
    first, second = (ada.send(ENTER, TYPED, of=form) for _ in range(2))
    assert first.location == second.location == ONE
    assert plain(ada.page("/depositary")).count("GAIMA/INS/2027/") == 1


def test_an_instrument_entered_twice_is_refused_and_one_like_it_pointed_out(
    ada: Officer, ben: Officer
) -> None:
    enter(ada)
    twice = ben.send(ENTER, TYPED, of=NEW)
    assert twice.status_code == 422
    assert "entered already, as GAIMA/INS/2027/1" in plain(twice.get_data(as_text=True))
    like = enter(ben, wording="approuve")
    assert f'href="{ONE}">GAIMA/INS/2027/1' in ben.page(like)


def test_everything_wrong_is_told_at_once_beside_its_field_and_nothing_typed_is_lost(
    ada: Officer,
) -> None:
    typed = TYPED | {
        "participant": "XXX",
        "dated_on": "31 June",
        "signatory": "",
        "office": "Minister\r\nBcc: all@example.org",
        "wording": "<b>ratifies</b>",
    }
    response = ada.send(ENTER, typed, of=NEW)
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    for field in ("participant", "dated_on", "signatory", "office"):
        assert f'<li><a href="#{field}">' in page
        assert f'id="{field}"' in page
    assert 'value="31 June"' in page
    assert 'value="&lt;b&gt;ratifies&lt;/b&gt;"' in page
    assert ada.page("/depositary").count("GAIMA/INS/") == 0


@pytest.mark.parametrize("name", ["signatory", "office", "territory", "wording", "notification"])
@pytest.mark.parametrize("hostile", ["A\r\nTo: b", "A\nB", "A\u2028B", "A\u202eB", "A\x00B"])
def test_a_name_of_two_lines_or_turned_round_is_refused(
    ada: Officer, name: str, hostile: str
) -> None:
    response = ada.send(ENTER, TYPED | {name: hostile}, of=NEW)
    assert response.status_code == 422
    assert f'<li><a href="#{name}">Write this on one line' in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scan.png", bomb()),
        ("scan.pdf", pdf() + archive()),
        ("scan.pdf", picture("PNG")),
        ("scan.svg", b"<svg/>"),
        ("scan.html", b"<!doctype html>"),
        ("scan\r\nX: y.pdf", pdf()),
        ("", b""),
    ],
)
def test_a_file_that_is_no_scan_is_refused_on_the_page(
    ada: Officer, name: str, content: bytes
) -> None:
    page = enter(ada)
    response = ada.attach(page, name, content)
    assert response.status_code == 422
    assert '<li><a href="#file">' in response.get_data(as_text=True)
    assert "No scan is attached." in plain(ada.page(page))


def test_a_body_beyond_all_bounds_is_not_read(ada: Officer) -> None:
    page = enter(ada)
    response = ada.client.post(
        f"{page}/scans", data=b" " * 22_000_000, content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 413


def test_a_scan_comes_back_as_a_file_that_no_page_of_ours_shows(ada: Officer) -> None:
    page = enter(ada)
    assert ada.attach(page, "Ratification de la France.pdf", pdf()).status_code == 303
    shown = ada.page(page)
    assert "Ratification de la France.pdf" in shown
    [address] = {part.split('"')[0] for part in shown.split('href="') if "/scans/" in part[:80]}
    response = ada.open(address)
    assert response.data == pdf()
    assert response.headers["Content-Disposition"].startswith("attachment; filename=GAIMA-INS-2027")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.mimetype == "application/pdf"
    response.close()
    other = enter(ada, participant="DEU")
    assert ada.open(address.replace(page, other)).status_code == 404


def test_a_scan_attached_twice_is_said(ada: Officer) -> None:
    page = enter(ada)
    assert ada.attach(page, "scan.pdf", pdf()).status_code == 303
    again = ada.attach(page, "again.pdf", pdf())
    assert again.status_code == 409
    assert "This very file is attached already" in plain(again.get_data(as_text=True))


def test_holding_says_why_and_that_nobody_gets_the_letter(ada: Officer) -> None:
    page = enter(ada, powers="missing")
    ada.step(page, "examine")
    silent = ada.step(page, "hold")
    assert silent.status_code == 422
    assert "Say why" in plain(silent.get_data(as_text=True))
    assert ada.step(page, "hold", "Please send full powers.").status_code == 303
    shown = plain(ada.page(page))
    assert "Please send full powers." in shown
    assert "Nobody is accredited here for this participant" in shown


OTHERS = [role for role in Role if role not in {Role.DEPOSITARY_OFFICER, Role.SYSTEM, Role.VISITOR}]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_reaches_the_desk_but_the_director_who_reads(
    app: Flask, ada: Officer, role: Role
) -> None:
    page, other = prepare(ada), Officer(app, 40, role)
    for address in ("/depositary", page, "/depositary/acts/ours"):
        assert other.open(address).status_code == (200 if role is Role.DIRECTOR else HIDDEN)
    for address in (NEW, f"{page}/edit", f"{page}/confirm", "/depositary/acts/ours/1/correct"):
        assert other.open(address).status_code == HIDDEN
    own = other.form("/treaties/ours/report") | {"key": str(uuid4()), "version": "3"}
    for address in (ENTER, f"{page}/edit", f"{page}/steps", f"{page}/scans", f"{page}/confirm"):
        assert other.send(address, TYPED, of=own).status_code == HIDDEN
    assert "Waits for a second officer" in plain(ada.page(page))


def test_who_has_not_signed_in_is_asked_to(app: Flask, ada: Officer) -> None:
    page = prepare(ada)
    for address in ("/depositary", page, NEW):
        response = app.test_client().get(address)
        assert (response.status_code, response.location.split("?")[0]) == (303, "/sign-in")


def test_a_number_that_is_none_is_not_found(ada: Officer) -> None:
    for slug in ("2027-2", "2027-0", "0-1", "nonsense", "2027-99999999999", "2027-1-1"):
        assert ada.open(f"/depositary/instruments/{slug}").status_code == 404
        assert ada.open(f"/depositary/corrections/{slug}").status_code == 404

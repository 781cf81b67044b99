"""A passkey is both factors: made once, shown often, refused whenever anything does not fit."""

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.actor import Role
from app.kernel.runtime import Runtime
from tests.accounts.authenticator import Device
from tests.conftest import StoppedClock
from tests.people import browser_of, made, signed_in


def options(client: FlaskClient, page: str) -> str:
    found = re.search(r'data-options="([^"]*)"', client.get(page).text)
    assert found
    return html.unescape(found[1])


@pytest.fixture
def device(app: Flask, runtime: Runtime) -> Device:
    """Give a device whose passkey a declarations officer has made."""
    device, client = Device(), browser_of(app, runtime, made(runtime, Role.DECLARATIONS_OFFICER))
    answer = device.made(options(client, "/account/passkey"))
    made_it = client.post("/account/passkey", data={"name": "laptop", "answer": answer})
    assert made_it.status_code == 303
    assert "laptop" in client.get("/account").text
    return device


def show(client: FlaskClient, answer: str) -> int:
    given = {"answer": answer, "next": "/account"}
    return client.post("/sign-in/passkey", data=given).status_code


def test_it_signs_in_by_itself_each_time_anew(app: Flask, device: Device) -> None:
    for _ in range(2):
        client = app.test_client()
        assert show(client, device.shown(options(client, "/sign-in"))) == 303
        assert client.get("/account").status_code == 200


def test_an_answer_is_good_once(app: Flask, device: Device) -> None:
    client = app.test_client()
    answer = device.shown(options(client, "/sign-in"))
    assert show(client, answer) == 303
    assert show(app.test_client(), answer) == 422


def test_an_answer_to_a_page_of_long_ago_is_refused(
    app: Flask, device: Device, clock: StoppedClock
) -> None:
    client = app.test_client()
    answer = device.shown(options(client, "/sign-in"))
    clock.at += timedelta(minutes=10)
    assert show(client, answer) == 422


def test_a_challenge_of_ones_own_making_is_refused(app: Flask, device: Device) -> None:
    client = app.test_client()
    wanted = options(client, "/sign-in").replace('"challenge": "', '"challenge": "AA')
    assert show(client, device.shown(wanted)) == 422


def test_an_unknown_passkey_another_site_and_an_unverified_person_are_refused(
    app: Flask, device: Device
) -> None:
    client = app.test_client()
    assert show(client, Device().shown(options(client, "/sign-in"))) == 422
    device.origin = "http://evil.example"
    assert show(client, device.shown(options(client, "/sign-in"))) == 422
    device.origin, device.verifies = "http://localhost:8000", False
    assert show(client, device.shown(options(client, "/sign-in"))) == 422


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"id": 1}', "\x00", '"x"'])
def test_nonsense_is_refused(app: Flask, device: Device, answer: str) -> None:
    del device
    assert show(app.test_client(), answer) == 422


def test_it_is_no_good_once_it_is_removed(app: Flask, runtime: Runtime) -> None:
    client, device = signed_in(app, runtime, Role.DIRECTOR), Device()
    answer = device.made(options(client, "/account/passkey"))
    client.post("/account/passkey", data={"name": "key", "answer": answer})
    found = re.search(r"/account/passkeys/([^/]*)/remove", client.get("/account").text)
    assert found
    assert client.post(f"/account/passkeys/{found[1]}/remove").status_code == 303
    stranger = app.test_client()
    assert show(stranger, device.shown(options(stranger, "/sign-in"))) == 422


def test_nobody_removes_anothers(app: Flask, runtime: Runtime, device: Device) -> None:
    del device
    owner = made(runtime, Role.DIRECTOR)
    mine, key = browser_of(app, runtime, owner), Device()
    answer = key.made(options(mine, "/account/passkey"))
    mine.post("/account/passkey", data={"name": "key", "answer": answer})
    found = re.search(r"/account/passkeys/([^/]*)/remove", mine.get("/account").text)
    assert found
    other = signed_in(app, runtime, Role.ADMINISTRATOR)
    assert other.post(f"/account/passkeys/{found[1]}/remove").status_code == 404
    stranger = app.test_client()
    assert show(stranger, key.shown(options(stranger, "/sign-in"))) == 303

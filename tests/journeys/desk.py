"""Officers at their browsers: who asks is set as a sign-in would set it."""

import io
import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, g, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.kernel.actor import Actor, Role
from app.kernel.runtime import Runtime
from tests.applications import lent

HEADER = "X-Test-Account"
NEW = "/depositary/instruments/new"
ENTER = "/depositary/instruments"
ONE = "/depositary/instruments/2027-1"
TYPED = {
    "treaty": "ours",
    "participant": "FRA",
    "action": "ratification",
    "wording": "ratifie",
    "dated_on": "2027-03-01",
    "received_on": "2027-03-12",
    "powers": "not_required",
    "signatory": "Amélie Poulain",
    "office": "Ministre",
    "language": "fr",
}


def office(runtime: Runtime) -> Flask:
    """Give the application, in which a header of the test's says who has signed in."""

    def arrive() -> None:
        account, _, role = request.headers.get(HEADER, "").partition(" ")
        if account:
            g.actor, g.proven_at = Actor(Role(role), int(account)), runtime.clock.now()

    return lent(runtime, arrive=arrive)


class Officer:
    """Somebody who opens pages, and sends the forms that stand on them."""

    def __init__(self, app: Flask, account: int, role: Role = Role.DEPOSITARY_OFFICER) -> None:
        self.client: FlaskClient = app.test_client()
        self._who = {HEADER: f"{account} {role}"}

    def open(self, address: str) -> TestResponse:
        return self.client.get(address, headers=self._who)

    def page(self, address: str) -> str:
        response = self.open(address)
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.get_data(as_text=True)

    def form(self, address: str) -> dict[str, str]:
        """Give what a page's form carries by itself."""
        return carried(self.page(address))

    def send(
        self, address: str, typed: Mapping[str, Any], *, of: str | Mapping[str, str]
    ) -> TestResponse:
        """Send a form that stands on a page, or as it stood there before."""
        kept = self.form(of) if isinstance(of, str) else of
        return self.client.post(address, data={**kept, **typed}, headers=self._who)

    def attach(self, page: str, name: str, content: bytes) -> TestResponse:
        return self.send(f"{page}/scans", {"file": (io.BytesIO(content), name)}, of=page)

    def step(self, page: str, step: str, note: str = "") -> TestResponse:
        return self.send(f"{page}/steps", {"step": step, "note": note}, of=page)


def carried(page: str) -> dict[str, str]:
    return {
        name: found.group(1)
        for name in ("csrf_token", "key", "version")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }


def plain(page: str) -> str:
    """Give what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def enter(officer: Officer, **typed: str) -> str:
    """Enter an instrument, and give the address of its page."""
    response = officer.send(ENTER, TYPED | typed, of=NEW)
    assert response.status_code == 303, plain(response.get_data(as_text=True))
    return response.location


def prepare(officer: Officer, **typed: str) -> str:
    page = enter(officer, **typed)
    assert officer.step(page, "examine").status_code == 303
    assert officer.step(page, "find_in_good_order").status_code == 303
    return page

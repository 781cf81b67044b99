"""Handing in a file in a real browser: it says how far it is, and leads to what came of it."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page
from werkzeug.serving import make_server

from app.accounts.operations import sessions
from app.accounts.views.cookie import cookie_name
from app.kernel.actor import SYSTEM, Role
from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.conftest import NOON
from tests.people import somebody

pytestmark = pytest.mark.browser

SEEN = """
    window.seen = []
    const told = document.querySelector('[data-sending]')
    const look = () => told.hidden || window.seen.push(told.innerText)
    new MutationObserver(look).observe(told, { attributes: true, subtree: true })
"""
"""Notes down what the page tells while a file is on its way."""


@pytest.fixture
def drafter(browser: Browser, runtime: Runtime) -> Iterator[Page]:
    """Give the page on which Canada's drafter hands in operators."""
    with runtime.database.write(by=SYSTEM) as session:
        who = somebody(session, Role.DRAFTER, "CAN", at=NOON)
        token = sessions.open_session(session, who.number, browser="x", at=NOON, proven=True)
    server = make_server("127.0.0.1", 0, lent(runtime), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context(base_url=address)
    context.add_cookies([{"name": cookie_name(runtime), "value": token, "url": address}])
    page = context.new_page()
    page.goto("/registry/load/operator")
    yield page
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def hand_in(page: Page, rows: str) -> None:
    file = FilePayload(name="operators.csv", mimeType="text/csv", buffer=rows.encode())
    page.locator("#file").set_input_files(file)
    page.evaluate(SEEN)
    page.get_by_role("button", name="Hand it in").click()


def test_a_file_says_how_far_it_is_and_leads_to_complaints_or_to_what_it_brought(
    drafter: Page,
) -> None:
    hand_in(drafter, "name,country\nPrairie Cloud,\n")
    summary = drafter.locator(".govuk-error-summary")
    assert "Line 2, column country" in summary.inner_text()
    assert summary.evaluate("(element) => element === document.activeElement")
    assert "The whole file has arrived." in " ".join(drafter.evaluate("() => window.seen"))
    hand_in(drafter, "name,country\nPrairie Cloud,CAN\n")
    drafter.wait_for_url("**/registry/loads/*")
    assert "1 entered, 0 changed" in drafter.locator("main").inner_text()

"""A live server with the demonstration, and the machine's own Chromium."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from app.kernel.runtime import Runtime
from tests.applications import lent
from tests.services import chromium

WIDE: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def address(demonstration: Runtime) -> Iterator[str]:
    """Give where the demonstration is served, as a visitor finds it."""
    app = lent(replace(demonstration, demonstration=True))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the browser, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def window(browser: Browser, address: str) -> Iterator[Page]:
    """Give a page that goes from one screen to the next."""
    context = browser.new_context(base_url=address, viewport=WIDE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Give a fresh page on a desk's screen."""
    context = browser.new_context(base_url=address, viewport=WIDE)
    yield context.new_page()
    context.close()

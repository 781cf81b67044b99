"""Every public screen in a real browser: readable narrow and wide, by everybody, and light."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from tests.browser.conftest import WIDE

pytestmark = pytest.mark.browser

STATUTE = "/treaties/gaima-statute"
SUPPOSED = f"{STATUTE}/what-if?participant=BRA&action=ratification&on=2027-04-01"
SCREENS = (
    "/",
    "/treaties",
    "/precedents",
    "/treaties/mine-ban",
    STATUTE,
    f"{STATUTE}/status?status=signatory&sort=-signed",
    f"{STATUTE}/acts",
    SUPPOSED,
    f"{SUPPOSED}&as_of=junk",
    f"{STATUTE}/report",
    "/participants",
    "/participants/FRA",
    "/registry/accelerators",
    "/notifications",
    "/notifications/2026-1",
    "/ledger",
    "/nowhere",
)
LAID_OUT_APART = ("/", STATUTE, f"{STATUTE}/acts")
"""Screens that are laid out in another way where there is room; the others are one column."""
LAID_OUT_ALIKE = ("/precedents", f"{SUPPOSED}&as_of=junk", "/participants", "/ledger", "/nowhere")
"""Screens whose parts all stand on another one too; the long run examines them as well."""

NARROW: ViewportSize = {"width": 320, "height": 900}
ONLY_FAULTS = {"resultTypes": ["violations"]}
ALIKE = {"exclude": [["tbody tr:nth-of-type(n+13)"], ["svg g:nth-of-type(n+13)"]]}
"""Rows and dots after the twelfth, which say nothing that the first twelve do not."""
MOST_BYTES = 60_000
MOST_REQUESTS = 8


def faults(page: Page) -> list[str]:
    """Give what shuts somebody out of a screen as it stands."""
    answer = Axe().run(page, context=ALIKE, options=ONLY_FAULTS).response
    return [
        f"{each['id']}: {each['nodes'][0]['html']}"
        for each in answer["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


def sideways(page: Page) -> int:
    """Give by how many pixels a screen could be scrolled sideways."""
    over: int = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return over


@contextmanager
def heard(page: Page) -> Iterator[list[str]]:
    """Gather what a page says to those who develop it."""
    said: list[str] = []
    hear: dict[str, Callable[..., None]] = {
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
    }
    for event, listener in hear.items():
        page.on(event, listener)  # type: ignore[call-overload]
    yield said
    for event, listener in hear.items():
        page.remove_listener(event, listener)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_shuts_nobody_out_and_never_scrolls_sideways(
    window: Page, pytestconfig: pytest.Config, screen: str
) -> None:
    examined = pytestconfig.getoption("--long") or screen not in LAID_OUT_ALIKE
    window.set_viewport_size(WIDE)
    with heard(window) as said:
        window.goto(screen)
        assert sideways(window) <= 0
        assert screen not in LAID_OUT_APART or faults(window) == []
        window.set_viewport_size(NARROW)
        assert sideways(window) <= 0
        assert not examined or faults(window) == []
    assert [line for line in said if not line.startswith("Failed to load resource")] == []


@pytest.mark.parametrize(
    "screen", ["/", "/treaties/mine-ban", STATUTE, "/treaties/mine-ban/status"]
)
def test_a_first_visit_is_light(browser: Browser, address: str, screen: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    sizes: list[float] = []
    network: CDPSession = context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda each: sizes.append(each["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(screen, wait_until="networkidle")
    context.close()
    assert 3 <= len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES


def test_the_first_key_press_offers_a_way_past_the_header(page: Page) -> None:
    page.goto("/treaties/mine-ban")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_a_wide_table_can_be_scrolled_by_keyboard_on_a_narrow_screen(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, viewport=NARROW)
    page = context.new_page()
    page.goto("/treaties/mine-ban/status")
    region = page.locator(".scroll").first
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.scroll').scrollLeft > 0")
    context.close()


def test_everything_is_there_without_any_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/treaties/mine-ban")
    page.locator("#as_of").fill("1999-02-28")
    page.get_by_role("button", name="Show").click()
    assert "Enters into force on 1 March 1999." in page.locator("main").inner_text()
    context.close()


def test_a_row_and_its_dot_on_the_map_light_up_together(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/treaties/mine-ban")
    page.locator('tr[data-participant="AUS"]').hover()
    assert page.locator('g[data-participant="AUS"].is-lit').count() == 1
    context.close()

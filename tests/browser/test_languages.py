"""Languages in a real browser: Arabic from right to left on every kind of page, and a choice remembered."""

from time import sleep

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Axe, NewPage
from tests.public_content import plant
from tests.public_pages import ADDRESSES, HTML

#: How far things moved while the page was built (https://web.dev/articles/cls).
SHIFTS = """() => new Promise((done) => {
  const add = (sum, shift) => sum + shift.value;
  new PerformanceObserver((list) => done(list.getEntries().reduce(add, 0)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 500);
})"""


def pages_in_arabic() -> list[str]:
    """One page of each kind."""
    world = plant()
    kinds = [[each for each in entry(world) if each.content_type == HTML] for entry in ADDRESSES.values()]
    return [f"/ar{kind[0].url}" for kind in kinds if kind and kind[0].status == 200]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_kind_of_page_reads_from_right_to_left_without_a_barrier(
    new_page: NewPage, axe: Axe, live_server: LiveServer, scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, width=width)
    found = []
    for url in pages_in_arabic():
        response = page.goto(live_server.url + url)
        if response is None or response.status != 200:
            continue  # a page that comes in one language only, such as the documentation of the API
        assert page.evaluate("() => getComputedStyle(document.body).direction") == "rtl", url
        wide = page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth")
        if wide > 0:
            found.append(f"{url}: scrolls sideways by {wide} pixels")
        found += axe(page)
    assert found == []


def late(route: Route) -> None:
    """Answer after the page was painted, as a slow line does."""
    sleep(0.5)
    route.continue_()


def test_a_language_that_was_chosen_is_offered_again_and_nothing_moves(
    page: Page, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/programs/?q=heroes")
    expect(page.locator(".languages__offer")).to_be_empty()
    page.click(".languages__link[hreflang=es]")
    page.wait_for_url(f"{live_server.url}/es/programs/?q=heroes")
    page.route("**/languages.js", late)
    page.goto(f"{live_server.url}/heroes/")
    offer = page.get_by_role("link", name="Leer esta página en español")
    expect(offer).to_be_visible()
    assert page.url == f"{live_server.url}/heroes/"  # offered, never forced
    assert page.evaluate(SHIFTS) == 0
    offer.click()
    page.wait_for_url(f"{live_server.url}/es/heroes/")


def test_the_browsers_language_is_offered_and_without_scripts_all_are_links(
    new_page: NewPage, live_server: LiveServer
) -> None:
    french = new_page(locale="fr-CA")
    french.goto(live_server.url)
    expect(french.get_by_role("link", name="Lire cette page en français")).to_be_visible()
    plain = new_page(java_script_enabled=False)
    plain.goto(live_server.url)
    plain.click(".languages__link[hreflang=ar]")
    plain.wait_for_url(f"{live_server.url}/ar/")

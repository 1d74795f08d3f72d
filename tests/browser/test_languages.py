"""Languages in a real browser: a choice is remembered and offered, and forces nothing."""

from time import sleep

from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import NewPage

#: How far things moved while the page was built (https://web.dev/articles/cls).
SHIFTS = """() => new Promise((done) => {
  const add = (sum, shift) => sum + shift.value;
  new PerformanceObserver((list) => done(list.getEntries().reduce(add, 0)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 500);
})"""


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

"""Languages in a real browser: a choice is remembered and offered, and forces nothing."""

from time import sleep

from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import NewPage
from tests.factories import (
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    SourceFactory,
    StopFactory,
    named_hero,
)

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


def test_the_full_stop_of_a_name_stays_at_its_end_in_arabic(page: Page, live_server: LiveServer) -> None:
    """As the browser draws it: the stop is to the right of the last letter of "Jr." and of "Ltd."."""
    program = PublicProgramFactory(title="What we did.")
    organization = OrganizationFactory(name="Partners, Ltd.", short_name="P., Ltd.")
    hero = named_hero(program, name="Sam Example Jr.", organization=organization)
    stop = StopFactory(program=program, host=organization)
    meeting = PublicMeetingFactory(
        stop=stop, title="A talk.", organizations=[organization], heroes=[hero], whole_group=False
    )
    program.sources.add(SourceFactory(title="Report, vol. 2."))
    PublicQuoteFactory(program=program, hero=None, organization=organization, text="We can.")
    records = (program, meeting, organization, stop.city)
    urls = [record.get_absolute_url() for record in records]
    urls += ["/heroes/", "/organizations/", "/quotes/", f"{program.get_absolute_url()}connections/"]
    for url in [*urls, f"/embed{program.get_absolute_url()}"]:
        page.goto(f"{live_server.url}/ar{url}")
        drawn = page.evaluate(
            """() => {
              const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
              const wrong = [];
              let seen = 0;
              const left = (node, at) => {
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                const box = range.getBoundingClientRect();
                return box.width || box.height ? box : null;
              };
              while (walker.nextNode()) {
                const text = walker.currentNode.data;
                for (const found of text.matchAll(/[A-Za-z0-9]\\.(?=\\s*$)/g)) {
                  const letter = left(walker.currentNode, found.index);
                  const end = left(walker.currentNode, found.index + 1);
                  if (!letter || !end || letter.top !== end.top) continue;
                  seen += 1;
                  if (end.left < letter.right - 1) wrong.push(text.trim());
                }
              }
              return {seen, wrong};
            }"""
        )
        assert drawn["wrong"] == [], url
        assert drawn["seen"] > 0, url

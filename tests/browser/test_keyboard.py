"""Every function of the program page is reached and used with the keyboard alone."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import NewPage
from tests.factories import CityFactory, PublicMeetingFactory, PublicProgramFactory, StopFactory

pytestmark = pytest.mark.django_db(transaction=True)

#: What can be used, and is not hidden. A details element hides what is in it until it is opened.
USABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0).length"""
#: The element with focus: its name, and whether a sign of focus is drawn inside the window.
FOCUSED = """() => {
    const each = document.activeElement;
    const style = getComputedStyle(each);
    const box = each.getBoundingClientRect();
    return {
        order: [...document.querySelectorAll("*")].indexOf(each),
        body: each === document.body,
        words: (each.getAttribute("aria-label") || each.textContent || each.id).trim().slice(0, 60),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


@pytest.fixture
def page(new_page: NewPage, live_server: LiveServer) -> Iterator[Page]:
    """A program with two stops, which may be embedded."""
    program = PublicProgramFactory(title="Bridge builders", slug="bridge-builders")
    miami = CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    for stop in (StopFactory(program=program), StopFactory(program=program, city=miami)):
        PublicMeetingFactory(stop=stop)
    page = new_page()
    with override_settings(EMBED_ALLOWED_ORIGINS=["*"]):
        page.goto(f"{live_server.url}/programs/bridge-builders/")
        expect(page.get_by_role("button", name="City time")).to_be_visible()
        yield page


def tab_to(page: Page, selector: str, most: int = 200) -> None:
    """Press Tab until what `selector` names has focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_tab_reaches_everything_in_the_order_of_reading_and_shows_where_it_is(page: Page) -> None:
    reached = []
    for _press in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["body"]:
            break
        reached.append(focused)
    assert [each["order"] for each in reached] == sorted({each["order"] for each in reached})
    assert len(reached) == page.evaluate(USABLE)
    assert [each["words"] for each in reached if not each["ring"]] == []
    assert [each["words"] for each in reached if not each["seen"]] == []


def test_the_skip_link_leads_past_the_header(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_sections_search_and_languages_open(page: Page) -> None:
    tab_to(page, ".languages__link[lang=es]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/programs/bridge-builders/")
    page.go_back()
    tab_to(page, ".site-nav a[href='/quotes/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quotes/")
    tab_to(page, "#site-search")
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bridge")


def test_the_zone_is_changed_and_focus_stays(page: Page) -> None:
    tab_to(page, "[data-choose=own]")
    page.keyboard.press("Space")
    expect(page.locator("[data-choose=own]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    page.keyboard.type("tokyo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type(" ")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".zone-note[role=status]")).to_contain_text("Tokyo")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_stops_banner_and_lines_to_copy_open(page: Page) -> None:
    tab_to(page, ".banner__summary")
    page.keyboard.press("Enter")
    expect(page.locator(".banner__content")).to_be_visible()
    tab_to(page, ".stops-nav a[href='#stop-miami']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#stop-miami")
    tab_to(page, ".embed-offer summary")
    page.keyboard.press("Enter")
    expect(page.locator(".embed-offer__code").first).to_be_visible()


def test_the_pages_of_a_list_open(new_page: NewPage, live_server: LiveServer) -> None:
    for number in range(21):
        PublicProgramFactory(title=f"Exchange {number}")
    page = new_page()
    page.goto(f"{live_server.url}/programs/")
    tab_to(page, ".usa-pagination__next-page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/?page=2")

"""The public pages in a real browser: axe-core by day and night, narrow windows, the keyboard, no scripts."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from participants.models import Hero
from programs.models import Program
from tests.browser.conftest import Axe, NewPage
from tests.factories import OrganizationFactory, PublicMeetingFactory, PublicProgramFactory, named_hero
from tests.support.public_content import make_public_content
from tests.support.public_pages import ADDRESSES, HTML, Address

#: As long as names get, without a place to break.
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def program(live_server: LiveServer) -> Program:
    """The richest program among content of every kind."""
    return make_public_content(second_pages=False).programs[0]


def one_of_each() -> list[Address]:
    """One page for each URL pattern that is a page; for lists, a later page too."""
    content = make_public_content(second_pages=False)
    for number in range(20):
        PublicProgramFactory(title=f"Exchange number {number}")
    chosen = []
    for entry in ADDRESSES.values():
        pages = [
            address for address in entry(content) if address.content_type == HTML and address.status == 200
        ]
        chosen += pages[:1] + [
            page for page in pages[1:] if "programs/?page=2" in page.url or "q=heroes" in page.url
        ]
    return [*chosen, Address("/there-is-no-such-page/", status=404)]


@pytest.mark.parametrize("language", ["", "/ar"], ids=["English", "Arabic"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_kind_of_page_by_day_or_by_night(
    new_page: NewPage, axe: Axe, live_server: LiveServer, width: int, language: str
) -> None:
    page = new_page(width=width)
    violations, read = [], 0
    for address in one_of_each():
        response = page.goto(live_server.url + language + address.url)
        if language and (response is None or response.status != address.status):
            continue  # a page that comes in one language only
        read += 1
        right_to_left = page.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
        assert right_to_left == bool(language), address.url
        # What is hidden from view must not lie where a page from right to left scrolls to.
        if page.evaluate("() => document.scrollingElement.scrollWidth") > width:
            violations.append(f"{address.url} scrolls sideways, by {page.evaluate(WIDEST)}")
        # The parts that are folded away are read too.
        page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            violations += [f"{scheme}: {line}" for line in axe(page, colors_only=scheme == "dark")]
    assert violations == []
    assert read > 15


def test_nothing_scrolls_sideways_in_a_window_320_pixels_wide(
    new_page: NewPage, live_server: LiveServer
) -> None:
    addresses = one_of_each()
    program = Program.objects.get(title="Heroes against trafficking")
    stop = program.stops.order_by("position")[0]
    organization = OrganizationFactory(
        name=LONG, website=f"https://{LONG[:60].lower()}.example/", description=LONG
    )
    hero = named_hero(
        program, name=LONG, role=LONG, organization=organization, citation=f"https://a.example/{LONG}"
    )
    meeting = PublicMeetingFactory(
        stop=stop, title=LONG, location=LONG, summary=f"`{LONG}`\n\n| a | b |\n|--|--|\n| {LONG} | {LONG} |"
    )
    meeting.organizations.add(organization)
    program.title = LONG
    program.save()
    page = new_page(width=320, height=640)
    wide = []
    for url in (
        [address.url for address in addresses]
        + [each.get_absolute_url() for each in (program, hero, meeting, organization)]
        + [f"/search/?q={LONG[:60]}", f"/ar{program.get_absolute_url()}"]
    ):
        page.goto(live_server.url + url)
        width = page.evaluate("() => document.scrollingElement.scrollWidth")
        if width > 320:
            wide.append(f"{url}: {width} pixels, by {page.evaluate(WIDEST)}")
    assert wide == [], "\n".join(wide)


#: What reaches beyond the right edge, for the message.
WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(each => each.getBoundingClientRect().right > 320.5)
  .map(each => `${each.tagName.toLowerCase()}.${each.className}`).slice(0, 6).join(', ')"""


def test_the_first_tab_leads_past_the_header(page: Page, live_server: LiveServer, program: Program) -> None:
    page.goto(live_server.url + program.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#main-content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    inside = page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
    assert inside


def test_what_has_the_focus_can_be_seen(page: Page, live_server: LiveServer, program: Program) -> None:
    page.goto(live_server.url + program.get_absolute_url())
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const each = document.activeElement, style = getComputedStyle(each);
              const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
              return [each.outerHTML.slice(0, 120), seen] }"""
        )
        if not told[1]:
            unseen.append(told[0])
    assert unseen == []


def test_everything_works_without_scripts(
    new_page: NewPage, live_server: LiveServer, program: Program
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(live_server.url)
    banner = page.locator(".usa-banner details")
    banner.locator("summary").click()
    expect(banner.get_by_text("Official websites use .gov")).to_be_visible()

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Programs").click()
    page.get_by_label("Words").fill("trafficking")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name=program.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(program.title)
    expect(page.get_by_text("9:00 p.m. CDT").first).to_be_visible()

    page.goto(f"{page.url}?tz=Asia/Tokyo")
    expect(page.get_by_text("11:00 a.m. JST").first).to_be_visible()

    page.get_by_role("link", name="Roundtable with advocates").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Roundtable with advocates")
    page.get_by_role("searchbox", name="Search this site").fill("Imelda")
    page.get_by_role("search").get_by_role("button").click()
    page.get_by_role("link", name=re.compile("Sister Imelda Prueba")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sister Imelda Prueba")
    assert Hero.objects.get(name="Imelda Prueba").slug in page.url

"""The choice of a time zone in a real browser: at once, remembered, announced, and without a script too."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import Program
from tests.browser.conftest import Axe, NewPage
from tests.factories import PublicMeetingFactory, PublicProgramFactory, StopFactory, named_hero

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Page]


@pytest.fixture
def program() -> Program:
    """A program with two meetings in Minneapolis: at 10 and at 11 in the morning of August 3, 2021."""
    new_program: Program = PublicProgramFactory(title="Bridge builders", slug="bridge-builders")
    stop = StopFactory(program=new_program)
    hero = named_hero(new_program, name="Imelda Prueba")
    PublicMeetingFactory(stop=stop, title="Roundtable", start_time=time(10), end_time=time(10, 45))
    PublicMeetingFactory(stop=stop, title="Workshop", start_time=time(11), end_time=time(12))
    PublicMeetingFactory(stop=stop, title="Cancelled talk", start_time=time(10), status="cancelled")
    PublicMeetingFactory(stop=stop, title="Next day", date=date(2021, 8, 4), whole_group=False, heroes=[hero])
    return new_program


@pytest.fixture
def visit(new_page: NewPage, live_server: LiveServer) -> Visit:
    """A reader in Nepal opens an address; `page` is used again if given."""

    def open_page(path: str, page: Page | None = None, **options: Any) -> Page:
        page = page or new_page(**{"timezone_id": "Asia/Kathmandu", **options})
        page.goto(live_server.url + path)
        return page

    return open_page


def note(page: Page) -> Any:
    return page.locator(".zone-note[role=status]")


def test_your_time_is_named_and_shown_at_once_with_the_day_it_makes(visit: Visit, program: Program) -> None:
    page = visit("/programs/bridge-builders/#itinerary")
    button = page.get_by_role("button", name="Your time Asia/Kathmandu")
    page.evaluate("window.same = true")
    button.click()
    expect(note(page)).to_have_text(re.compile(r"Kathmandu \(Asia/Kathmandu\)"))
    expect(page.get_by_text("8:45 p.m. UTC+5:45").first).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    assert page.evaluate("window.same"), "the page was loaded anew"
    assert page.url.endswith("/programs/bridge-builders/?tz=Asia%2FKathmandu#itinerary")

    page.get_by_role("button", name="City time").click()
    expect(note(page)).to_have_text("Times are those of the city each meeting belongs to.")
    expect(page.get_by_text("10:00 a.m. CDT").first).to_be_visible()
    assert "tz=" not in page.url


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("tok", "Asia/Tokyo"),
        ("japan", "Asia/Tokyo"),
        ("asia/tok", "Asia/Tokyo"),
        ("são p", "America/Sao_Paulo"),
    ],
)
def test_a_zone_is_found_by_city_country_or_name_with_the_keyboard(
    visit: Visit, program: Program, typed: str, zone: str
) -> None:
    page = visit("/programs/bridge-builders/")
    field = page.get_by_role("combobox", name="Another city, country or time zone")
    field.press_sequentially(typed)
    option = page.get_by_role("option", name=zone).first
    expect(option).to_be_visible()
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "zone-place-0")
    field.press("Enter")
    expect(note(page)).to_have_text(re.compile(re.escape(f"({zone})")))
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")


def test_places_are_asked_for_only_when_someone_searches_and_not_at_every_letter(
    visit: Visit, program: Program
) -> None:
    asked: list[str] = []
    page = visit("/")
    page.on("request", lambda request: asked.append(request.url))
    visit("/programs/bridge-builders/", page)
    page.wait_for_load_state("networkidle")
    field = page.get_by_role("combobox")
    field.focus()
    assert not [url for url in asked if "time-zones" in url]
    field.press_sequentially("zzzzzzzz", delay=10)
    expect(page.get_by_text("No place found.")).to_be_visible()
    assert len([url for url in asked if "time-zones" in url]) <= 3
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_enter_takes_the_first_place_of_what_was_typed_though_the_answer_is_late(
    visit: Visit, program: Program
) -> None:
    page = visit("/programs/bridge-builders/")
    field = page.get_by_role("combobox")
    field.fill("tokyo")
    expect(page.get_by_role("option", name="Asia/Tokyo")).to_be_visible()
    field.fill("cairo")
    field.press("Enter")
    expect(note(page)).to_have_text(re.compile(re.escape("(Africa/Cairo)")))
    expect(field).to_have_value("")


def test_after_an_answer_of_a_strange_network_the_next_letter_asks_again(
    visit: Visit, program: Program
) -> None:
    page = visit("/programs/bridge-builders/")
    page.route("**/time-zones/*", lambda route: route.fulfill(body="<p>Sign in to this network</p>"))
    field = page.get_by_role("combobox")
    with page.expect_event("requestfinished"):
        field.fill("toky")
    page.unroute("**/time-zones/*")
    field.press_sequentially("o")
    expect(page.get_by_role("option", name="Asia/Tokyo")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "typed", "label"),
    [
        ("", "India", "New Delhi, India Asia/Kolkata"),
        ("", "doha", "Doha, Qatar Asia/Qatar"),
        ("/es", "pekin", "Pekín, China Asia/Shanghai"),
        ("/fr", "Pristina", "Pristina, Kosovo Europe/Belgrade"),
        ("/ar", "نيودلهي", "نيودلهي، الهند Asia/Kolkata"),
        ("/es", "UTC+05:30", "UTC+5:30 Asia/Kolkata"),
        ("/fr", "UTC−5", "UTC-5 Etc/GMT+5"),
        ("/ar", "UTC+٥", "\u2068UTC+5\u2069 Etc/GMT-5"),
        ("/ar", "القاهره", "القاهرة، مصر Africa/Cairo"),
        ("", "gmt +0545", "GMT+5:45 Asia/Kathmandu"),
    ],
)
def test_what_is_meant_is_offered_first(
    visit: Visit, program: Program, language: str, typed: str, label: str
) -> None:
    page = visit(f"{language}/programs/bridge-builders/")
    page.get_by_role("combobox").fill(typed)
    expect(page.get_by_role("option").first).to_have_text(label)


@pytest.mark.parametrize("known_as", ["Etc/Unknown", "Mars/Phobos", ""])
def test_a_zone_that_only_the_browser_knows_is_not_offered_or_remembered(
    visit: Visit, program: Program, new_page: NewPage, known_as: str
) -> None:
    """Some browsers say "Etc/Unknown" for a device whose zone they do not know."""
    page = new_page()
    page.add_init_script(
        "const told = Intl.DateTimeFormat.prototype.resolvedOptions;"
        "Intl.DateTimeFormat.prototype.resolvedOptions = function () {"
        f"return {{...told.call(this), timeZone: '{known_as}'}} }}"
    )
    visit("/programs/bridge-builders/", page)
    button = page.locator("[data-choose=own]")
    expect(page.get_by_role("button", name="City time")).to_be_visible()
    if known_as == "Mars/Phobos":  # only the server knows better
        button.click()
        expect(note(page)).to_have_text(re.compile("We do not know the time zone “Mars/Phobos”."))
    expect(button).to_be_hidden()
    assert page.evaluate("localStorage.getItem('time-zone')") is None
    # What was remembered before, or by another device, is forgotten as well.
    for remembered in ("Etc/Unknown", "own"):
        page.evaluate(f"localStorage.setItem('time-zone', '{remembered}')")
        visit("/programs/bridge-builders/", page)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("10:00 a.m. CDT").first).to_be_visible()
        expect(page.get_by_text("This is the time zone you chose before.")).to_be_hidden()


def test_the_choice_is_remembered_said_and_undone_without_a_cookie(visit: Visit, program: Program) -> None:
    page = visit("/programs/bridge-builders/")
    page.get_by_role("button", name="Your time").click()
    expect(page.get_by_text("8:45 p.m.").first).to_be_visible()
    visit("/heroes/imelda-prueba/", page)
    expect(note(page)).to_have_text(re.compile("Kathmandu"))
    expect(page.get_by_text("This is the time zone you chose before.")).to_be_visible()
    assert "tz=" not in page.url
    page.get_by_role("button", name="City time").click()
    expect(note(page)).to_have_text(re.compile("of the city"))
    visit("/programs/bridge-builders/", page)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("10:00 a.m. CDT").first).to_be_visible()
    assert page.context.cookies() == []


def test_a_zone_in_the_address_is_stronger_than_the_memory(visit: Visit, program: Program) -> None:
    page = visit("/programs/bridge-builders/")
    page.get_by_role("button", name="Your time").click()
    expect(page.get_by_text("8:45 p.m.").first).to_be_visible()
    visit("/programs/bridge-builders/?tz=Asia/Tokyo", page)
    page.wait_for_load_state("networkidle")
    expect(note(page)).to_have_text(re.compile("Tokyo"))


def test_other_pages_with_times_follow(visit: Visit, program: Program) -> None:
    meeting = program.meetings.get(title="Roundtable")
    for address in (meeting.get_absolute_url(), "/search/?q=roundtable", "/embed/programs/bridge-builders/"):
        page = visit(address)
        page.get_by_role("button", name="Your time").click()
        expect(page.get_by_text("8:45 p.m. UTC+5:45").first).to_be_visible()


def test_now_and_next_are_said_on_the_day_and_move_on(
    visit: Visit, program: Program, new_page: NewPage
) -> None:
    page = new_page(timezone_id="Asia/Kathmandu")
    page.clock.install(time="2021-08-03T15:10:00Z")  # 10:10 in Minneapolis
    visit("/programs/bridge-builders/", page)
    marks = page.locator(".meeting__mark")
    expect(marks).to_have_text(["Now", "Next"])
    expect(page.locator("li[aria-current=time] .meeting__title a")).to_have_text("Roundtable")
    page.clock.fast_forward("50:30")  # 11:00:30
    expect(marks).to_have_text(["Now"])
    expect(page.locator("li[aria-current=time] .meeting__title a")).to_have_text("Workshop")
    page.get_by_role("button", name="Your time").click()
    expect(page.get_by_text("8:45 p.m. UTC+5:45").first).to_be_visible()
    expect(marks).to_have_text(["Now"])
    page.clock.fast_forward("02:00:00")
    expect(marks).to_have_count(0)


def test_nothing_is_marked_on_another_day(visit: Visit, program: Program, new_page: NewPage) -> None:
    page = new_page()
    page.clock.install(time="2021-08-02T15:10:00Z")
    visit("/programs/bridge-builders/", page)
    expect(page.get_by_role("button", name="City time")).to_be_visible()
    expect(page.locator(".meeting__mark")).to_have_count(0)


def test_without_a_script_a_form_does_it(visit: Visit, program: Program) -> None:
    page = visit("/programs/bridge-builders/", java_script_enabled=False)
    expect(page.get_by_role("combobox", name="Another city")).to_be_hidden()
    page.get_by_label("Show times in").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("12:00 a.m. JST").first).to_be_visible()
    expect(page.locator(".meeting__mark")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "label", "shown"),
    [
        ("doha", "Doha, Qatar", "6:00 p.m. UTC+3"),
        ("India", "New Delhi, India", "8:30 p.m. IST"),
        ("UTC+05:30", "UTC+5:30", "8:30 p.m. IST"),
        ("بكين", "Beijing, China", "11:00 p.m. CST"),
    ],
)
def test_without_a_script_a_place_is_searched_too(
    visit: Visit, program: Program, typed: str, label: str, shown: str
) -> None:
    for address in ("/programs/bridge-builders/", "/embed/programs/bridge-builders/"):
        page = visit(address, java_script_enabled=False)
        page.get_by_label("Another city").first.fill(typed)
        page.get_by_role("button", name="Show", exact=True).click()
        page.get_by_role("link", name=label, exact=True).click()
        expect(page.get_by_text(shown).first).to_be_visible()
    page.get_by_label("Another city").first.fill("zzzz")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("No place found. Try a larger city or the country.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_places_found_without_a_script(
    visit: Visit, program: Program, axe: Axe, width: int
) -> None:
    page = visit("/programs/bridge-builders/", width=width)
    # Axe is a script itself: it looks at the form as a page without scripts has it.
    page.route("**/zone*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    visit("/programs/bridge-builders/?place=santiago", page)
    expect(page.get_by_role("link", name="Santiago, Chile")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_when_the_answer_is_another_page_the_address_is_opened(visit: Visit, program: Program) -> None:
    page = visit("/programs/bridge-builders/")

    def answer(route: Route) -> None:
        fetched = route.request.resource_type == "fetch"
        route.fulfill(body="<p>Sign in to this network</p>") if fetched else route.continue_()

    page.route("**/*tz=*", answer)
    page.evaluate("window.same = true")
    page.get_by_role("button", name="Your time").click()
    page.wait_for_url("**/?tz=Asia%2FKathmandu")
    expect(page.get_by_text("8:45 p.m. UTC+5:45").first).to_be_visible()
    assert not page.evaluate("window.same")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_with_the_search_open(
    visit: Visit, program: Program, axe: Axe, scheme: str, width: int
) -> None:
    page = visit("/programs/bridge-builders/", width=width, color_scheme=scheme)
    field = page.get_by_role("combobox")
    field.press_sequentially("am")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visit("/embed/programs/bridge-builders/", page)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_printed_page_names_its_zone_and_not_the_control(visit: Visit, program: Program) -> None:
    page = visit("/programs/bridge-builders/?tz=Asia/Tokyo")
    page.emulate_media(media="print")
    expect(note(page)).to_be_visible()
    expect(page.get_by_role("button", name="City time")).to_be_hidden()
